/** Laws that textbooks give a name, found in rows with noise. */
import { isLoose } from '../../../shared/expression/constants.ts';
import { describe, expect, it } from 'vitest';
import { Breath } from '../../../main/engine/breath.ts';
import { fitConstants } from '../../../main/engine/symbolic/formula/fitConstants.ts';
import { descriptionLength, stillNamed } from '../../../main/engine/symbolic/formula/descriptionLength.ts';
import type { FormulaData } from '../../../main/engine/symbolic/formula/formulaData.ts';
import type { Law } from '../../../main/engine/symbolic/laws/foundLaws.ts';
import { LawSearch } from '../../../main/engine/symbolic/laws/lawSearch.ts';
import { namedCandidates } from '../../../main/engine/symbolic/laws/named/candidates.ts';
import { namedLaws } from '../../../main/engine/symbolic/laws/named/namedLaws.ts';
import { changed, wholeProblem } from '../../../main/engine/symbolic/laws/problem.ts';
import { compile } from '../../../shared/expression/evaluate.ts';
import { parseExpression } from '../../../shared/expression/parse.ts';
import type { Expression } from '../../../shared/expression/tree.ts';
import { seededRandom } from '../../../shared/random.ts';
import { named } from './named.ts';

const { exp, sin, cos, tanh, sqrt, log } = Math;
type Curve = (x: number) => number;

/** Rows at even distances, with noise. @param noise standard deviation, as a share of the target's */
function table(curve: Curve, low: number, high: number, noise: number, rows = 60): FormulaData {
  const random = seededRandom(2);
  const x = Float64Array.from({ length: rows }, (_, row) => low + ((high - low) * row) / (rows - 1));
  const exact = x.map(curve);
  const mean = exact.reduce((sum, y) => sum + y, 0) / rows;
  const spread = sqrt(exact.reduce((sum, y) => sum + (y - mean) ** 2, 0) / rows);
  const target = exact.map((y) => y + noise * spread * random.normal());
  return { names: ['x'], columns: [x], rows, target, weights: null };
}

/** Of the laws with a name, the one with the shortest description, with its constants fitted. */
async function likeliest(
  data: FormulaData,
): Promise<{ readonly name: string; readonly expression: Expression }> {
  const [{ expression, named }] = await namedCandidates(wholeProblem(data), new Breath());
  return { name: named.name, expression: fitConstants(expression, data, { iterations: 20, free: isLoose }) };
}

/** The best of all laws with constants, with a name or without one. */
async function found(data: FormulaData): Promise<Law> {
  const { signal } = new AbortController();
  const search = new LawSearch(data, signal);
  await search.withConstants(wholeProblem(data), { signal, breath: new Breath() });
  return search.best[0];
}

/** The largest distance of a law from the curve, as a share of the largest value. */
function distance(
  { expression }: { readonly expression: Expression },
  curve: Curve,
  { columns: [x], rows }: FormulaData,
): number {
  const values = compile(expression, ['x'])([x], rows);
  const largest = x.reduce((most, at) => Math.max(most, Math.abs(curve(at))), 0);
  return values.reduce((most, value, row) => Math.max(most, Math.abs(value - curve(x[row]))), 0) / largest;
}

describe('rows show a law with a name', () => {
  it.each<[string, Curve, number, number]>([
    ['Michaelis–Menten or Langmuir equation', (x) => (4.3 * x) / (x + 1.9), 0.1, 12],
    ['Hill equation', (x) => 6 + (80 * x ** 2.4) / (x ** 2.4 + 31), 0.2, 14],
    ['logistic curve', (x) => 37 / (1 + exp(-0.8 * (x - 6.1))), 0, 13],
    ['Andrade equation', (x) => 0.02 * exp(1830 / x), 273, 373],
    ['Gompertz curve', (x) => 9 * exp(-4.4 * exp(-0.5 * x)), 0, 12],
    ['step on a slope', (x) => 3.2 + 0.11 * x + 2.7 * tanh(2.3 * (x - 4.4)), 0, 10],
    ['sum of two decays', (x) => 51 * exp(-1.3 * x) + 20 * exp(-0.11 * x), 0, 20],
    ['stretched exponential', (x) => 7 * exp(-((x / 3.3) ** 0.55)), 0.05, 30],
    ['stretched exponential beside a constant', (x) => 100 - 98 * exp(-((x / 140) ** 2.4)), 5, 400],
    ['damped oscillation', (x) => 1.4 * exp(-0.2 * x) * cos(2.6 * x + 0.4), 0, 14],
    ['two oscillations', (x) => 2 + 1.7 * sin(1.1 * x + 0.3) + 0.9 * sin(3.7 * x), 0, 15],
    [
      'two Gaussian peaks',
      (x) => 1.5 * exp(-(((x - 2.2) / 0.6) ** 2)) + exp(-(((x - 5.1) / 0.8) ** 2)),
      0,
      8,
    ],
    ['Lorentzian peak', (x) => 0.4 + 3 / (1 + ((x - 3.3) / 0.7) ** 2), 0, 8],
    ['Lennard-Jones potential', (x) => 9 * ((2.1 / x) ** 12 - (2.1 / x) ** 6), 1.95, 5],
    ['Morse potential', (x) => 5.3 * (1 - exp(-1.4 * (x - 1.2))) ** 2, 0.7, 5],
    ['Planck’s law of wavelength', (x) => 60 / (x ** 5 * (exp(5.1 / x) - 1)), 0.4, 5],
    [
      'two straight lines with a kink',
      (x) => 12 + 0.28 * Math.min(x, 200) + 0.41 * Math.max(x - 200, 0),
      40,
      480,
    ],
    ['resonance curve', (x) => 2 / sqrt((9.6 - x * x) ** 2 + 0.8 * x * x), 0.3, 7],
  ])('%s', async (name, curve, low, high) => {
    const data = table(curve, low, high, 0.02);
    const best = await likeliest(data);
    expect(best.name).toBe(name);
    expect(distance(best, curve, data)).toBeLessThan(0.03);
  });
});

