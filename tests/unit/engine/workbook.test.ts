/** A sheet of a workbook stays the table: in the journal, in a project, and after the file was changed. */
import { readFile, writeFile } from 'node:fs/promises';
import { expect, it } from 'vitest';
import { workbook, type WorkbookCell } from '../../support/workbook.ts';
import { dataSetup, openStudio, project, train, useStudioFolder, type Studio } from './studio.ts';

const folder = useStudioFolder();
const book = 'workbook-file-id';

const rows = (count: number): WorkbookCell[][] => [
  ['x', 'y'],
  ...Array.from({ length: count }, (_, i) => [i, i * i]),
];

async function writeBook(others = 30): Promise<void> {
  const sheets = [
    { name: 'Run 1', rows: rows(others) },
    { name: 'Run 2', rows: rows(50) },
  ];
  await writeFile(folder('book.xlsx'), workbook(sheets));
}

function open(journal = false): Studio {
  const studio = openStudio(folder(), journal);
  studio.engine.grant(book, folder('book.xlsx'), false);
  return studio;
}

async function prepared(journal = false): Promise<Studio> {
  await writeBook();
  const studio = open(journal);
  await studio.client.call('data.load', { file: book, overrides: { sheet: 'Run 2' } });
  await studio.client.call('data.prepare', { ...dataSetup, inputs: ['x'], targets: ['y'] });
  await studio.client.call('model.create', { hidden: [], grid: 5, order: 3, seed: 1 });
  await train(studio.client);
  return studio;
}

const second = { rows: 50, overrides: { sheet: 'Run 2' }, format: { source: 'xlsx', sheet: 'Run 2' } };

it('a project has the workbook and the sheet', async () => {
  const { client } = await prepared();
  await client.call('project.save', { file: project });
  await writeFile(folder('book.xlsx'), 'no longer a workbook');
  const again = open();
  await again.client.call('project.open', { file: project });
  expect(await again.client.call('session.snapshot', undefined)).toMatchObject({ table: second });
});

it('the journal has the sheet; a workbook that was changed since is not read in its place', async () => {
  const { engine } = await prepared(true);
  await engine.flush();
  const after = open(true);
  expect(await after.client.call('session.snapshot', undefined)).toMatchObject({
    table: second,
    recovered: true,
  });
  await after.engine.flush();
  await writeBook(31);
  expect(await open(true).client.call('session.snapshot', undefined)).toMatchObject({
    table: null,
    lostBecause: 'The file has changed since.',
  });
});

it('predictions are written beside the cells of a sheet, as CSV', async () => {
  const { client, engine } = await prepared();
  engine.grant('output-file-id', folder('out.csv'), true);
  await client.call('predict.save', { file: book, overrides: { sheet: 'Run 1' }, to: 'output-file-id' });
  const [names, first, second, ...rest] = (await readFile(folder('out.csv'), 'utf8')).split('\n');
  expect(names).toBe('x,y,y_predicted,outside_range');
  expect([first.slice(0, 4), second.slice(0, 4), rest.length]).toEqual(['0,0,', '1,1,', 29]);
});
