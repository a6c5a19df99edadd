/** Long runs of a fuzzer: batches, the count on the way, the limit of time, and where the next run begins. */
import { expect, it } from 'vitest';
import { runCampaign, type Campaign } from '../../../fuzz/campaign.ts';

/** Remembers what it was asked for, and finds something wrong in seed 7. */
function fuzzer(batch: number, perSeed: number) {
  const asked: (readonly [number, number])[] = [];
  const run = (first: number, count: number): Promise<string[]> => {
    asked.push([first, count]);
    return Promise.resolve(first <= 7 && 7 < first + count / perSeed ? ['seed 7: wrong'] : []);
  };
  return { asked, fuzzer: { run, batch, perSeed } };
}

it('a run is done in batches, each of which is told', async () => {
  const { asked, fuzzer: counted } = fuzzer(4, 1);
  const told: (readonly [Campaign, readonly string[]])[] = [];
  const limits = { first: 1, count: 10, minutes: Infinity };
  const campaign = await runCampaign(counted, limits, (now, found) => told.push([now, found]));
  expect(asked).toEqual([
    [1, 4],
    [5, 4],
    [9, 2],
  ]);
  expect(campaign).toEqual({ done: 10, wrong: ['seed 7: wrong'], next: 11 });
  expect(told.map(([{ done }, found]) => [done, found.length])).toEqual([
    [4, 0],
    [8, 1],
    [10, 0],
  ]);
});

it('no batch begins after the limit of time', async () => {
  const { asked, fuzzer: counted } = fuzzer(4, 1);
  let now = 0;
  const clock = (): number => now;
  const campaign = await runCampaign(
    counted,
    { first: 1, count: 100, minutes: 2 },
    () => (now += 60_000),
    clock,
  );
  expect(asked).toHaveLength(2);
  expect(campaign).toMatchObject({ done: 8, next: 9 });
});

it('the next run begins with the next seed where a seed makes many inputs', async () => {
  const { asked, fuzzer: counted } = fuzzer(120, 60);
  const campaign = await runCampaign(counted, { first: 5, count: 300, minutes: Infinity }, () => undefined);
  expect(asked).toEqual([
    [5, 120],
    [7, 120],
    [9, 60],
  ]);
  expect(campaign.next).toBe(10);
});