describe('the search for formulas prefers a law with a name', () => {
  it('to a power with a tiny exponent, which imitates a logarithm', async () => {
    const data = table((x) => 0.3 + 0.05 * log(x), 0.01, 10, 0.02, 30);
    expect((await found(data)).named?.name).toBe('logarithm');
  });

  it('to a long formula of other functions that follows two peaks', async () => {
    const curve: Curve = (x) => 1.5 * exp(-(((x - 2.2) / 0.6) ** 2)) + exp(-(((x - 5.1) / 0.8) ** 2));
    const data = table(curve, 0, 8, 0.02, 60);
    const best = await found(data);
    expect(best.named?.name).toBe('two Gaussian peaks');
    expect(distance(best, curve, data)).toBeLessThan(0.03);
  });
});

describe('laws with a name', () => {
  it('fit rows of their own without noise, up to the steps of the refinement', async () => {
    for (const curve of [
      (x: number) => 3 * exp(-x / 4) * sin(6.3 * x),
      (x: number) => 8 / (x + 2.2) ** 2 - 1,
    ]) {
      const data = table(curve, 3, 21, 0, 150);
      expect(distance(await likeliest(data), curve, data)).toBeLessThan(1e-6);
    }
  });

  it('are tried in one column only, not in quotients of columns', async () => {
    const one = table((x) => x, 1, 5, 0.01);
    const two = wholeProblem({
      ...one,
      names: ['x', 'u'],
      columns: [one.columns[0], one.columns[0].map(sqrt)],
    });
    expect(await namedCandidates(two, new Breath())).toEqual([]);
    const quotient = changed(two, [parseExpression('x/u', ['x', 'u'])], null);
    expect(await namedCandidates(quotient!, new Breath())).toEqual([]);
    expect(await namedCandidates(wholeProblem(one), new Breath())).not.toEqual([]);
  });

  it('are none of a column that does not vary, and of very few rows those with few constants', async () => {
    const one = table((x) => x, 1, 5, 0.01);
    const still = wholeProblem({ ...one, columns: [one.columns[0].map(() => 1)] });
    expect(await namedCandidates(still, new Breath())).toEqual([]);
    const namesOf = async (rows: number) => {
      const few = wholeProblem(table((x) => x, 1, 5, 0.01, rows));
      return (await namedCandidates(few, new Breath())).map(({ named }) => named.name);
    };
    expect(await namesOf(3)).toEqual([]);
    const ofFive = await namesOf(5);
    expect(ofFive).toContain('straight line');
    for (const name of ['Hill equation', 'sum of two decays', 'cubic']) expect(ofFive).not.toContain(name);
  });

  it('with peaks or waves need rows all over the range', async () => {
    const random = seededRandom(4);
    const x = Float64Array.from({ length: 40 }, (_, row) => 10 ** (row / 8));
    const target = x.map((at) => 3 * at ** 0.75 * (1 + 0.1 * random.normal()));
    const problem = wholeProblem({ names: ['x'], columns: [x], rows: 40, target, weights: null });
    const names = (await namedCandidates(problem, new Breath())).map(({ named }) => named.name);
    expect(names).not.toContain('oscillation');
    expect(names).toContain('power law');
  });

  it('have names of their own', () => {
    expect(new Set(namedLaws.map(({ name }) => name)).size).toBe(namedLaws.length);
  });

  it('gain nothing by plain constants, which would else hide how many they have', () => {
    const name = named('logarithm of a shifted value', 2.5);
    const length = (text: string): number =>
      descriptionLength(parseExpression(text, ['x']), 0.1, 100, 0, name);
    expect(length('17*log(x + 16) - 8')).toBe(length('16.87*log(x + 15.9) - 8.13'));
    // Two constants and three, with Hurvich and Tsai's correction.
    const third = Math.log(100) + 24 / 96 - 12 / 97;
    expect(length('17*log(x + 16)')).toBeCloseTo(length('17*log(x + 16) - 8') - third, 12);
  });

  it('lose their name where a part of them is left out', () => {
    const cutOff = named('power law with a cutoff', 2);
    const before = parseExpression('2*x^1.5*exp(-0.001*x)', ['x']);
    expect(stillNamed(cutOff, before, parseExpression('2.1*x^1.5', ['x']))).toBeUndefined();
    expect(stillNamed(cutOff, before, parseExpression('3*x^2*exp(-x)', ['x']))).toBe(cutOff);
    const hill = named('Hill equation', 3);
    const of = (text: string) =>
      stillNamed(hill, parseExpression('1/(0.4/x^1.02 + 0.1)', ['x']), parseExpression(text, ['x']));
    expect(of('1/(0.4/x^2 + 0.1)')).toBe(hill);
    expect(of('1/(0.4/x + 0.1)')).toBeUndefined();
  });
});
