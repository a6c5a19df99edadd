import { describe, expect, it } from 'vitest';
import { inUsualMagnitudes, type Magnitudes } from '../../../main/engine/symbolic/laws/magnitudes.ts';
import { evaluate } from '../../../shared/expression/evaluate.ts';
import { parseExpression } from '../../../shared/expression/parse.ts';
import { seededRandom } from '../../../shared/random.ts';

const random = seededRandom(1);
const x = Float64Array.from({ length: 300 }, () => random.next());

function magnitudesOf(column: Float64Array, target: Float64Array): Magnitudes {
  return inUsualMagnitudes({ names: ['x'], columns: [column], rows: x.length, target, weights: null });
}
const weightsOf = (target: (x: number) => number): Float64Array | null =>
  magnitudesOf(x, x.map(target)).data.weights;

describe('errors of laws', () => {
  it.each([1, -1])('are relative where the target spreads over decades, also with the sign %d', (sign) => {
    const target = x.map((value) => sign * 10 ** (6 * value));
    const { weights } = magnitudesOf(x, target).data;
    // A tenth of each value has the same part in the sum of squares.
    const parts = target.map((value, row) => (weights?.[row] ?? NaN) * (value / 10) ** 2);
    for (const part of parts) expect(part / parts[0]).toBeCloseTo(1, 9);
  });

  it('are not relative where the target changes its sign: its least values would outweigh all others', () => {
    expect(weightsOf((x) => (2 * x - 1) ** 3)).toBeNull();
    expect(weightsOf((x) => Math.sign(x - 0.5) * 10 ** (6 * x))).toBeNull();
  });
});

describe('columns of unusual size', () => {
  const large = x.map((value) => 3e8 * (1 + value));
  const target = large.map((value) => 2 * value);

  it('come near 1, and a law of them is restored as one of the original columns', () => {
    const { data, restored } = magnitudesOf(large, target);
    expect(Math.max(...data.columns[0])).toBeLessThan(10);
    expect(Math.max(...data.target)).toBeLessThan(100);
    expect(data.target[0] / data.columns[0][0]).toBeCloseTo((2 * 10 ** 9) / 10 ** 9, 9);
    const law = restored(parseExpression('2*x', ['x']));
    expect(evaluate(law, { x: 4.5e8 }) / 9e8).toBeCloseTo(1, 12);
  });

  it('are left as they are within three decades of 1', () => {
    const usual = x.map((value) => 300 * (1 + value));
    expect(magnitudesOf(usual, usual).data.columns[0]).toBe(usual);
  });
});
