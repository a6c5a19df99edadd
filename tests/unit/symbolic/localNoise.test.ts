/** The noise that neighbouring rows show. */
import { describe, expect, it } from 'vitest';
import { localNoise } from '../../../main/engine/symbolic/laws/localNoise.ts';
import { wholeProblem } from '../../../main/engine/symbolic/laws/problem.ts';
import { seededRandom } from '../../../shared/random.ts';

const rows = 800;

/** @param noise as a share of the spread of the law */
function noiseOf(law: (...x: number[]) => number, inputs: number, noise: number): number {
  const random = seededRandom(3);
  const columns = Array.from({ length: inputs }, () =>
    Float64Array.from({ length: rows }, () => 6 * random.next()),
  );
  const exact = Float64Array.from({ length: rows }, (_, row) => law(...columns.map((column) => column[row])));
  const mean = exact.reduce((sum, y) => sum + y, 0) / rows;
  const spread = Math.sqrt(exact.reduce((sum, y) => sum + (y - mean) ** 2, 0) / rows);
  const target = exact.map((y) => y + noise * spread * random.normal());
  const names = columns.map((_, i) => `x${i}`);
  return localNoise(wholeProblem({ names, columns, rows, target, weights: null }));
}

describe('local noise', () => {
  it('is about the noise that was added', () => {
    for (const noise of [0.01, 0.05]) {
      const found = noiseOf((x, y) => x + y / 4, 2, noise);
      expect(found).toBeGreaterThan(0.7 * noise);
      expect(found).toBeLessThan(1.6 * noise);
    }
  });

  it('is small without noise, also beside a pole and with many waves', () => {
    expect(noiseOf((x) => 1 / (x - 2.0001), 1, 0)).toBeLessThan(1e-3);
    expect(noiseOf((x) => Math.sin(9 * x), 1, 0)).toBeLessThan(1e-2);
  });

  it('is unknown with few rows or without columns', () => {
    const few = {
      names: ['x'],
      columns: [new Float64Array(9)],
      rows: 9,
      target: new Float64Array(9),
      weights: null,
    };
    expect(localNoise(wholeProblem(few))).toBe(Infinity);
    expect(localNoise(wholeProblem({ ...few, names: [], columns: [] }))).toBe(Infinity);
  });
});
