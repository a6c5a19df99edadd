import { beforeEach, expect, test } from 'vitest';
import { render } from 'vitest-browser-svelte';
import { page } from 'vitest/browser';
import App from '../../renderer/App.svelte';
import type { RevisionView } from '../../shared/contract/views/history.ts';
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

test('asks before a table replaces unsaved work of the table in use, not again where only other tables have such work', async () => {
  const revision: Omit<RevisionView, 'id'> = {
    ...{ parent: null, label: 'New network', name: '', kind: 'create', scores: null },
    measure: { kind: 'RMSE', targets: ['y'], weighing: null },
    ...{ heldOut: null, time: 0, training: null, curve: [], otherTable: null },
  };
  const made = { ...revision, id: 'made' };
  const trained = { ...revision, id: 'trained', parent: 'made', kind: 'train' };
  const anew = { ...revision, id: 'anew' };
  const walk = { undo: null, redo: null };
  const asks = async (part: 'all' | 'table'): Promise<boolean> => {
    const may = studio.unsaved.mayReplace('other.csv', part);
    const asked = studio.unsaved.asked !== null;
    studio.unsaved.answer('stay');
    return asked && !(await may);
  };

  studio.unsaved.follow({ revisions: [made], current: 'made', ...walk });
  expect(await asks('all')).toBe(false);
  studio.unsaved.follow({ revisions: [made, trained], current: 'trained', ...walk });
  expect(await asks('table')).toBe(true);

  const before = [made, trained].map((one) => ({ ...one, otherTable: 'table.csv' }));
  studio.unsaved.follow({ revisions: [...before, anew], current: 'anew', ...walk });
  expect(await asks('table')).toBe(false);
  // A project replaces the history with the networks of all tables.
  expect(await asks('all')).toBe(true);
  // Its table is lost: a further one takes it off the window.
  studio.unsaved.follow({ revisions: before, current: 'trained', ...walk });
  expect(await asks('table')).toBe(true);
});

test.each([
  ['table', /takes the place of this table\. The networks stay in the history/, 'Open without saving'],
  ['all', /would replace it, and these changes would be lost/, 'Replace without saving'],
] as const)('the question says what becomes of the work: %s', async (part, sentence, go) => {
  await render(App, { studio });
  const revision = { parent: null, otherTable: null } as RevisionView;
  const revisions = [
    { ...revision, id: 'made' },
    { ...revision, id: 'trained', parent: 'made' },
  ];
  studio.unsaved.follow({ revisions, current: 'trained', undo: null, redo: null });
  const may = studio.unsaved.mayReplace('other', part);
  const dialog = page.getByRole('dialog', { name: 'Save your work first?' });
  await expect.element(dialog).toHaveTextContent(sentence);
  await dialog.getByRole('button', { name: go }).click();
  expect(await may).toBe(true);
});
