import { describe, expect, it } from 'vitest';
import { followedWork } from '../../../shared/results/progress.ts';

const fixing = (done: number, of = 12) => ({ what: 'Fixing', done, of, unit: 'edges' });

describe('the progress of work', () => {
  it('says what is done and how far it is', () => {
    expect(followedWork(null, fixing(7), 0).text).toBe('Fixing: 7 of 12 edges');
  });

  it('says how long it may still take, by the speed since its first report', () => {
    const first = followedWork(null, fixing(2), 1000);
    // 5 edges in 4 s: the other 5 take as long.
    const later = followedWork(first, fixing(7), 5000);
    expect(later).toMatchObject({ count: '7 of 12 edges, about 4 s more', share: 7 / 12 });
  });

  it('forgets the speed of other work', () => {
    const first = followedWork(followedWork(null, fixing(0), 0), fixing(6), 6000);
    expect(followedWork(first, fixing(1), 9000).count).toBe('1 of 12 edges');
    expect(followedWork(first, fixing(7, 20), 9000).count).toBe('7 of 20 edges');
  });

  it('gives a share where what is counted says nothing to a person', () => {
    expect(followedWork(null, { what: 'Reading', done: 66, of: 100, unit: null }, 0).text).toBe(
      'Reading: 66 %',
    );
    expect(followedWork(null, { what: 'Reading', done: 0, of: 0, unit: null }, 0).share).toBe(0);
  });
});
