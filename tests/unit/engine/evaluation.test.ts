/** How well a network does, row by row, and its predictions for other tables. */
import { readFile, writeFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { seededRandom } from '../../../shared/random.ts';
import {
  changed,
  dataSetup,
  errorOf,
  openStudio,
  prepared,
  table,
  train,
  useStudioFolder,
} from './studio.ts';

const folder = useStudioFolder();

const hello = (x1: number, x2: number): number =>
  Math.exp(Math.sin((Math.PI * (x1 - 3)) / 2) + ((x2 - 10) / 10) ** 2);

describe('rows', () => {
  it('have observed values, in the data’s units and in the order of the table’s rows', async () => {
    const { client } = await prepared(folder());
    await train(client, { optimizer: 'lm', steps: 60 });
    const view = await client.call('evaluation.rows', { split: 'test', most: 1000 });
    expect(view).toMatchObject({ split: 'test', total: 60, roc: [] });
    const lines = (await readFile(folder('hello.csv'), 'utf8')).split('\n').slice(1);
    view.rows.forEach((row, i) => {
      const [x1, x2, y] = lines[row].split(',').map(Number);
      expect(view.inputs[0].values[i]).toBeCloseTo(x1, 10);
      expect(view.inputs[1].values[i]).toBeCloseTo(x2, 10);
      expect(view.outputs[0].observed[i]).toBeCloseTo(y, 10);
      expect(Math.abs(view.outputs[0].predicted[i] - y)).toBeLessThan(0.1);
    });
    const snapshot = await client.call('session.snapshot', undefined);
    const squares = view.outputs[0].predicted.map((value, i) => (value - view.outputs[0].observed[i]) ** 2);
    const rmse = Math.sqrt(squares.reduce((sum, value) => sum + value / view.total, 0));
    expect(rmse).toBeCloseTo(snapshot.scores?.test.rmse ?? NaN, 10);
    expect(view.importance.columns.reduce((sum, { share }) => sum + share, 0)).toBeCloseTo(1, 10);
  });

  it('are thinned evenly if there are more than requested', async () => {
    const { client } = await prepared(folder());
    const view = await client.call('evaluation.rows', { split: 'train', most: 45 });
    expect(view.total).toBe(180);
    expect(view.rows).toHaveLength(45);
    const all = await client.call('evaluation.rows', { split: 'train', most: 180 });
    expect([...view.rows]).toEqual([...all.rows].filter((_, i) => i % 4 === 0));
  });
});

/** Two classes by a noisy line, or three by bands. */
function classesCsv(rows: number, classes: 2 | 3): string {
  const random = seededRandom(4);
  const lines = Array.from({ length: rows }, () => {
    const [a, b] = [2 * random.next() - 1, 2 * random.next() - 1];
    const level = a + b / 2 + 0.2 * random.normal();
    const label =
      classes === 2
        ? level > 0
          ? 'up'
          : 'down'
        : ['low', 'middle', 'top'][+(level > -0.4) + +(level > 0.4)];
    return `${a},${b},${label}`;
  });
  return ['a,b,kind', ...lines, ''].join('\n');
}

async function classified(classes: 2 | 3): Promise<ReturnType<typeof openStudio>> {
  await writeFile(folder('hello.csv'), classesCsv(400, classes));
  const studio = openStudio(folder());
  await studio.client.call('data.load', { file: table, overrides: {} });
  const roles = { inputs: ['a', 'b'], targets: ['kind'], task: 'classification' as const };
  await studio.client.call('data.prepare', { ...dataSetup, ...roles });
  await changed(studio.client, 'model.create', { hidden: [], grid: 3, order: 3, seed: 1 });
  await train(studio.client, { optimizer: 'lbfgs', steps: 40 });
  return studio;
}

describe('classes', () => {
  it.each([2, 3] as const)(
    'of %i: probabilities, and a ROC curve with the area of the scores',
    async (classes) => {
      const { client } = await classified(classes);
      const view = await client.call('evaluation.rows', { split: 'test', most: 1000 });
      expect(view.outputs).toHaveLength(classes);
      view.rows.forEach((_, i) => {
        expect(view.outputs.reduce((sum, { predicted }) => sum + predicted[i], 0)).toBeCloseTo(1, 10);
        expect(view.outputs.reduce((sum, { observed }) => sum + observed[i], 0)).toBe(1);
      });
      expect(view.roc).toHaveLength(classes === 2 ? 1 : 3);
      for (const { falsePositive, truePositive, area } of view.roc) {
        expect([falsePositive[0], truePositive[0]]).toEqual([0, 0]);
        expect([falsePositive.at(-1), truePositive.at(-1)]).toEqual([1, 1]);
        let trapezia = 0;
        for (let i = 1; i < falsePositive.length; i++) {
          expect(falsePositive[i]).toBeGreaterThanOrEqual(falsePositive[i - 1]);
          trapezia +=
            ((falsePositive[i] - falsePositive[i - 1]) * (truePositive[i] + truePositive[i - 1])) / 2;
        }
        expect(trapezia).toBeCloseTo(area, 10);
      }
      const { scores } = await client.call('session.snapshot', undefined);
      const mean = view.roc.reduce((sum, { area }) => sum + area / view.roc.length, 0);
      expect(mean).toBeCloseTo(scores?.test.rocAuc ?? NaN, 10);
    },
  );

  it('have a map of probabilities over two inputs, the same as those of the profile', async () => {
    const { client } = await classified(3);
    const map = await client.call('evaluation.map', { output: 0, across: null, at: [] });
    expect(map).toMatchObject({ classes: true, across: [0, 1] });
    const probabilities = (name: string): Float64Array => map.values[map.names.indexOf(name)];
    const [a, b] = map.axes;
    expect([a[0], a.at(-1)]).toEqual([map.inputs[0].min, map.inputs[0].max]);
    map.values[0].forEach((_, index) => {
      expect(map.values.reduce((sum, of) => sum + of[index], 0)).toBeCloseTo(1, 10);
    });
    const [column, row] = [20, 70];
    const at = [a[column], b[row]];
    const names = await Promise.all(
      [0, 1, 2].map((output) => client.call('evaluation.profile', { output, at })),
    );
    for (const [output, { prediction }] of names.entries())
      expect(map.values[output][row * a.length + column]).toBeCloseTo(prediction, 10);
    // The corner where both are least is the lowest band.
    expect(probabilities('low')[0]).toBeGreaterThan(0.9);
    expect(probabilities('top').at(-1)).toBeGreaterThan(0.9);
    for (const across of [
      [0, 0],
      [0, 7],
    ] as [number, number][]) {
      const error = await errorOf(client.call('evaluation.map', { output: 0, across, at: [] }));
      expect(error.code).toBe('evaluation.map');
    }
  });

  it('have profiles of probabilities, whose bands stay between 0 and 1', async () => {
    const { client } = await classified(2);
    const { outputs } = await client.call('evaluation.rows', { split: 'test', most: 10 });
    const output = outputs.findIndex(({ name }) => name === 'up');
    const profile = await client.call('evaluation.profile', { output, at: [0.9, 0.5] });
    expect(profile.output).toBe('up');
    expect(profile.prediction).toBeGreaterThan(0.9);
    const [a] = profile.curves;
    expect(a.y[0]).toBeLessThan(0.3);
    a.y.forEach((y, i) => {
      expect(a.low![i]).toBeGreaterThanOrEqual(0);
      expect(a.low![i]).toBeLessThanOrEqual(y);
      expect(a.high![i]).toBeGreaterThanOrEqual(y);
      expect(a.high![i]).toBeLessThanOrEqual(1);
    });
  });
});

describe('profiles', () => {
  it('follow the function through the point, by default through the medians', async () => {
    const { client } = await prepared(folder());
    await train(client, { optimizer: 'lm', steps: 60 });
    const profile = await client.call('evaluation.profile', { output: 0, at: [null, 12] });
    const [x1, x2] = profile.curves;
    expect(x2.at).toBe(12);
    expect(x1.at).toBeGreaterThan(2);
    expect(x1.at).toBeLessThan(4);
    expect(profile.prediction).toBeCloseTo(hello(x1.at, 12), 1);
    x1.x.forEach((value, i) => expect(Math.abs(x1.y[i] - hello(value, 12))).toBeLessThan(0.2));
    expect([x1.x[0], x1.x.at(-1)]).toEqual([x1.min, x1.max]);
    expect(profile.outside).toEqual([]);
    const far = await client.call('evaluation.profile', { output: 0, at: [9, 12] });
    expect(far.outside).toEqual(['x1']);
    expect((await errorOf(client.call('evaluation.profile', { output: 3, at: [] }))).code).toBe(
      'evaluation.output',
    );
  });

  it('have bands that cover the mean about as often as they should', async () => {
    // A sum of cubics on a grid of one interval can be met exactly: what is left is noise alone.
    const truth = (a: number, b: number): number => 1 + a - 2 * a ** 3 + b * b;
    let [covered, all] = [0, 0];
    for (let seed = 1; seed <= 40; seed++) {
      const random = seededRandom(seed);
      const lines = Array.from({ length: 120 }, () => {
        const [a, b] = [2 * random.next() - 1, 2 * random.next() - 1];
        return `${a},${b},${truth(a, b) + 0.3 * random.normal()}`;
      });
      await writeFile(folder('hello.csv'), ['a,b,y', ...lines, ''].join('\n'));
      const { client } = openStudio(folder());
      await client.call('data.load', { file: table, overrides: {} });
      const whole = { inputs: ['a', 'b'], validationFraction: 0, testFraction: 0 };
      await client.call('data.prepare', { ...dataSetup, ...whole });
      await changed(client, 'model.create', { hidden: [], grid: 1, order: 3, seed: 1 });
      await train(client, { optimizer: 'lbfgs', steps: 150 });
      const { curves } = await client.call('evaluation.profile', { output: 0, at: [0.3, -0.4] });
      curves.forEach(({ x, low, high }, input) => {
        for (let i = 0; i < x.length; i += 8) {
          const value = input === 0 ? truth(x[i], -0.4) : truth(0.3, x[i]);
          all++;
          if (value >= low![i] && value <= high![i]) covered++;
        }
      });
    }
    expect(covered / all).toBeGreaterThan(0.9);
    expect(covered / all).toBeLessThan(0.99);
  });
});

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
    expect(Number(cells[5].replace(',', '.'))).toBeCloseTo(hello(2, 10.5), 1);
    expect(second).toBe('C;;gap;3;;');
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

  it('name the columns that the table lacks, and refuse to overwrite it', async () => {
    const { client } = await trained();
    await writeFile(folder('new.csv'), 'X1,z\n1,2\n2,3\n');
    const request = { file: 'new-table-id', overrides: {} };
    const error = await errorOf(client.call('predict.preview', request));
    expect(error).toMatchObject({ kind: 'user', code: 'data.unknown-column' });
    expect(error.message).toContain('lacks 2 columns that the network needs: “x1”, “x2”');
    expect(error.hint).toContain('“x1” may be “X1” there');
    const over = await errorOf(client.call('predict.save', { ...request, to: 'new-table-id' }));
    expect(over.code).toBe('file.same');
  });
});
