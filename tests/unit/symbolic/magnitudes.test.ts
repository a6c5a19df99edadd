import { describe, expect, it } from 'vitest';
import { inUsualMagnitudes } from '../../../main/engine/symbolic/laws/magnitudes.ts';
import { seededRandom } from '../../../shared/random.ts';

function weightsOf(target: (x: number) => number): Float64Array | null {
  const random = seededRandom(1);
  const x = Float64Array.from({ length: 300 }, () => random.next());
  const data = { names: ['x'], columns: [x], rows: x.length, target: x.map(target), weights: null };
  return inUsualMagnitudes(data).data.weights;
}

describe('errors of laws', () => {
  it('are relative where the target spreads over decades, whatever its sign', () => {
    expect(weightsOf((x) => 10 ** (6 * x))).not.toBeNull();
    expect(weightsOf((x) => -(10 ** (6 * x)))).not.toBeNull();
  });

  it('are not relative where the target changes its sign: its least values would outweigh all others', () => {
    expect(weightsOf((x) => (2 * x - 1) ** 3)).toBeNull();
    expect(weightsOf((x) => Math.sign(x - 0.5) * 10 ** (6 * x))).toBeNull();
  });
});
