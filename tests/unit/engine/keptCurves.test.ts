/** Curves of the network after a run that no step of which is kept. */
import { setTimeout } from 'node:timers/promises';
import { isDeepStrictEqual } from 'node:util';
import { expect, it } from 'vitest';
import type { CurvesView } from '../../../shared/contract/views/network.ts';
import { ending, prepared, snapshotOf, trainingSetup, useStudioFolder } from './studio.ts';

const folder = useStudioFolder();

it('are those of the network from before, which stays', async () => {
  const { client } = await prepared(folder());
  let ended = ending(client);
  await client.call('train.start', { ...trainingSetup, steps: 60 });
  await ended;
  const before = await client.call('curves.watch', { edges: 'all', points: 16 });
  const { revision } = (await snapshotOf(client)).model!;

  const sent: CurvesView[] = [];
  client.on('curves', (curves) => void sent.push(curves));
  const isOther = ({ curves }: CurvesView): boolean => !isDeepStrictEqual(curves, before.curves);
  // Steps so large are worse than none. Curves are sent at intervals: not every step has some.
  while (!sent.some(isOther)) {
    await client.call('train.step', { ...trainingSetup, optimizer: 'adam', learningRate: 5, steps: 300 });
    await setTimeout(20);
  }
  ended = ending(client);
  await client.call('train.stop', undefined);
  await ended;
  await expect.poll(() => isOther(sent.at(-1))).toBe(false);
  expect((await snapshotOf(client)).model!.revision).toBe(revision);
});
