/** Calls that take long say how far they are. */
import { expect, it } from 'vitest';
import type { CallProgress } from '../../../shared/contract/views/progress.ts';
import { networkSetup, prepared, table, train, useStudioFolder } from './studio.ts';

const folder = useStudioFolder();
const file = { file: table, overrides: {} };

it.each([
  ['evaluation.rows', { split: 'test', most: 100 }, 'columns'],
  ['evaluation.profile', { output: 0, at: [] }, 'points'],
  ['predict.preview', file, 'null'],
] as const)('%s', async (method, params, unit) => {
  const { client } = await prepared(folder());
  // So few parameters that they have standard errors.
  await client.call('model.create', { ...networkSetup, hidden: [1] });
  await train(client, { steps: 2 });
  const told: CallProgress[] = [];
  client.on('progress', (progress) => void told.push(progress));
  await client.call(method, params as never);
  const own = told.filter(({ call }) => call === method);
  expect(own.map((progress) => String(progress.unit))).toContain(unit);
  expect(own.every(({ done, of }) => done >= 0 && done <= of)).toBe(true);
});
