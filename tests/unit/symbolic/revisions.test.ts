import { describe, expect, it } from 'vitest';
import { Breath } from '../../../main/engine/breath.ts';
import { descriptionLength, worth } from '../../../main/engine/symbolic/formula/descriptionLength.ts';
import { fitConstants } from '../../../main/engine/symbolic/formula/fitConstants.ts';
import type { FormulaData } from '../../../main/engine/symbolic/formula/formulaData.ts';
import { spreadOf } from '../../../main/engine/symbolic/formula/formulaData.ts';
import { groupOf, wholeProblem } from '../../../main/engine/symbolic/laws/problem.ts';
import { reducedTo } from '../../../main/engine/symbolic/laws/reductions/reduced.ts';
import { holesOf, wantedIn } from '../../../main/engine/symbolic/laws/revisions/holes.ts';
import { lean, leanest, measured, type Fitted } from '../../../main/engine/symbolic/laws/revisions/lean.ts';
import { fullJudge, type Rows } from '../../../main/engine/symbolic/laws/revisions/revise.ts';
import { revisions } from '../../../main/engine/symbolic/laws/revisions/revisions.ts';
import { smoothed } from '../../../main/engine/symbolic/laws/revisions/smooth.ts';
import { compile } from '../../../shared/expression/evaluate.ts';
import { parseExpression } from '../../../shared/expression/parse.ts';
import { printExpression } from '../../../shared/expression/print/print.ts';
import { simplify } from '../../../shared/expression/simplify/simplify.ts';
import { keyOf } from '../../../shared/expression/tree.ts';
import { seededRandom } from '../../../shared/random.ts';

const names = ['m', 'v', 'c'];
const ranges = [
  [1, 5],
  [1, 2],
  [3, 10],
] as const;
const parsed = (text: string) => simplify(parseExpression(text, names));

/** Rows of a law with noise, a share of its spread. */
function rowsOf(law: string, noise: number, rows = 850): Rows {
  const random = seededRandom(7);
  const columns = ranges.map(([low, high]) =>
    Float64Array.from({ length: rows }, () => low + (high - low) * random.next()),
  );
  const exact = compile(parseExpression(law, names), names)(columns, rows);
  const sigma = noise * spreadOf({ names, columns, rows, target: exact, weights: null });
  const target = exact.map((value) => value + sigma * random.normal());
  const data: FormulaData = { names, columns, rows, target, weights: null };
  const spread = spreadOf(data);
  return { data, floor: 1e-9 * spread, ...smoothed(data, [reducedTo(wholeProblem(data))], spread) };
}

/** The formula with the shortest description that revisions of the start lead to. */
async function bestFrom(start: string, rows: Rows, signal = new AbortController().signal): Promise<Fitted> {
  const groups = [...wholeProblem(rows.data).groups, groupOf(parsed('v/c'), rows.data)];
  let best: Fitted | null = null;
  for await (const found of revisions([parsed(start)], groups, rows, { breath: new Breath(), signal }))
    for (const one of found) if (best === null || one.cost < best.cost) best = one;
  return best!;
}

const text = ({ expression }: Pick<Fitted, 'expression'>): string => printExpression(expression, 'text').code;

describe('revisions', () => {
  const relativity = rowsOf('m/sqrt(1 - v^2/c^2)', 0.1);

  it('lead from a formula that only looks like the law to the law', async () => {
    const law = measured(parsed('m/sqrt(1 - v^2/c^2)'), fullJudge(relativity))!;
    const start = measured(parsed('m*(1 + v^3/c^3)'), fullJudge(relativity))!;
    const best = await bestFrom('m*(1 + v^3/c^3)', relativity);
    expect(start.cost).toBeGreaterThan(law.cost + 10);
    expect(text(best)).toBe(text(law));
  });

  it('keep a law that is right: no longer formula follows the noise', async () => {
    const rows = rowsOf('m*v/c', 0.1);
    expect(text(await bestFrom('1.02*m*v/c', rows))).toBe('m*v/c');
  });

  it('give the same formula for the same rows', async () => {
    const rows = rowsOf('m*exp(-v)', 0.05, 100);
    const [one, other] = [await bestFrom('m/v', rows), await bestFrom('m/v', rows)];
    expect(keyOf(other.expression)).toBe(keyOf(one.expression));
    expect(text(one)).toBe('m*exp(-v)');
  });

  it('end where the search is stopped', async () => {
    const stop = new AbortController();
    const groups = wholeProblem(relativity.data).groups;
    const control = { breath: new Breath(), signal: stop.signal };
    const search = revisions([parsed('m*(1 + v^3/c^3)')], groups, relativity, control);
    expect((await search.next()).done).toBe(false);
    stop.abort();
    expect((await search.next()).done).toBe(true);
  });
});

