/** Predictions for another table, over the contract. */
import { readFile, writeFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { changed, dataSetup, edited, openStudio, prepared, table, train, useStudioFolder } from './studio.ts';
import { kanWith as kan } from '../../support/kan.ts';
import { hello, classesCsv } from './evaluated.ts';
import { predictionCsv, type Layout, type Predicted } from '../../../main/engine/views/predictions.ts';
import { rejection } from '../../support/rejection.ts';

const folder = useStudioFolder();

describe('predictions for another table', () => {
  const to = 'predictions-id';

  async function trained(): Promise<ReturnType<typeof openStudio>> {
    const studio = await prepared(folder());
    await train(studio.client, { optimizer: 'lm', steps: 60 });
    studio.engine.grant('new-table-id', folder('new.csv'), true);
    studio.engine.grant(to, folder('out.csv'), true);
    return studio;
  }

  it('are beside its own columns, row by row, with notes on missing values and on values outside the range', async () => {
    const { client } = await trained();
    const text = 'who;x2;note;x1\n"A; B";10,5;first;2\n\nC;;gap;3\nD;12;far;9,5\n';
    await writeFile(folder('new.csv'), text);
    const request = { file: 'new-table-id', overrides: {} };
    const view = await client.call('predict.preview', request);
    expect(view).toMatchObject({ rows: 3, missing: 1, outside: 1, scores: null, fileName: 'new.csv' });
    expect(view.header).toEqual(['who', 'x2', 'note', 'x1', 'y_predicted', 'outside_range']);
    expect(view.preview[0].slice(0, 4)).toEqual(['A; B', '10,5', 'first', '2']);
    expect(view.preview[1].slice(4)).toEqual(['', '']);
    expect(view.preview[2][5]).toBe('x1');
    expect(view.notes.join(' ')).toMatch(
      /1 of 3 rows lack an input.*x2: in 1 row no value.*x1: 1 row lies outside/s,
    );
    const saved = await client.call('predict.save', { ...request, to });
    const written = await readFile(folder('out.csv'), 'utf8');
    expect(saved).toEqual({ rows: 3, bytes: Buffer.byteLength(written) });
    const [header, first, second] = written.split('\n');
    expect(header).toBe('who;x2;note;x1;y_predicted;outside_range');
    const cells = first.split(';');
    expect(first.startsWith('"A; B";10,5;first;2;')).toBe(true);
    expect(cells[5]).toMatch(/^-?\d+,\d+$/u);
    expect(Number(cells[5].replace(',', '.'))).toBeCloseTo(hello(2, 10.5), 1);
    expect(second).toBe('C;;gap;3;;');
  });

  it('have tabs between them where the cells of the table have spaces', async () => {
    const { client } = await trained();
    await writeFile(folder('new.csv'), 'x1 x2\n2 10\n3 11\n4 12\n');
    await client.call('predict.save', { file: 'new-table-id', overrides: {}, to });
    const [header, first] = (await readFile(folder('out.csv'), 'utf8')).split('\n');
    expect(header).toBe('x1\tx2\ty_predicted\toutside_range');
    expect(first).toMatch(/^2\t10\t-?\d/u);
  });

  it('are made where “None” is the only label of a table', async () => {
    const rows = Array.from({ length: 60 }, (_, i) => `${['Few', 'None'][i % 2]},${i},${i * (1 + (i % 2))}`);
    await writeFile(folder('hello.csv'), `shrub,x,y\n${rows.join('\n')}\n`);
    const { client, engine } = openStudio(folder());
    await client.call('data.load', { file: table, overrides: {} });
    await client.call('data.prepare', { ...dataSetup, inputs: ['shrub', 'x'] });
    await changed(client, 'model.create', { hidden: [2], grid: 3, order: 3, seed: 1 });
    await writeFile(folder('new.csv'), 'shrub,x\nNone,10\n,11\n');
    engine.grant('new-table-id', folder('new.csv'), true);
    const view = await client.call('predict.preview', { file: 'new-table-id', overrides: {} });
    expect(view).toMatchObject({ rows: 2, missing: 1 });
    expect(view.preview[0][2]).not.toBe('');
  });

  it('are made with the types and limits of the columns, wherever they stand in another table', async () => {
    const cell = (i: number): string => (i % 3 === 2 ? 'off' : String(i));
    const rows = Array.from({ length: 60 }, (_, i) => `${i === 5 ? 999 : i % 7},${cell(i)},${i}`);
    await writeFile(folder('hello.csv'), `a,b,y\n${rows.join('\n')}\n`);
    const { client, engine } = openStudio(folder());
    const overrides = { types: { 1: 'number' }, limits: { 0: { least: null, most: 500 } } } as const;
    await client.call('data.load', { file: table, overrides });
    await client.call('data.prepare', { ...dataSetup, inputs: ['a', 'b'] });
    await changed(client, 'model.create', { hidden: [2], grid: 3, order: 3, seed: 1 });
    await writeFile(folder('new.csv'), 'b,a\n800,1\noff,2\n3,999\n4,off\n5,6\noff,1\n7,off\n8,off\n');
    engine.grant('new-table-id', folder('new.csv'), true);
    const view = await client.call('predict.preview', { file: 'new-table-id', overrides: {} });
    const predicted = view.preview.map((row) => row[2] !== '');
    expect(predicted).toEqual([true, false, false, false, true, false, false, false]);

    engine.grant('saved-id', folder('model.kan'), true);
    await client.call('project.save', { file: 'saved-id' });
    const told = await kan(['predict', folder('model.kan'), folder('new.csv')]);
    expect(
      told.stdout
        .trim()
        .split('\n')
        .slice(1)
        .map((row) => row !== 'NA'),
    ).toEqual(predicted);
  });

  it('fill the blank cells of a column that was filled down, wherever it stands in another table', async () => {
    const rows = Array.from({ length: 60 }, (_, i) => `${i % 6 === 0 ? i / 6 : ''},${i},${i + 1}`);
    await writeFile(folder('hello.csv'), `dose,x,y\n${rows.join('\n')}\n`);
    const { client, engine } = openStudio(folder());
    await client.call('data.load', { file: table, overrides: { fillDown: { 0: true } } });
    await client.call('data.prepare', { ...dataSetup, inputs: ['dose', 'x'] });
    await changed(client, 'model.create', { hidden: [2], grid: 3, order: 3, seed: 1 });
    engine.grant('saved-id', folder('model.kan'), true);
    await client.call('project.save', { file: 'saved-id' });
    await writeFile(folder('new.csv'), 'x,dose\n1,\n2,4\n3,\n5,6\n');
    engine.grant('new-table-id', folder('new.csv'), true);
    const asked = { file: 'new-table-id', overrides: {} };
    const view = await client.call('predict.preview', asked);
    const predicted = [false, true, true, true];
    expect(view.preview.map((row) => row[2] !== '')).toEqual(predicted);

    const again = openStudio(folder());
    again.engine.grant('saved-id', folder('model.kan'), false);
    again.engine.grant('new-table-id', folder('new.csv'), false);
    await again.client.call('project.open', { file: 'saved-id' });
    expect((await again.client.call('predict.preview', asked)).preview).toEqual(view.preview);
  });

  it('tell groups that were trained on, where the table shows errors', async () => {
    const rows = Array.from({ length: 60 }, (_, i) => `s${i % 6},${i},${i + 1}`);
    await writeFile(folder('hello.csv'), `who,x,y\n${rows.join('\n')}\n`);
    const { client, engine } = openStudio(folder());
    await client.call('data.load', { file: table, overrides: {} });
    await client.call('data.prepare', { ...dataSetup, inputs: ['x'], groups: 'who', testFraction: 0 });
    await changed(client, 'model.create', { hidden: [2], grid: 3, order: 3, seed: 1 });
    engine.grant('new-table-id', folder('new.csv'), true);
    const asked = { file: 'new-table-id', overrides: {} };
    await writeFile(folder('new.csv'), 'who,x,y\ns1,1,2\ns2,2,3\ns9,3,4\n');
    expect((await client.call('predict.preview', asked)).notes).toEqual([
      '2 of the 3 groups “who” in new.csv (2 of 3 rows) are also among those trained on: errors on this table are too small for new groups.',
    ]);
    await writeFile(folder('new.csv'), 'who,x\ns1,1\ns2,2\ns9,3\n');
    expect((await client.call('predict.preview', asked)).notes).toEqual([]);
  });

  it('name the labels that are not in the training rows', async () => {
    const rows = Array.from({ length: 60 }, (_, i) => `${['red', 'blue'][i % 2]},${i},${i * (1 + (i % 2))}`);
    await writeFile(folder('hello.csv'), `colour,x,y\n${rows.join('\n')}\n`);
    const { client, engine } = openStudio(folder());
    await client.call('data.load', { file: table, overrides: {} });
    await client.call('data.prepare', { ...dataSetup, inputs: ['colour', 'x'] });
    await changed(client, 'model.create', { hidden: [2], grid: 3, order: 3, seed: 1 });
    await train(client, { steps: 3 });
    engine.grant('new-table-id', folder('new.csv'), true);
    await writeFile(folder('new.csv'), 'x,colour\n5,red\n6,green\n7,green\noops,blue\n8,\n9,pink\n');
    const { missing, notes } = await client.call('predict.preview', { file: 'new-table-id', overrides: {} });
    expect(missing).toBe(5);
    expect(notes).toEqual([
      '1 cell in “x” cannot be read as a number, the first on line 5: “oops”. It is read as missing.',
      '5 of 6 rows lack an input that can be used; their prediction is left empty.',
      'colour: in 1 row no value can be read.',
      'colour: “green” (2 rows), “pink” (1 row) do not occur in training.',
      'x: in 1 row no value can be read.',
    ]);
  });

  it('name such labels when the most frequent label replaces them', async () => {
    const rows = Array.from({ length: 60 }, (_, i) => `${i % 3 ? 'red' : 'blue'},${i},${i * (1 + (i % 3))}`);
    await writeFile(folder('hello.csv'), `colour,x,y\n${rows.join('\n')}\n`);
    const { client, engine } = openStudio(folder());
    await client.call('data.load', { file: table, overrides: {} });
    await client.call('data.prepare', { ...dataSetup, inputs: ['colour', 'x'], missing: 'median' });
    await client.call('model.create', { hidden: [2], grid: 3, order: 3, seed: 1 });
    await train(client, { steps: 3 });
    engine.grant('new-table-id', folder('new.csv'), true);
    await writeFile(folder('new.csv'), 'x,colour\n5,red\n6,green\n7,green\n,blue\n9,pink\n');
    const { missing, notes } = await client.call('predict.preview', { file: 'new-table-id', overrides: {} });
    expect(missing).toBe(0);
    expect(notes[0]).toBe(
      'colour: “green” (2 rows), “pink” (1 row) do not occur in training; “red”, the most frequent label of training, is used.',
    );
    expect(notes[1]).toMatch(/^x: in 1 row no value can be read; the median of training \(\d+\) is used\.$/);
  });

  it('name the rows where the network has no finite value, and are scored on the others', async () => {
    await writeFile(folder('hello.csv'), classesCsv(200, 2));
    const { client, engine } = openStudio(folder());
    const { columns } = await client.call('data.load', { file: table, overrides: {} });
    const [a, b, label] = columns.map(({ name }) => name);
    await client.call('data.prepare', {
      ...{ ...dataSetup, inputs: [a, b], targets: [label], task: 'classification' },
    });
    await client.call('model.create', { hidden: [2], grid: 3, order: 3, seed: 1 });
    await train(client, { steps: 5 });
    engine.grant('new-table-id', folder('new.csv'), true);
    const rows = ['0.5,0.5,up', '-0.5,0,down', '1.7e308,1.7e308,up', '0.3,0.2,down'];
    await writeFile(folder('new.csv'), `${a},${b},${label}\n${rows.join('\n')}\n`);
    const view = await client.call('predict.preview', { file: 'new-table-id', overrides: {} });
    expect(view.preview[2].slice(3, 6)).toEqual(['', '', '']);
    expect(view.preview[0][3]).not.toBe('');
    expect(view.scores?.rows).toBe(3);
    expect(view.notes[0]).toMatch(/^The network has no finite value in row 3: /);
  });

  it('add no cell that a spreadsheet would run as a formula', async () => {
    const rows = Array.from({ length: 60 }, (_, i) => `${i},${i < 30 ? '=cmd|x' : '+1 up'}`);
    await writeFile(folder('hello.csv'), `x,kind\n${rows.join('\n')}\n`);
    const { client, engine } = openStudio(folder());
    await client.call('data.load', { file: table, overrides: {} });
    await client.call('data.prepare', {
      ...{ ...dataSetup, inputs: ['x'], targets: ['kind'], task: 'classification' },
    });
    await client.call('model.create', { hidden: [], grid: 3, order: 3, seed: 1 });
    await train(client, { steps: 5 });
    engine.grant('new-table-id', folder('new.csv'), true);
    await writeFile(folder('new.csv'), 'x,own\n5,=1+1\n50,a\n');
    const { preview } = await client.call('predict.preview', { file: 'new-table-id', overrides: {} });
    expect(preview[0].slice(0, 2)).toEqual(['5', '=1+1']);
    for (const row of preview) expect(row[2]).toMatch(/^'[=+]/);
    expect(preview[0][3]).toMatch(/^[\d.e-]+$/);
  });

  it('are scored if the table has the targets', async () => {
    const { client } = await trained();
    const csv = await readFile(folder('hello.csv'), 'utf8');
    await writeFile(folder('new.csv'), csv);
    const { scores, preview } = await client.call('predict.preview', { file: 'new-table-id', overrides: {} });
    expect(scores?.rows).toBe(300);
    expect(scores?.rmse).toBeLessThan(0.05);
    expect(preview).toHaveLength(50);
  });

  it('take columns whose names are spelled otherwise, and say which', async () => {
    const rows = Array.from({ length: 40 }, (_, i) => `${300 + i},${i % 7},${i + (i % 7)}`);
    await writeFile(folder('hello.csv'), `T (K),Flow rate,y\n${rows.join('\n')}\n`);
    const { client, engine } = openStudio(folder());
    await client.call('data.load', { file: table, overrides: {} });
    await client.call('data.prepare', { ...dataSetup, inputs: ['T (K)', 'Flow rate'] });
    await client.call('model.create', { hidden: [], grid: 3, order: 3, seed: 1 });
    await train(client, { optimizer: 'lm', steps: 20 });
    engine.grant('new-table-id', folder('new.csv'), true);
    await writeFile(folder('new.csv'), 'flow_rate,T / K,y\n3,310,13\n?,320,\n4,330,34\n');
    const request = { file: 'new-table-id', overrides: {} };
    const view = await client.call('predict.preview', request);
    expect(view.header).toEqual(['flow_rate', 'T / K', 'y', 'y_predicted', 'outside_range']);
    expect(Number(view.preview[0][3])).toBeCloseTo(13, 1);
    expect(view).toMatchObject({ missing: 1, scores: { rows: 2 } });
    expect(view.notes.slice(0, 2)).toEqual([
      'The column “T / K” is taken for “T (K)”.',
      'The column “flow_rate” is taken for “Flow rate”.',
    ]);
    await writeFile(folder('new.csv'), 'flow_rate,T (°C)\n3,30\n4,31\n');
    const refused = await rejection(client.call('predict.preview', request));
    expect(refused.message).toContain('“T (K)”');
    expect(refused.hint).toContain('“T (°C)” seems to be “T (K)” in another unit: convert its numbers.');
    expect(refused.hint).not.toContain('rename');
    await writeFile(folder('new.csv'), 'flow_rate,T\n3,310\n4,315\n');
    expect((await client.call('predict.preview', request)).notes).toContain(
      'The unit of “T” is not said: its numbers are taken as if they were in K.',
    );
  });

  it('need no column that the network does not use', async () => {
    const rows = Array.from(
      { length: 60 },
      (_, i) => `${i},${(7 * i) % 13},${['a', 'b'][i % 2]},${3 * i + 1}`,
    );
    await writeFile(folder('hello.csv'), `x,spare,kind,y\n${rows.join('\n')}\n`);
    const { client, engine } = openStudio(folder());
    await client.call('data.load', { file: table, overrides: {} });
    await client.call('data.prepare', { ...dataSetup, inputs: ['x', 'spare', 'kind'] });
    await client.call('model.create', { hidden: [], grid: 3, order: 3, seed: 1 });
    const edges = [1, 2, 3].map((input) => ({ layer: 0, input, output: 0 }));
    await edited(client, { type: 'removeEdges', edges });
    await train(client, { optimizer: 'lm', steps: 20 });
    engine.grant('new-table-id', folder('new.csv'), true);
    const request = { file: 'new-table-id', overrides: {} };
    // Neither a gap, a new label nor a value far from the trained ones matters there.
    for (const text of ['x\n10\n20\n', 'x,spare,kind\n10,,c\n20,1e9,\n']) {
      await writeFile(folder('new.csv'), text);
      const { missing, outside, notes, preview } = await client.call('predict.preview', request);
      expect({ missing, outside, notes }).toEqual({ missing: 0, outside: 0, notes: [] });
      expect(preview.map((row) => Number(row.at(-2)))).toEqual([
        expect.closeTo(31, 1),
        expect.closeTo(61, 1),
      ]);
    }
    await writeFile(folder('new.csv'), 'spare\n10\n');
    const error = await rejection(client.call('predict.preview', request));
    expect(error.message).toContain('lacks a column that the network needs: “x”');
  });

  it('name the columns that the table lacks, and refuse to overwrite it', async () => {
    const { client } = await trained();
    await writeFile(folder('new.csv'), 'X1,x1_,z\n1,1,2\n2,2,3\n');
    const request = { file: 'new-table-id', overrides: {} };
    const error = await rejection(client.call('predict.preview', request));
    expect(error).toMatchObject({ kind: 'user', code: 'data.unknown-column' });
    expect(error.message).toContain('lacks 2 columns that the network needs: “x1”, “x2”');
    expect(error.hint).toContain('“x1” may be “X1” or “x1_” there');
    const over = await rejection(client.call('predict.save', { ...request, to: 'new-table-id' }));
    expect(over.code).toBe('file.same');
  });
});

async function linesOf(predicted: Predicted, layout: Layout): Promise<readonly string[]> {
  let text = '';
  for await (const part of predictionCsv(predicted, layout, { signal: new AbortController().signal }))
    text += part;
  return text.trimEnd().split('\n');
}

it('predictions beside a table have its decimal mark, names of their own, and all inputs outside the range', async () => {
  const names = ['x', 'y_predicted', 'y_predicted_2'];
  const values = ['2.5e-7', '-3', 'a.b'];
  const predicted = {
    table: {
      rows: values.length,
      columns: names.map((name) => ({ name })),
      format: { delimiter: ';', decimal: ',' },
    },
    cells: async function* () {
      yield await Promise.resolve(values.map((_, row) => [`${row},5`, '', '']));
    },
    prediction: {
      columns: [{ name: 'y_predicted', cell: (row: number) => values[row] }],
      outsideOf: (row: number) => (row === 0 ? ['x1', 'x2'] : []),
    },
  } as unknown as Predicted;
  expect(await linesOf(predicted, 'beside')).toEqual([
    'x;y_predicted;y_predicted_2;y_predicted_3;outside_range',
    '0,5;;;2,5e-7;"x1; x2"',
    '1,5;;;-3;',
    '2,5;;;a.b;',
  ]);
});

it('predictions alone are those of all rows, in their order; no name is run as a formula', async () => {
  const predicted = {
    table: { rows: 2001 },
    prediction: { columns: [{ name: '=y', cell: String }] },
  } as unknown as Predicted;
  const lines = await linesOf(predicted, 'alone');
  expect(lines[0]).toMatch(/^"?'=y"?$/u);
  expect(lines.slice(1)).toEqual(Array.from({ length: 2001 }, (_, row) => String(row)));
});
