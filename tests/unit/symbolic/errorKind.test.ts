/** Whether errors are shares of the values or have one size, told by the rows. */
import { describe, expect, it } from 'vitest';
import { formulaData, type FormulaData } from '../../../main/engine/symbolic/formula/formulaData.ts';
import { asShares } from '../../../main/engine/symbolic/formula/asShares.ts';
import { errorKindOf } from '../../../main/engine/symbolic/formula/errorKind.ts';
import { seededRandom, type Random } from '../../../shared/random.ts';
import { helloDataset } from '../train/hello.ts';

interface Errors {
  readonly share?: number;
  readonly added?: number;
}

/** Rows of a law of x1 and x2 between 1 and 6. */
function rowsOf(law: (x1: number, x2: number) => number, { share = 0, added = 0 }: Errors) {
  const random = seededRandom(5);
  const columns = [0, 1].map(() => Float64Array.from({ length: 60 }, () => 1 + 5 * random.next()));
  const target = columns[0].map(
    (x1, row) => law(x1, columns[1][row]) * (1 + share * random.normal()) + added * random.normal(),
  );
  return [columns, target] as const;
}

const power = (x1: number, x2: number): number => (x1 ** 1.5 * 4) / x2;
const growth = (x1: number, x2: number): number => x2 * Math.exp(0.5 * x1);
const peak = (x1: number, x2: number): number => x2 / (0.02 + (x1 - 3) ** 2);

describe('errors that are shares of the values', () => {
  it.each([
    ['a power law', power, 0.02],
    ['a power law', power, 0.1],
    ['exponential growth', growth, 0.05],
  ])('are told by the rows of %s', (_, law, share) => {
    expect(errorKindOf(...rowsOf(law, { share }))).toBe('shares');
  });

  it.each([
    ['the same error on all rows', power, { added: 0.3 }],
    ['the same error on all rows of exponential growth', growth, { added: 1 }],
    ['a peak that no surface follows', peak, { added: 0.5 }],
    ['a sum that hardly grows', (x1: number, x2: number) => 9 + x1 + x2, { share: 0.05 }],
    ['both signs', (x1: number, x2: number) => power(x1, x2) - 4, { share: 0.05 }],
    ['no errors', power, {}],
  ])('are not told by %s', (_, law, errors) => {
    expect(errorKindOf(...rowsOf(law, errors))).not.toBe('shares');
  });

  /** A surface through the logarithm is nearer to such a law, whatever its errors are. */
  it('of 40 rows are hardly ever told by a product with the same error on all rows', () => {
    const random = seededRandom(7);
    const told = { same: [] as unknown[], shares: [] as unknown[] };
    for (let table = 0; table < 100; table++) {
      const columns = [0, 1, 2].map(() => Float64Array.from({ length: 40 }, () => 1 + 4 * random.next()));
      const law = columns[0].map((a, row) => a * columns[1][row] * columns[2][row] + 1);
      const kindWith = (error: (y: number) => number): unknown => {
        const target = law.map((y) => y + error(y));
        return errorKindOf(columns, target);
      };
      told.same.push(kindWith(() => 0.1 * random.normal()));
      told.shares.push(kindWith((y) => 0.05 * y * random.normal()));
    }
    const count = (kinds: readonly unknown[], kind: string): number =>
      kinds.filter((one) => one === kind).length;
    expect(count(told.same, 'shares')).toBeLessThan(8);
    expect(count(told.same, 'values')).toBeGreaterThan(75);
    expect(count(told.shares, 'shares')).toBeGreaterThan(75);
    expect(count(told.shares, 'values')).toBe(0);
  });

  it('of one column are not told by a peak that polynomials do not follow', () => {
    const random = seededRandom(4);
    const x = Float64Array.from({ length: 80 }, (_, row) => row / 8);
    const target = x.map((value) => 2 + 16 / (1 + ((value - 4) / 0.7) ** 2) + 0.2 * random.normal());
    expect(errorKindOf([x], target)).not.toBe('shares');
  });

  it('count as shares in the formulas of a table, but not where rows have weights', () => {
    const { encoding } = helloDataset(2, 2);
    const [columns, target] = rowsOf(power, { share: 0.05 });
    const split = {
      ...{ rows: 60, inputs: Float64Array.from(columns.flatMap((column) => [...column])), targets: target },
      ...{ weights: null, tableRows: Uint32Array.from(target.keys()) },
    };
    expect(asShares(formulaData(encoding, split, 0))).not.toBeNull();
    const weights = new Float64Array(60).fill(2);
    expect(asShares(formulaData(encoding, { ...split, weights }, 0))).toBeNull();
  });
});

describe('errors of one size of a target over decades', () => {
  const x = Float64Array.from({ length: 40 }, (_, row) => row / 4);
  const rowsWith = (error: (y: number, random: Random) => number): Float64Array => {
    const random = seededRandom(2);
    return x.map((value) => 3 * Math.exp(0.62 * value)).map((y) => y + error(y, random));
  };
  const decades = (target: Float64Array): FormulaData => ({
    ...{ names: ['x'], columns: [x], rows: x.length, target, weights: null },
    errors: errorKindOf([x], target),
  });

  it('are told by the rows: then they do not count as shares', () => {
    const target = rowsWith((_, random) => 0.8 * random.normal());
    expect(Math.min(...target)).toBeGreaterThan(0);
    expect(asShares({ ...decades(target), errors: null })).not.toBeNull();
    expect(decades(target).errors).toBe('values');
    expect(asShares(decades(target))).toBeNull();
  });

  it.each([0, 0.02, 0.2])('are not told by shares of %s', (share) => {
    const data = decades(rowsWith((y, random) => share * y * random.normal()));
    expect(data.errors).not.toBe('values');
    expect(asShares(data)).not.toBeNull();
  });

  it('of weighted rows are those that the weights say', () => {
    const data = decades(rowsWith((y, random) => 0.02 * y * random.normal()));
    expect(asShares({ ...data, weights: new Float64Array(data.rows).fill(1) })).toBeNull();
  });
});
