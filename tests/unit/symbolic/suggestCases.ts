/** Curves of known functions, for the tests of the search for functions. */
import { type Candidate } from '../../../main/engine/symbolic/suggest/suggest.ts';
import { edgeFunction } from '../../../shared/expression/edgeFunction.ts';
import { type Random } from '../../../shared/random.ts';

type Affine = Pick<Candidate, 'a' | 'b' | 'c' | 'd'>;

export const turn = 2 * Math.PI;
const modulo = (value: number, period: number): number => ((value % period) + period) % period;

/** (a·x + b)^p with a = ±1. */
const powerForm = (exponent: number) => (fit: Affine) => {
  const { a, b, c, d } = fit;
  return Number.isInteger(exponent)
    ? [c * a ** exponent, b / a, d]
    : [c * Math.abs(a) ** exponent, Math.sign(a), b / Math.abs(a), d];
};
/** a > 0, c taking up the sign. */
const oddForm = ({ a, b, c, d }: Affine) => (a < 0 ? [-a, -b, -c, d] : [a, b, c, d]);
/** a > 0, c > 0, the phase in [0, 2π) as a point on the circle. */
const waveForm = (parity: 1 | -1) => (fit: Affine) => {
  const [a, b] = fit.a < 0 ? [-fit.a, -fit.b] : [fit.a, fit.b];
  const c = fit.a < 0 ? parity * fit.c : fit.c;
  const phase = modulo(c < 0 ? b + Math.PI : b, turn);
  return [a, Math.cos(phase), Math.sin(phase), Math.abs(c), fit.d];
};

interface Case {
  /** The numbers that c·f(a·x + b) + d determines: equal for equal functions of x. */
  readonly form: (fit: Affine) => number[];
  /** The range of a·x + b from which the samples come. */
  readonly range: (random: Random) => [number, number];
}

export const uniform = (random: Random, from: number, to: number): number =>
  from + (to - from) * random.next();
/** Anywhere around 0. */
const around = (random: Random): [number, number] => {
  const centre = uniform(random, -1, 1);
  const half = uniform(random, 0.8, 2.5);
  return [centre - half, centre + half];
};
const positive = (random: Random): [number, number] => {
  const from = uniform(random, 0.1, 2);
  return [from, from * uniform(random, 2, 8)];
};
const eitherSide = (random: Random): [number, number] => {
  const [from, to] = positive(random);
  return random.next() < 0.5 ? [from, to] : [-to, -from];
};
const inside =
  (limit: number) =>
  (random: Random): [number, number] => [uniform(random, -limit, -0.1), uniform(random, 0.1, limit)];

export const cases: Readonly<Record<string, Case>> = {
  x: { form: ({ a, b, c, d }) => [c * a, c * b + d], range: around },
  'x^2': { form: powerForm(2), range: around },
  'x^3': { form: powerForm(3), range: around },
  'x^4': { form: powerForm(4), range: around },
  'x^5': { form: powerForm(5), range: around },
  '1/x': { form: powerForm(-1), range: eitherSide },
  '1/x^2': { form: powerForm(-2), range: eitherSide },
  '1/x^3': { form: powerForm(-3), range: eitherSide },
  '1/x^4': { form: powerForm(-4), range: eitherSide },
  '1/x^5': { form: powerForm(-5), range: eitherSide },
  sqrt: { form: powerForm(0.5), range: positive },
  'x^0.5': { form: powerForm(0.5), range: positive },
  'x^1.5': { form: powerForm(1.5), range: positive },
  '1/sqrt(x)': { form: powerForm(-0.5), range: positive },
  '1/x^0.5': { form: powerForm(-0.5), range: positive },
  exp: { form: ({ a, b, c, d }) => [a, c * Math.exp(b), d], range: around },
  log: {
    form: ({ a, b, c, d }) => [c, Math.sign(a), b / Math.abs(a), d + c * Math.log(Math.abs(a))],
    range: positive,
  },
  abs: { form: ({ a, b, c, d }) => [c * Math.abs(a), b / a, d], range: inside(2) },
  sin: { form: waveForm(-1), range: (random) => [uniform(random, -9, -2), uniform(random, 2, 40)] },
  cos: { form: waveForm(1), range: (random) => [uniform(random, -9, -2), uniform(random, 2, 40)] },
  tan: {
    form: (fit) => {
      const [a, b, c, d] = oddForm(fit);
      return [a, modulo(b, Math.PI), c, d];
    },
    range: inside(1.5),
  },
  tanh: { form: oddForm, range: around },
  arcsin: { form: oddForm, range: inside(0.99) },
  arccos: {
    form: ({ a, b, c, d }) => (a < 0 ? [-a, -b, -c, d + c * Math.PI] : [a, b, c, d]),
    range: inside(0.99),
  },
  arctan: { form: oddForm, range: around },
  arctanh: { form: oddForm, range: inside(0.99) },
  gaussian: { form: ({ a, b, c, d }) => [Math.abs(a), b * Math.sign(a), c, d], range: around },
};

interface Drawn {
  readonly truth: Affine;
  readonly x: Float64Array;
  readonly y: Float64Array;
}

/** Samples of c·f(a·x + b) + d with everything drawn at random: scales of x and y over two orders of magnitude. */
export function draw(name: string, rows: number, noise: number, random: Random): Drawn {
  const { value } = edgeFunction(name);
  const ends = cases[name].range(random);
  const [from, to] = random.next() < 0.5 ? ends : [ends[1], ends[0]];
  const width = 10 ** uniform(random, -1, 1);
  const low = uniform(random, -2, 1) * width;
  const a = (to - from) / width;
  const b = from - a * low;
  const c = (random.next() < 0.5 ? -1 : 1) * 10 ** uniform(random, -1, 1);
  const d = uniform(random, -2, 2);
  const x = Float64Array.from({ length: rows }, () => low + width * random.next());
  const exact = x.map((at) => c * value(a * at + b) + d);
  const spread = Math.sqrt(variance(exact));
  return { truth: { a, b, c, d }, x, y: exact.map((at) => at + noise * spread * random.normal()) };
}

export function variance(values: Float64Array): number {
  const mean = values.reduce((total, value) => total + value, 0) / values.length;
  return values.reduce((total, value) => total + (value - mean) ** 2, 0) / values.length;
}

/** 1 − R² of given parameters. */
export function unexplained(
  name: string,
  { a, b, c, d }: Affine,
  x: ArrayLike<number>,
  y: Float64Array,
): number {
  const { value } = edgeFunction(name);
  const residuals = y.map((at, row) => at - (c * value(a * x[row] + b) + d));
  return residuals.reduce((total, residual) => total + residual ** 2, 0) / (variance(y) * y.length);
}

export function named(candidates: readonly Candidate[], name: string): Candidate {
  const found = candidates.find((candidate) => candidate.name === name);
  if (!found) throw new Error(`No candidate ${name}`);
  return found;
}
