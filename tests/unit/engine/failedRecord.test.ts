/** Results of training runs that cannot be measured. */
import { expect, it, onTestFinished, vi } from 'vitest';
import type { Evaluator } from '../../../main/engine/compute/backend.ts';
import { sharedBackend } from '../../../main/engine/compute/devices/shared.ts';
import type { EngineConnection } from '../../../shared/contract/engineConnection.ts';
import type { TrainingView } from '../../../shared/contract/views/training.ts';
import { ending, prepared, snapshotOf, toldBy, trainingSetup, useStudioFolder } from './studio.ts';

const folder = useStudioFolder();

const told =
  'The trained network is kept, but it could not be measured: undo and redo measure it again. Something went wrong inside KAN Studio: the device is lost';

it.each(['forward', 'statistics'] as const)('are kept, and the run has failed: %s', async (broken) => {
  const { client } = await prepared(folder());
  for (let step = 0; step < 3; step++) await client.call('train.step', trainingSetup);
  const repair = breakOf(broken);
  const view = await stopped(client);
  repair();

  expect(view.status).toBe('failed');
  expect(view.message).toContain(told);
  const { training, model, history, scores } = await snapshotOf(client);
  expect(training).toMatchObject({ status: 'failed', message: view.message, revision: view.revision });
  expect(history.revisions.map(({ id }) => id).slice(1)).toEqual([view.revision]);
  expect([history.current, model!.revision]).toEqual([view.revision, view.revision]);
  expect(scores === null).toBe(broken === 'forward');

  await client.call('history.undo', undefined);
  const again = await toldBy(client, 'model', () => client.call('history.redo', undefined));
  expect(again.scores!.train.rmse).toBeGreaterThan(0);
  expect(again.history.revisions[1].scores).toEqual(again.scores);
  const ended = ending(client);
  await client.call('train.start', trainingSetup);
  expect(await ended).toBe('finished');
});

/** Stops the run. @returns how it ended */
async function stopped(client: EngineConnection): Promise<TrainingView> {
  const ended = new Promise<TrainingView>((resolve) => {
    const off = client.on('training', (view) => {
      if (view.revision === null) return;
      off();
      resolve(view);
    });
  });
  await client.call('train.stop', undefined);
  return ended;
}

/** From now on a quantity of networks cannot be computed. @returns what mends it */
function breakOf(quantity: 'forward' | 'statistics'): () => void {
  const backend = sharedBackend();
  const evaluator = backend.evaluator.bind(backend);
  const spy = vi.spyOn(backend, 'evaluator').mockImplementation((...given): Evaluator => {
    return { ...evaluator(...given), [quantity]: () => Promise.reject(new Error('the device is lost')) };
  });
  onTestFinished(() => spy.mockRestore());
  return () => spy.mockRestore();
}
