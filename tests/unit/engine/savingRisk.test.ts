/** What main is told while a file is being saved, so that it asks before the app is closed. */
import { expect, it } from 'vitest';
import type { Risk } from '../../../shared/contract/host.ts';
import { rejection } from '../../support/rejection.ts';
import { dataSetup, networkSetup, openStudio, project, table, useStudioFolder } from './studio.ts';

const folder = useStudioFolder();

it('a file that is being saved is at risk until it is written, or cannot be', async () => {
  const told: (Risk | null)[] = [];
  const { client, engine } = openStudio(folder(), false, { onRisk: (risk) => told.push(risk) });
  await client.call('data.load', { file: table, overrides: {} });
  await client.call('data.prepare', dataSetup);
  await client.call('model.create', networkSetup);
  expect(told).toEqual([]);
  await client.call('project.save', { file: project, replace: true });
  expect(told).toEqual(['file', null]);
  engine.grant('nowhere-file-id', folder(), true);
  expect(
    await rejection(client.call('project.save', { file: 'nowhere-file-id', replace: true })),
  ).toMatchObject({ code: 'file.write' });
  expect(told).toEqual(['file', null, 'file', null]);
});
