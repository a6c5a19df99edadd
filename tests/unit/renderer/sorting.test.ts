import { describe, expect, it } from 'vitest';
import { nextSorting, sortedBy } from '../../../renderer/ui/sorting.ts';

const rows = [
  { name: 'x10', error: 2 },
  { name: 'x2', error: NaN },
  { name: 'x1', error: 1 },
];
const values = { name: (row: (typeof rows)[0]) => row.name, error: (row: (typeof rows)[0]) => row.error };
const names = (order: Parameters<typeof sortedBy<(typeof rows)[0], 'name' | 'error'>>[1]) =>
  sortedBy(rows, order, values).map(({ name }) => name);

describe('sorted rows', () => {
  it('go one way, the other way, and back to their own order', () => {
    const first = nextSorting(null, 'name', false);
    expect(names(first)).toEqual(['x1', 'x2', 'x10']);
    const second = nextSorting(first, 'name', false);
    expect(names(second)).toEqual(['x10', 'x2', 'x1']);
    expect(nextSorting(second, 'name', false)).toBeNull();
    expect(names(null)).toEqual(['x10', 'x2', 'x1']);
    expect(nextSorting(second, 'error', true)).toEqual({ by: 'error', down: true });
  });

  it('without a value come last both ways', () => {
    expect(names({ by: 'error', down: false })).toEqual(['x1', 'x10', 'x2']);
    expect(names({ by: 'error', down: true })).toEqual(['x10', 'x1', 'x2']);
  });
});
