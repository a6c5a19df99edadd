import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdir } from 'node:fs/promises';
import { expect, it } from 'vitest';
import { builtProgram } from '../../support/programs.ts';
import { openStudio, train, useStudioFolder } from './studio.ts';

const folder = useStudioFolder();

it('after SIGKILL during training the next engine has table, set-up, curve and the model of a few seconds before', async () => {
  const victim = spawn(process.execPath, [await builtProgram('victim'), folder()], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let told = '';
  victim.stdout.setEncoding('utf8').on('data', (text: string) => (told += text));
  // Two checkpoints, so that replacing one by the next is part of it.
  while (told.trim().split('\n').length < 2) await once(victim.stdout, 'data');
  const stepsAtCheckpoint = Number(told.trim().split('\n').at(-1));
  victim.kill('SIGKILL');
  await once(victim, 'exit');
  expect(victim.signalCode).toBe('SIGKILL');

  const { client, engine } = openStudio(folder(), true);
  const snapshot = await client.call('session.snapshot', undefined);
  expect(snapshot.recovered).toBe(true);
  expect(snapshot.table?.rows).toBe(300);
  expect(snapshot.setup?.targets).toEqual(['y']);
  expect(snapshot.training).toMatchObject({ status: 'stopped', steps: 1_000_000 });
  expect(snapshot.training.message).toContain('was restored');
  // The checkpoint was on disk a moment before the line was written.
  const { step, points } = snapshot.training;
  expect(step).toBeGreaterThan(0.5 * stepsAtCheckpoint);
  expect(points[0].step).toBe(0);
  expect(points.at(-1)!.step).toBeLessThanOrEqual(step);
  expect(snapshot.history.revisions.map((revision) => revision.label)).toEqual([
    'New network (hidden 5; G 5, k 3)',
    `Trained ${step} steps (Adam)`,
  ]);
  // The model is the best one of the curve, and scored on the table that was read again.
  const lowest = Math.min(...points.map((point) => point.validation));
  expect(snapshot.scores!.validation.rmse).toBeCloseTo(lowest, 9);
  expect(snapshot.scores!.validation.rmse!).toBeLessThan(points[0].validation / 2);

  // Work goes on from there.
  await train(client, { steps: 3 });
  const { training } = await client.call('session.snapshot', undefined);
  expect(training.points[0].validation).toBeCloseTo(snapshot.scores!.validation.rmse!, 9);
  await engine.flush();
  expect(await readdir(folder('journal'))).not.toContain('checkpoint.kan');
});