describe('what should stand in a place of a formula', () => {
  it('is what is missing there, and the squares that it leaves are those of the formula', () => {
    const rows = rowsOf('m*exp(-v)', 0, 50);
    const hole = holesOf(parsed('m*c')).find(({ node }) => node.kind === 'variable' && node.name === 'c')!;
    const { z, w } = wantedIn(hole, rows.data)!;
    const [m, v] = rows.data.columns;
    z.forEach((value, row) => {
      expect(value).toBeCloseTo(Math.exp(-v[row]), 10);
      expect(w[row]).toBeCloseTo(m[row] ** 2, 10);
    });
  });
});

describe('lean', () => {
  it('replaces fitted constants by plain numbers that the rows do not tell apart from them', () => {
    const rows = rowsOf('m*(1 + v)/c', 0.05);
    const judge = fullJudge(rows);
    const start = measured(parsed('0.998*m*(1.004 + v)/c + 0.003'), judge)!;
    expect(text(lean(start, judge))).toBe('m*(v + 1)/c');
  });

  it('keeps constants that the rows tell', () => {
    const rows = rowsOf('1.37*m/c', 0.05);
    const judge = fullJudge(rows);
    expect(text(lean(measured(parsed('1.37*m/c'), judge)!, judge))).toMatch(/^1\.3\d*\*m\/c$/);
  });

  it('finds plain numbers that fit only together', () => {
    const rows = rowsOf('9/(3 - v) - 2', 0.1);
    const judge = fullJudge(rows);
    const free = fitConstants(parsed('-11.1/(v - 3.2) - 2.4'), rows.data, { iterations: 100 });
    const start = measured(free, judge)!;
    expect(text(leanest(start, judge))).toBe(text({ expression: parsed('-9/(v - 3) - 2') }));
  });
});

describe('the description length', () => {
  it('counts an exponent that is no multiple of ½ as less likely than a factor', () => {
    const length = (formula: string): number => descriptionLength(parsed(formula), 0.1, 100, 0);
    expect(length('m^1.31')).toBeCloseTo(length('1.31*m') + worth, 9);
    expect(length('m^1.5')).toBeLessThan(length('1.31*m'));
  });

  it('counts a sum of columns as the choice of these, and not as other formulas of its size', () => {
    const length = (formula: string): number =>
      descriptionLength(parseExpression(formula, ['a', 'b', 'c', 'd']), 0.1, 100, 0);
    // Five constants and four, with Hurvich and Tsai's correction.
    const perColumn = worth + Math.log(100) + 60 / 94 - 40 / 95;
    expect(length('0.1 + 2.5*a + 3.5*b + 1.7*c + 9.1*d')).toBeCloseTo(
      length('0.1 + 2.5*a + 3.5*b + 1.7*c') + perColumn,
      9,
    );
    expect(length('0.1 + 2.5*a + 3.5*b')).toBeLessThan(length('0.1 + 2.5*a + 3.5*b^2') - 3 * worth);
    expect(length('0.1 + 2.5*a + 3.5*a*b')).toBeGreaterThan(length('0.1 + 2.5*a + 3.5*b'));
  });

  it('counts a product of powers of columns as the choice of these and of rare exponents', () => {
    const length = (formula: string): number =>
      descriptionLength(parseExpression(formula, ['a', 'b', 'c']), 0.1, 1e9, 0);
    const constant = Math.log(1e9);
    expect(length('2.5*a^2/b')).toBeCloseTo(length('2.5*a*b'), 6);
    expect(length('2.5*a^2*c/b')).toBeCloseTo(length('2.5*a*b') + worth, 6);
    expect(length('2.5*a^1.7/b')).toBeCloseTo(length('2.5*a*b') + worth + constant, 6);
    expect(length('2.5*a^2/(b + 1)')).toBeGreaterThan(length('2.5*a^2/b') + 3 * worth);
    // One column only: more laws of it are known by name.
    expect(length('2.5*a^2')).toBeGreaterThan(length('2.5*a') + worth);
  });

  it('counts constants that few rows carry as more than those of many', () => {
    const length = (formula: string, rows: number): number => descriptionLength(parsed(formula), 1, rows, 0);
    const ofThree = (rows: number): number => length('1.5*exp(-0.7*m) + 0.3', rows) - length('exp(-m)', rows);
    // Without the correction: three times log(rows), and what the parts of the formula cost.
    const plain = (rows: number): number => ofThree(rows) - 3 * Math.log(rows);
    expect(plain(8) - plain(1e9)).toBeCloseTo(24 / 4, 6);
    expect(plain(30) - plain(1e9)).toBeCloseTo(24 / 26, 6);
    expect(Number.isFinite(length('1.5*exp(-0.7*m) + 0.3', 4))).toBe(true);
  });

  it('counts a large exponent as less likely than a small one', () => {
    const length = (formula: string): number => descriptionLength(parsed(formula), 0.1, 100, 0);
    expect(length('m^4')).toBe(length('m^2'));
    expect(length('m^6')).toBe(length('m^4') + worth);
    expect(length('1/m^6')).toBe(length('1/m^4') + worth);
    expect(length('m^9')).toBe(length('m^4') + 2 * worth);
    expect(length('m^95')).toBe(length('m^4') + 5 * worth);
  });
});
