import { describe, expect, it } from 'vitest';
import { Breath } from '../../../main/engine/breath.ts';
import { formulaError, type FormulaData } from '../../../main/engine/symbolic/formula/formulaData.ts';
import { evenRows } from '../../../main/engine/data/rows.ts';
import { AffineIndex, probeRows } from '../../../main/engine/symbolic/laws/joins/affineIndex.ts';
import { joined } from '../../../main/engine/symbolic/laws/joins/joins.ts';
import { probes } from '../../../main/engine/symbolic/laws/joins/probes.ts';
import { number } from '../../../shared/expression/tree.ts';
import { polynomials } from '../../../main/engine/symbolic/laws/terms/polynomials.ts';
import { wholeProblem } from '../../../main/engine/symbolic/laws/problem.ts';
import { seededRandom } from '../../../shared/random.ts';

const { sin, cos, exp, log, sqrt } = Math;

function table(f: (...x: number[]) => number, inputs: number): FormulaData {
  const random = seededRandom(11);
  const rows = 60;
  const columns = Array.from({ length: inputs }, () =>
    Float64Array.from({ length: rows }, () => 0.4 + 1.5 * random.next()),
  );
  const target = Float64Array.from({ length: rows }, (_, row) => f(...columns.map((column) => column[row])));
  return { names: columns.map((_, i) => `x${i}`), columns, rows, target, weights: null };
}

const control = { breath: new Breath(), signal: new AbortController().signal };

describe('joined blocks', () => {
  it.each<[string, (...x: number[]) => number, number, number?]>([
    ['a product and a number', (a) => 0.3 * sin(a * a) * cos(a) - 1, 1],
    ['a wave that many columns make', (a, b, c, d) => a * (cos(b * c) + d * cos(b * c) ** 2), 4, 40_000],
    ['a factor beside the logarithm of a sum', (a, b) => sin(a) * log(1.7 + 0.4 * b * b), 2],
    ['a root of a block', (a, b) => (a - b) / sqrt(1 + a * b), 2],
    ['a function of a sum of three', (a, b) => exp(0.2 + 0.7 * a - 0.6 * sin(b)), 2],
    ['two terms with factors of their own', (a, b) => a / (2.3 + 0.4 * b + 0.9 * cos(a)), 2],
  ])('%s', async (_, f, inputs, most = 4000) => {
    const data = table(f, inputs);
    const candidates = await joined(wholeProblem(data), most, control);
    const errors = candidates.map(({ expression }) => formulaError(expression, data));
    expect(Math.min(...errors)).toBeLessThan(1e-9);
  });

  it('are not found in noise', async () => {
    const random = seededRandom(2);
    const data = table(() => random.normal(), 2);
    expect(await joined(wholeProblem(data), 4000, control)).toEqual([]);
  });

  it('hear a stop', async () => {
    const data = table((a) => sin(a * a) * cos(a) - 1, 1);
    expect(await joined(wholeProblem(data), 4000, { ...control, signal: AbortSignal.abort() })).toEqual([]);
  });
});

describe('a polynomial', () => {
  it.each<[string, (...x: number[]) => number, number]>([
    ['with terms that hide each other', (a, b) => a ** 4 - 3 * a * a + 0.5 * b ** 3 - a * b, 2],
    ['under a root', (a, b) => sqrt(2 + 0.3 * a ** 3 - 0.2 * a * b), 2],
    ['of nine terms', (a, b, c, d) => 1 / ((a - b) ** 2 + (c - d) ** 2 + a * c - b * d + 5 * a), 4],
  ])('%s', async (_, f, inputs) => {
    const data = table(f, inputs);
    const errors = (await polynomials(wholeProblem(data), new Breath())).map(({ expression }) =>
      formulaError(expression, data),
    );
    expect(Math.min(...errors)).toBeLessThan(1e-9);
  });

  it('has no terms that only follow the noise', async () => {
    const random = seededRandom(3);
    const data = table((a) => a * a + 0.05 * random.normal(), 1);
    const terms = (await polynomials(wholeProblem(data), new Breath())).map((candidate) => candidate.terms);
    expect(Math.min(...terms)).toBeLessThanOrEqual(3);
  });
});

