/** Which of the smaller networks is proposed. */
import { describe, expect, it } from 'vitest';
import type { SimplifyView } from '../../../shared/contract/views/simplify.ts';
import { oneDoesAsWell, proposedIndex } from '../../../renderer/rooms/simplify/choice.ts';

const found = (error: number, ...errors: readonly number[]): SimplifyView => ({
  ...{ revision: 'r', rows: 'validation', edges: 30, error },
  networks: errors.map(
    (one, index) => ({ edges: index + 1, error: one }) as SimplifyView['networks'][number],
  ),
});

describe('the smaller network that is proposed', () => {
  it('is the smallest of those that do about as well as any', () => {
    expect(proposedIndex(found(1, 3, 1.05, 1))).toBe(1);
    expect(proposedIndex(found(1, 3, 0.8, 0.75))).toBe(1);
    expect(oneDoesAsWell(found(1, 3, 1.05))).toBe(true);
  });

  it('is that of the lowest error where all do worse than the present one', () => {
    const worse = found(2.4, 5, 5.4, 3.9, 5.2, 4.5);
    expect(oneDoesAsWell(worse)).toBe(false);
    expect(proposedIndex(worse)).toBe(2);
  });

  it('is none where there are no networks', () => {
    expect(proposedIndex(found(1))).toBe(-1);
    expect(oneDoesAsWell(found(1))).toBe(false);
  });
});
