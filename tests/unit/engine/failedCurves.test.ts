/** Curves that cannot be computed while a network trains. */
import { setTimeout } from 'node:timers/promises';
import { expect, it, onTestFinished, vi } from 'vitest';
import { sharedBackend } from '../../../main/engine/compute/devices/shared.ts';
import type { EngineConnection } from '../../../shared/contract/engineConnection.ts';
import type { LogLine } from '../../../shared/contract/events.ts';
import type { TrainingSetup } from '../../../shared/contract/schemas/setups.ts';
import type { CurvesView } from '../../../shared/contract/views/network.ts';
import { ending, prepared, snapshotOf, trainingSetup, useStudioFolder } from './studio.ts';

const folder = useStudioFolder();

it('are told once, and the run goes on', async () => {
  const { client } = await prepared(folder());
  await client.call('curves.watch', { edges: 'all', points: 16 });
  const told: LogLine[] = [];
  const sent: CurvesView[] = [];
  client.on('log', (line) => void told.push(line));
  client.on('curves', (curves) => void sent.push(curves));
  failOnce();
  const setup = { ...trainingSetup, steps: 500 };
  // Curves are sent at intervals: not every step has some.
  while (told.length === 0) await stepAndWait(client, setup);
  const before = sent.length;
  while (sent.length === before) await stepAndWait(client, setup);
  expect((await snapshotOf(client)).training.status).toBe('paused');
  const ended = ending(client);
  await client.call('train.stop', undefined);
  expect(await ended).toBe('stopped');
  expect(told.map(({ level, text }) => [level, text])).toEqual([
    ['warning', 'The curves of the network could not be computed (internal). Training goes on.'],
  ]);
});

async function stepAndWait(client: EngineConnection, setup: TrainingSetup): Promise<void> {
  await client.call('train.step', setup);
  await setTimeout(20);
}

/** The next statistics of a network fail. */
function failOnce(): void {
  const backend = sharedBackend();
  const evaluator = backend.evaluator.bind(backend);
  let isDone = false;
  const spy = vi.spyOn(backend, 'evaluator').mockImplementation((...given) => {
    const own = evaluator(...given);
    const statistics: typeof own.statistics = (params) => {
      if (isDone) return own.statistics(params);
      isDone = true;
      return Promise.reject(new Error('the device is lost'));
    };
    return { ...own, statistics };
  });
  onTestFinished(() => spy.mockRestore());
}