describe('an index of columns', () => {
  const random = seededRandom(4);
  const columns = Array.from({ length: 50 }, () =>
    Float64Array.from({ length: probeRows }, () => random.normal()),
  );

  it('finds a column whatever the factor and the constant', () => {
    const index = new AffineIndex(columns);
    columns.forEach((column, i) => expect(index.find(column.map((value) => 3 - 0.2 * value))).toBe(i));
    expect(index.find(Float64Array.from({ length: probeRows }, () => random.normal()))).toBe(-1);
  });

  it('finds a column beside a known one', () => {
    const [known, ...others] = columns;
    const index = new AffineIndex(others, known);
    others.forEach((column, i) =>
      expect(index.find(column.map((value, row) => 3 - 0.2 * value + 5 * known[row]))).toBe(i),
    );
  });

  it('knows from the leading rows which values cannot be found', () => {
    for (const beside of [null, columns[0]]) {
      const index = new AffineIndex(columns.slice(1), beside);
      const begun = (values: Float64Array): Float64Array =>
        values.map((value, row) => (row < index.leading ? value : NaN));
      for (const column of columns.slice(1))
        expect(index.mayFind(begun(column.map((value) => 3 - 0.2 * value)))).toBe(true);
      expect(index.mayFind(begun(Float64Array.from({ length: probeRows }, () => random.normal())))).toBe(
        false,
      );
    }
  });

  it('may find all that it finds, up to the edge of the tolerance', () => {
    const index = new AffineIndex(columns);
    let found = 0;
    for (const column of columns) {
      for (const share of [0, 0.2, 0.4, 0.6, 0.8, 0.9, 0.95, 0.99, 1.01]) {
        for (const sign of [-1, 1]) {
          // The quotient of the first rows is moved by this share of what it may differ.
          const quotient = (column[2] - column[0]) / (column[1] - column[0]);
          const moved = sign * share * 1e-8 * (1 + Math.abs(quotient)) * (column[1] - column[0]);
          const values = column.map((value, row) => (row === 2 ? value + moved : value));
          if (index.find(values) < 0) continue;
          found++;
          expect(index.mayFind(values)).toBe(true);
        }
      }
    }
    expect(found).toBeGreaterThan(0.8 * 16 * columns.length);
  });

  it('does not compare what is nearly constant, or one value among zeros', () => {
    const index = new AffineIndex([Float64Array.from([0, 0, 0, 0, 0, 1])]);
    expect(index.find(Float64Array.from([0, 1e-9, 0, 0, 0, 1]))).toBe(-1);
    expect(index.find(new Float64Array(probeRows).fill(2))).toBe(-1);
  });
});

describe('the rows that blocks are compared at', () => {
  const groups = (...columns: number[][]) =>
    columns.map((values) => ({ expression: number(1), values: Float64Array.from(values), isBare: false }));

  it('repeat no value of a group, where there are enough', () => {
    const levels = [1, 2, 3, 4, 5, 6].flatMap((level) => [level, level, level]);
    const rows = probes(groups(levels), 18, 6)!;
    expect(new Set(Array.from(rows, (row) => levels[row])).size).toBe(6);
  });

  it('differ in one group at least, where a group has few values', () => {
    const [few, many] = [
      [1, 2, 1, 2, 1, 2, 1, 2],
      [3, 3, 4, 4, 5, 5, 6, 6],
    ];
    const rows = probes(groups(few, many), 8, 6)!;
    expect(new Set(Array.from(rows, (row) => `${few[row]} ${many[row]}`)).size).toBe(6);
  });

  it('are none, where too few rows differ', () => {
    expect(probes(groups([1, 2, 3, 1, 2, 3, 1, 2, 3]), 9, 6)).toBeNull();
  });

  it('are evenly spread, where all values differ', () => {
    expect(probes(groups([...Array(60).keys()]), 60, 6)).toEqual(evenRows(60, 6));
  });
});
