/** The formulas that a search found: kept by projects and by the journal, and shown with the data that they belong to. */
import { expect, it } from 'vitest';
import type { EngineConnection } from '../../../shared/contract/engineConnection.ts';
import { idleSearch, type FormulaSearchView } from '../../../shared/contract/views/formula.ts';
import { bestFormula } from '../../../shared/results/formulaChoice.ts';
import {
  changed,
  dataSetup,
  networkSetup,
  openStudio,
  project,
  snapshotOf,
  train,
  useStudioFolder,
} from './studio.ts';
import { search, withTable } from './searches.ts';

const folder = useStudioFolder();
const roles = { inputs: ['a', 'b'] };

/** A search of rows with noise beside a trained network. */
async function searched(journal = false) {
  const studio = await withTable(
    folder,
    'a,b,y',
    (a, b, noise) => `${Math.exp(a) + 2.44 * b + 0.05 * noise()}`,
    {},
    { rows: 120, journal },
  );
  await changed(studio.client, 'model.create', { ...networkSetup, hidden: [] });
  await train(studio.client);
  return { ...studio, found: await search(studio.client) };
}

const listOf = async (client: EngineConnection): Promise<FormulaSearchView> =>
  (await snapshotOf(client)).formulaSearch;

/** The longest time that it might have taken is not kept: it has ended. */
const ended = (view: FormulaSearchView): FormulaSearchView => ({ ...view, mostSeconds: 0 });

async function reopened(): Promise<EngineConnection> {
  const { client } = openStudio(folder());
  await client.call('project.open', { file: project });
  return client;
}

it('a project holds the list, and each formula of it can be used', async () => {
  const { client, found } = await searched();
  const { formulas } = found.outputs[0];
  expect(formulas.length).toBeGreaterThan(1);
  const index = bestFormula(formulas);
  await client.call('formula.repeat', { output: 0, index, repeats: 1 });
  const before = await listOf(client);
  expect((await snapshotOf(client)).findings.unsaved).toBe(true);
  await client.call('project.save', { file: project });
  expect((await snapshotOf(client)).findings.unsaved).toBe(false);

  const again = await reopened();
  expect(ended(await listOf(again))).toEqual(ended(before));
  expect((await snapshotOf(again)).findings.unsaved).toBe(false);
  for (const [place, { text }] of formulas.entries()) {
    await changed(again, 'formula.adopt', { choice: [place] });
    expect((await again.call('formula.current', undefined)).formulas[0].text).toBe(text);
  }
});

it('the journal restores the list after a crash', async () => {
  const { engine, client } = await searched(true);
  const before = await listOf(client);
  await engine.flush();
  const { client: after } = openStudio(folder(), true);
  expect(ended(await listOf(after))).toEqual(ended(before));
  expect((await snapshotOf(after)).findings.unsaved).toBe(true);
});

it('an engine that ends during a search keeps what it has found', async () => {
  const { engine, client } = await searched(true);
  const first = new Promise<void>((resolve) => {
    client.on('formulaSearch', ({ status, outputs }) => {
      if (status === 'running' && outputs[0].formulas.length > 0) resolve();
    });
  });
  await client.call('formula.search', { method: 'network' });
  await first;
  await engine.flush();
  const { status, method, outputs } = await listOf(openStudio(folder(), true).client);
  expect({ status, method }).toEqual({ status: 'stopped', method: 'network' });
  expect(outputs[0].formulas.length).toBeGreaterThan(0);
});

it('is shown with the data that it was found in only, and comes back with them', async () => {
  const { client, found } = await searched();
  const setup = { ...dataSetup, ...roles };
  await client.call('data.prepare', { ...setup, seed: 2 });
  expect(await listOf(client)).toEqual(idleSearch);
  await client.call('project.save', { file: project });
  const again = await reopened();
  expect(await listOf(again)).toEqual(idleSearch);
  await again.call('data.prepare', setup);
  expect(ended(await listOf(again))).toEqual(ended(found));

  await client.call('data.prepare', { ...setup, inputs: ['a'] });
  expect(await listOf(client)).toEqual(idleSearch);
  await client.call('history.undo', undefined);
  expect(ended(await listOf(client))).toEqual(ended(found));
});

it('a later search takes the place of the list', async () => {
  const { client } = await searched();
  const later = await search(client, 'network');
  expect(later.outputs[0].formulas.length).toBeGreaterThan(0);
  await client.call('project.save', { file: project });
  expect(ended(await listOf(await reopened()))).toEqual(ended(later));
});

it('the formulas of classes are compared with the network that they were found for', async () => {
  const { client } = await withTable(
    folder,
    'a,b,y',
    (a, b, noise) => (a + b * b + 0.3 * noise() > 0.3 ? 'yes' : 'no'),
    { task: 'classification' },
    { rows: 120 },
  );
  await changed(client, 'model.create', { ...networkSetup, hidden: [] });
  await train(client);
  const found = await search(client, 'network');
  expect(found.outputs[0].formulas.length).toBeGreaterThan(0);
  await train(client, { steps: 3 });
  await client.call('project.save', { file: project });
  expect(ended(await listOf(await reopened()))).toEqual(ended(found));
});
