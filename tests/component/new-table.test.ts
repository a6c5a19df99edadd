import { beforeEach, expect, test } from 'vitest';
import { render } from 'vitest-browser-svelte';
import { page } from 'vitest/browser';
import App from '../../renderer/App.svelte';
import { userError } from '../../shared/errors.ts';
import { Studio } from '../../renderer/studio.svelte.ts';
import { DEFAULT_NETWORK } from '../../renderer/rooms/network/setup.ts';
import { FakeEngine, fakeStudio } from './support/fake-studio.ts';
import { table } from './support/table-views.ts';

const wide = { ...DEFAULT_NETWORK, hidden: [99] };
const file = { id: 'f1', name: 'table.csv' };
let engine: FakeEngine;
let studio: Studio;

beforeEach(async () => {
  engine = new FakeEngine();
  studio = new Studio(fakeStudio(), engine);
  studio.engine = { state: 'ready', restarts: 0 };
  await load();
  studio.setup.network = wide;
});

async function load(): Promise<void> {
  await studio.data.open(file);
  await studio.files.load();
}

const networksMade = () => engine.asked('model.create');

test('a table with other columns starts with the default network', async () => {
  engine.answers['data.load'] = () => ({ ...table, columns: table.columns.slice(1) });
  await load();
  expect(studio.setup.network).toEqual(DEFAULT_NETWORK);
  expect(networksMade().at(-1)).toEqual(DEFAULT_NETWORK);
});

test('a newer version of the same table keeps the network’s settings', async () => {
  engine.answers['data.load'] = () => ({ ...table, rows: table.rows + 10 });
  await load();
  expect(studio.setup.network).toEqual(wide);
  expect(networksMade().at(-1)).toEqual(wide);
});

test('an error about a table goes with its preview', async () => {
  await render(App, { studio });
  await studio.data.open(file);
  studio.notices.report(userError('table.columns', 'It has only one column.'));
  await expect.element(page.getByText('It has only one column.')).toBeVisible();
  await page.getByRole('button', { name: 'Cancel' }).click();
  await expect.element(page.getByText('It has only one column.')).not.toBeInTheDocument();
});
