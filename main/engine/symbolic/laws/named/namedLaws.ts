/**
 * Laws of one variable x that textbooks give a name. The search tries each of them where the rows depend on one quantity, and
 * prefers it to a formula without a name: of two that fit alike, the named one is likelier.
 */
import {
  damping,
  deviations,
  faster,
  exponents,
  places,
  poles,
  rates,
  ratios,
  scales,
  shifts,
  steepness,
  times,
  turns,
  wholeTurns,
  widths,
} from './grids.ts';
import type { Grid } from './grids.ts';

export interface NamedLaw {
  /** For people. */
  readonly name: string;
  /**
   * Each times a constant of its own, in x and the inner constants; `phase` in it is an angle. A formula that has the law's name
   * is written in these terms, so they are those of textbooks. Whole numbers in them belong to the law.
   */
  readonly terms: readonly string[];
  /** The values of the inner constants that are tried. A grid may depend on the constants before it. */
  readonly inner?: Readonly<Record<string, Grid>>;
  /** Whether a constant is added. */
  readonly offset: boolean;
  /** Sums of up to so many of them are tried; 1 where absent. */
  readonly most?: number;
  /** Whether it is also tried on a straight line. */
  readonly sloped?: true;
  /** `exponent` for exp(A + u) in place of c·exp(u); `shortest` where any form is as usual as that of the terms. */
  readonly written?: 'exponent' | 'shortest';
  /** Whether few people meet it. */
  readonly rare?: true;
  /** Whether it has peaks, steps or waves: then rows must lie all over the range to show it. */
  readonly local?: true;
}

const added = { offset: true } as const;
const alone = { offset: false } as const;

export const straightLine: NamedLaw = { name: 'straight line', terms: ['x'], ...added };

