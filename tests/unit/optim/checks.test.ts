import { describe, expect, it } from 'vitest';
import { isCheck, nextCheck } from '../../../main/engine/optim/checks.ts';

/** The first iterations at which the whole objective is evaluated. */
function first(count: number, spacing: number): number[] {
  const found: number[] = [];
  for (let at = 1; found.length < count; at++) if (isCheck(at, spacing)) found.push(at);
  return found;
}

describe('checks', () => {
  it('come after 1, 2, 4 … iterations, and then evenly', () => {
    expect(first(4, 1)).toEqual([1, 2, 3, 4]);
    expect(first(7, 10)).toEqual([1, 2, 4, 8, 10, 20, 30]);
    expect(first(8, 32)).toEqual([1, 2, 4, 8, 16, 32, 64, 96]);
    expect(first(10, 250)).toEqual([1, 2, 4, 8, 16, 32, 64, 128, 250, 500]);
  });

  it('the next one is the first after those that were made', () => {
    expect([0, 1, 2, 3, 8, 9, 10, 19, 20].map((reached) => nextCheck(reached, 10))).toEqual([
      1, 2, 4, 4, 10, 10, 20, 20, 30,
    ]);
  });
});
