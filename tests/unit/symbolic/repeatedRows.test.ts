/** The rows of a repeat of the search for formulas. */
import { describe, expect, it } from 'vitest';
import { withPartOfRows } from '../../../main/engine/symbolic/auto/repeats.ts';
import { datasetOf, made } from '../ladder/tables.ts';

const plain = datasetOf(
  made(120, 1, ([x]) => x),
  0,
);
const keptOf = (group: ((row: number) => number) | null, seed: number): number[] => {
  const of = Uint32Array.from({ length: 120 }, (_, row) => group?.(row) ?? row);
  const { train } = withPartOfRows({ ...plain, ...(group && { groups: { column: 'batch', of } }) }, seed);
  return Array.from(train.tableRows);
};

describe('the rows of a repeat', () => {
  it('are four fifths, others with each seed', () => {
    const [one, other] = [keptOf(null, 1), keptOf(null, 2)];
    expect([one.length, other.length]).toEqual([96, 96]);
    expect(one).not.toEqual(other);
    expect(one).toEqual(one.toSorted((a, b) => a - b));
  });

  it('are rounded up', () => {
    const eleven = made(11, 1, ([x]) => x);
    expect(withPartOfRows(datasetOf(eleven, 0), 1).train.rows).toBe(9);
  });

  it.each([
    ['many groups', 12, 100, 100],
    ['groups that are no fifth', 7, 102, 105],
    ['two groups', 2, 60, 60],
  ])('are those of whole groups: %s', (_, groups, least, most) => {
    for (let seed = 1; seed <= 5; seed++) {
      const kept = keptOf((row) => row % groups, seed);
      const held = new Set(kept.map((row) => row % groups));
      expect(kept.length).toBeGreaterThanOrEqual(least);
      expect(kept.length).toBeLessThanOrEqual(most);
      expect(kept.length).toBe(
        Array.from({ length: 120 }, (__, row) => row).filter((row) => held.has(row % groups)).length,
      );
    }
  });

  it('are four fifths where one group has nearly all', () => {
    for (let seed = 1; seed <= 5; seed++) {
      const { length } = keptOf((row) => (row < 110 ? 0 : 1), seed);
      expect(length).toBeGreaterThanOrEqual(96);
      expect(length).toBeLessThan(120);
    }
  });
});
