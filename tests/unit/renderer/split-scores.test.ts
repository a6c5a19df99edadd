import { describe, expect, it } from 'vitest';
import { commonest } from '../../../renderer/scores/split-scores.ts';

describe('the commonest class', () => {
  it('is the one of most rows, whatever was predicted', () => {
    const counts = [
      [1, 2],
      [90, 7],
    ];
    expect(commonest({ labels: ['yes', 'no'], counts })).toEqual({ label: 'no', share: 0.97 });
  });
});
