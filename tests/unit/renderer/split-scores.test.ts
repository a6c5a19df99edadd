import { describe, expect, it } from 'vitest';
import { commonest } from '../../../renderer/scores/split-scores.ts';

describe('the most frequent class', () => {
  it('is the one with the most rows, whatever was predicted', () => {
    const counts = [
      [1, 2],
      [90, 7],
    ];
    expect(commonest({ labels: ['yes', 'no'], counts })).toEqual({ label: 'no', share: 0.97 });
  });
});
