import { describe, expect, it } from 'vitest';
import { repeatedRows } from '../../../main/engine/data/rows.ts';

describe('rows of columns', () => {
  it.each([1, 2, 3, 7])('are repeated %i times below each other', (times) => {
    const columns = Float64Array.from([1, 2, 3, 10, 20, 30]);
    const repeated = (column: number[]): number[] => Array.from({ length: times }, () => column).flat();
    expect([...repeatedRows(columns, 3, times)]).toEqual([...repeated([1, 2, 3]), ...repeated([10, 20, 30])]);
  });

  it('stay none where there are none', () => {
    expect(repeatedRows(new Float64Array(0), 0, 5)).toHaveLength(0);
  });
});