export const namedLaws: readonly NamedLaw[] = [
  straightLine,
  { name: 'parabola', terms: ['x^2', 'x'], ...added, written: 'shortest' },
  { name: 'cubic', terms: ['x^3', 'x^2', 'x'], ...added },
  { name: 'proportion to a square', terms: ['x^2'], ...added },
  { name: 'inverse proportion', terms: ['1/x'], ...added },
  { name: 'inverse-square law', terms: ['1/(x + b)^2'], inner: { b: shifts }, ...added },
  { name: 'hyperbola', terms: ['1/(x + b)'], inner: { b: shifts }, ...added },
  { name: 'power law', terms: ['x^n'], inner: { n: exponents }, ...added },
  { name: 'inverse power law', terms: ['1/x^n'], inner: { n: exponents }, ...added },
  { name: 'logarithm', terms: ['log(x)'], ...added },
  { name: 'logarithm of a shifted value', terms: ['log(x + b)'], inner: { b: shifts }, ...added },
  { name: 'square root', terms: ['sqrt(x + b)'], inner: { b: shifts }, ...added },
  { name: 'exponential decay', terms: ['exp(-a*x)'], inner: { a: rates }, ...added },
  { name: 'exponential growth', terms: ['exp(a*x)'], inner: { a: rates }, ...added },
  {
    name: 'sum of two decays',
    terms: ['exp(-a*x)', 'exp(-b*x)'],
    inner: { a: rates, b: faster },
    ...added,
  },
  { name: 'stretched exponential', terms: ['exp(-(x/b)^n)'], inner: { b: scales, n: exponents }, ...alone },
  {
    name: 'stretched exponential beside a constant',
    terms: ['exp(-(x/b)^n)'],
    inner: { b: scales, n: exponents },
    ...added,
    rare: true,
  },
  {
    name: 'exponential with a power in front',
    terms: ['x^n*exp(-a*x)'],
    inner: { n: exponents, a: rates },
    ...alone,
    rare: true,
  },
  {
    name: 'Arrhenius equation',
    terms: ['exp(-a/x)'],
    inner: { a: (range) => steepness(range, { b: 0 }) },
    ...alone,
  },
  {
    name: 'Antoine equation',
    terms: ['exp(-a/(x + b))'],
    inner: { b: shifts, a: steepness },
    ...alone,
    written: 'exponent',
    rare: true,
  },
  {
    name: 'Andrade equation',
    terms: ['exp(a/x)'],
    inner: { a: (range) => steepness(range, { b: 0 }) },
    ...alone,
  },
  {
    name: 'Vogel–Fulcher–Tammann equation',
    terms: ['exp(a/(x - b))'],
    inner: { b: poles, a: (range, { b }) => steepness(range, { b: -b }) },
    ...alone,
    rare: true,
  },
  { name: 'diode equation', terms: ['exp(x/a) - 1'], inner: { a: times }, ...alone, rare: true },
  { name: 'Michaelis–Menten or Langmuir equation', terms: ['x/(b + x)'], inner: { b: scales }, ...alone },
  { name: 'Hill equation', terms: ['x^n/(b^n + x^n)'], inner: { b: scales, n: exponents }, ...added },
  {
    name: 'Haldane equation',
    terms: ['x/(a + x + x^2/b)'],
    inner: { a: scales, b: scales },
    ...alone,
    rare: true,
  },
  {
    name: 'BET isotherm',
    terms: ['b*x/((1 - x)*(1 + (b - 1)*x))'],
    inner: { b: ratios },
    ...alone,
    rare: true,
  },
  { name: 'logistic curve', terms: ['1/(1 + exp(-a*(x - b)))'], inner: { b: places, a: rates }, ...alone },
  {
    name: 'Gompertz curve',
    terms: ['exp(-exp(-a*(x - b)))'],
    inner: { b: places, a: rates },
    ...alone,
    rare: true,
  },
  {
    name: 'Gompertz curve beside a constant',
    terms: ['exp(-exp(-a*(x - b)))'],
    inner: { b: places, a: rates },
    ...added,
    rare: true,
  },
  {
    name: 'step',
    terms: ['tanh((x - b)/s)'],
    inner: { b: places, s: widths },
    ...added,
    sloped: true,
    local: true,
  },
  {
    name: 'two straight lines with a kink',
    terms: ['x', 'abs(x - b)'],
    inner: { b: places },
    ...added,
    rare: true,
    local: true,
  },
  { name: 'hyperbolic tangent', terms: ['tanh(a*x)'], inner: { a: rates }, ...alone, rare: true },
  { name: 'catenary', terms: ['cosh((x - b)/a)'], inner: { b: places, a: times }, ...added, rare: true },
  {
    name: 'Gaussian peak',
    terms: ['exp(-((x - b)/s)^2/2)'],
    inner: { b: places, s: deviations },
    ...added,
    most: 3,
    sloped: true,
    local: true,
  },
  {
    name: 'Lorentzian peak',
    terms: ['1/(1 + ((x - b)/s)^2)'],
    inner: { b: places, s: widths },
    ...added,
    most: 3,
    sloped: true,
    local: true,
  },
  {
    name: 'oscillation',
    terms: ['sin(a*x + phase)'],
    inner: { a: wholeTurns },
    ...added,
    most: 3,
    sloped: true,
    local: true,
  },
  {
    name: 'damped oscillation',
    terms: ['exp(-b*x)*sin(a*x + phase)'],
    inner: { b: damping, a: wholeTurns },
    ...added,
    local: true,
  },
  {
    name: 'resonance curve',
    terms: ['1/sqrt((b^2 - x^2)^2 + (s*x)^2)'],
    inner: { b: places, s: widths },
    ...alone,
    rare: true,
  },
  { name: 'first-order low-pass filter', terms: ['1/sqrt(1 + (x/b)^2)'], inner: { b: scales }, ...alone },
  {
    name: 'first-order high-pass filter',
    terms: ['x/sqrt(b^2 + x^2)'],
    inner: { b: scales },
    ...alone,
    rare: true,
  },
  {
    name: 'squared sinc',
    terms: ['(sin(a*x)/(a*x))^2'],
    inner: { a: turns },
    ...added,
    local: true,
    rare: true,
  },
  { name: 'lens equation', terms: ['x/(x - b)'], inner: { b: scales }, ...alone, rare: true },
  {
    name: 'Lennard-Jones potential',
    terms: ['4*((b/x)^12 - (b/x)^6)'],
    inner: { b: scales },
    ...added,
    rare: true,
  },
  {
    name: 'Morse potential',
    terms: ['(1 - exp(-a*(x - b)))^2'],
    inner: { b: places, a: rates },
    ...added,
    rare: true,
  },
  {
    name: 'van der Waals equation',
    terms: ['1/(x - b)', '-1/x^2'],
    inner: { b: scales },
    ...alone,
    rare: true,
  },
  {
    name: 'Planck’s law of wavelength',
    terms: ['1/(x^5*(exp(a/x) - 1))'],
    inner: { a: scales },
    ...alone,
    rare: true,
  },
  {
    name: 'Planck’s law of frequency',
    terms: ['x^3/(exp(x/a) - 1)'],
    inner: { a: scales },
    ...alone,
    rare: true,
  },
  {
    name: 'Maxwell–Boltzmann distribution',
    terms: ['x^2*exp(-(x/a)^2)'],
    inner: { a: scales },
    ...alone,
    rare: true,
  },
  { name: 'Cauchy’s equation', terms: ['1/x^2', '1/x^4'], ...added, rare: true },
];
