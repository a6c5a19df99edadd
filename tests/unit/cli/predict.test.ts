/** `kan predict` and `kan info`: what a saved model gives. */
import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { kanWith as kan } from '../../support/kan.ts';
import { useFolder, writerInto } from '../../support/folder.ts';
import { plane } from './tables.ts';

const folder = useFolder();
const file = writerInto(folder);

describe('kan predict', () => {
  it('predicts in the target’s own units, row by row, and warns', async () => {
    const csv = await file('plane.csv', ['a,b,y', ...plane()].join('\n'));
    const model = folder('plane.kan');
    await kan(['fit', csv, '--target', 'y', '--hidden', 'none', '--out', model]);
    const fresh = await file('new.csv', 'b,extra,a\n2,x,3\n,y,3\n1,z,100\n');
    const out = folder('predictions.csv');
    const { status, stdout, stderr } = await kan(['predict', model, fresh, '--out', out]);
    expect({ status, stdout }).toEqual({ status: 0, stdout: `Wrote 3 rows to ${out}\n` });
    const [header, first, second, third, end] = (await readFile(out, 'utf8')).split('\n');
    expect([header, second, end]).toEqual(['y_predicted', 'NA', '']);
    expect(Number(first)).toBeCloseTo(5, 2);
    expect(third).not.toBe('');
    expect(stderr).toContain('1 of 3 rows lack an input');
    expect(stderr).toMatch(/warning: a: 1 row lies outside .* the range of the training rows; do not rely/);
    expect(stderr).not.toContain('warning: b');
    const asked = await kan(['predict', model, csv, '--threshold', '0.3']);
    expect({ status: asked.status, stdout: asked.stdout }).toEqual({ status: 2, stdout: '' });
    expect(asked.stderr).toContain('--threshold chooses between two classes, but “y” is a number.');
    const known = await kan(['predict', model, csv]);
    expect(known.stdout.split('\n')).toHaveLength(62);
    expect(known.stderr).toContain('The table has the targets too');
  });

  it('tells the range of dates as dates, with their times where all are of one day', async () => {
    const time = (i: number): string => `2024-03-05 09:${String(i).padStart(2, '0')}`;
    const rows = Array.from({ length: 60 }, (_, i) => `${time(i)},${2 * i}`);
    const csv = await file('times.csv', ['time,y', ...rows].join('\n'));
    const model = folder('times.kan');
    await kan(['fit', csv, '--target', 'y', '--hidden', 'none', '--test-fraction', '0', '--out', model]);
    const later = await file('later.csv', 'time,y\n2024-03-05 11:00,120\n2024-03-05 09:30,60\n');
    const { stderr } = await kan(['predict', model, later]);
    expect(stderr).toMatch(
      /time: 1 row lies outside 2024-03-05 09:0\d:\d\d … 2024-03-05 09:5\d:\d\d, the range of/,
    );
    expect((await kan(['info', model])).stdout).toMatch(/\n {2}time {3}2024-03-05 09:0/);
  });

  it('tells values of an input with levels that do not occur in training', async () => {
    const level = (i: number): number => (i * 7919) % 97;
    const rows = Array.from({ length: 60 }, (_, i) =>
      [0, 1, 2, 5, 10, 20].map((dose) => `${i + 1},${dose},${level(i) + dose / 2 + ((i * dose) % 7) / 50}`),
    ).flat();
    const csv = await file('subjects.csv', ['subject,dose,effect', ...rows].join('\n'));
    const model = folder('subjects.kan');
    const { stderr: fitted } = await kan(['fit', csv, '--target', 'effect', '--out', model]);
    expect(fitted).toContain('levels');
    const fresh = await file('newcomers.csv', 'subject,dose\n7,1\n7.5,1\n8.5,2\n');
    const note =
      'warning: subject: 2 rows have a value that does not occur in training, such as 7.5. Its level is not known';
    expect((await kan(['predict', model, fresh])).stderr).toContain(note);
  });

  it('says that rows count the same where those of the network have weights', async () => {
    const rows = plane().map((line, i) => `${line},${1 + (i % 3)}`);
    const csv = await file('weighted.csv', ['a,b,y,w', ...rows].join('\n'));
    const model = folder('weighted.kan');
    await kan(['fit', csv, '--target', 'y', '--weights', 'w', '--hidden', 'none', '--out', model]);
    const { stderr } = await kan(['predict', model, csv]);
    expect(stderr).toContain(
      'all rows count the same; in those of the network they count by their weights in “w”.',
    );
    expect(stderr).not.toContain('weighted RMSE');
  });

  it('warns of columns in another unit than the network was trained on, however the units are written', async () => {
    const csv = await file('units.csv', ['T,p,y', 'K,bar,W', ...plane()].join('\n'));
    const model = folder('units.kan');
    await kan(['fit', csv, '--target', 'y', '--hidden', 'none', '--out', model]);
    const warned = async (name: string, lines: string): Promise<string[]> => {
      const { stderr } = await kan(['predict', model, await file(name, lines)]);
      return [...stderr.matchAll(/“(.)” is in (.*?) in .* trained on (.*?):/g)].map((found) =>
        found.slice(1).join(),
      );
    };
    expect(await warned('row.csv', 'T,p\n°C,mbar\n1,2\n2,3\n3,1\n')).toEqual(['T,°C,K', 'p,mbar,bar']);
    expect(await warned('cells.csv', 'T,p\n1 °C,2\n2 °C,3\n3 °C,1\n')).toEqual(['T,°C,K']);
    expect(await warned('same.csv', 'T,p\nkelvin,[bar]\n1,2\n2,3\n3,1\n')).toEqual([]);
    expect(await warned('none.csv', 'T,p\n1,2\n2,3\n3,1\n')).toEqual([]);
    const test = await file('test.csv', ['T (°C),p,y', ...plane().slice(0, 20)].join('\n'));
    const { stderr } = await kan(['fit', csv, '--target', 'y', '--hidden', 'none', '--test', test]);
    expect(stderr).toContain('“T” is in °C in test.csv, but the network was trained on K');
  });

  it('takes columns with another spelling, also of a table of test rows, and says which', async () => {
    const csv = await file('spelled.csv', ['T (K),flow rate,y', ...plane()].join('\n'));
    const model = folder('spelled.kan');
    await kan(['fit', csv, '--target', 'y', '--hidden', 'none', '--out', model]);
    const test = await file('respelled.csv', ['T / K,Flow_rate,y', ...plane().slice(0, 20)].join('\n'));
    const notes = [
      'note: The column “T / K” is taken for “T (K)”.',
      'note: The column “Flow_rate” is taken for “flow rate”.',
    ].join('\n');
    expect((await kan(['predict', model, test])).stderr).toContain(notes);
    const fitted = await kan(['fit', csv, '--target', 'y', '--hidden', 'none', '--test', test]);
    expect(fitted).toMatchObject({ status: 0, stderr: expect.stringContaining(notes) as string });
  });

  it('tells what is odd about the file, but not of columns that the network does not use', async () => {
    const csv = await file('odd-plane.csv', ['a,b,y', ...plane()].join('\n'));
    const model = folder('odd-plane.kan');
    await kan(['fit', csv, '--target', 'y', '--hidden', 'none', '--out', model]);
    const rows = ['300 mm,1,5%', '500 mm,2,6%', '# by hand from here on', '700 mm,3', '900 mm,1,8%,9'];
    const odd = await file('odd.csv', ['a,b,extra', ...rows].join('\n'));
    const { status, stderr } = await kan(['predict', model, odd]);
    expect(status).toBe(0);
    expect(stderr).toContain('note: The cells of “a” are numbers with the unit “mm”');
    expect(stderr).toContain('note: Line 4 begins with “#” and is left out as a comment.');
    expect(stderr).toContain('warning: Line 6 has 4 cells instead of 3');
    expect(stderr).not.toContain('“extra”');
  });

  it('accepts a table of one column for a model with one input', async () => {
    const csv = await file(
      'line.csv',
      ['x,y', ...Array.from({ length: 40 }, (_, i) => `${i},${3 * i}`)].join('\n'),
    );
    const model = folder('line.kan');
    await kan(['fit', csv, '--target', 'y', '--hidden', 'none', '--out', model]);
    const { status, stdout } = await kan(['predict', model, await file('new.csv', 'x\n5\n12.5\n')]);
    expect(status).toBe(0);
    const [header, ...values] = stdout.trim().split('\n');
    expect(header).toBe('y_predicted');
    expect(values.map(Number)).toEqual([15, 37.5].map((value) => expect.closeTo(value, 2) as number));
    const words = await kan(['predict', model, await file('words.csv', 'x\nfive\nsix\n')]);
    expect(words).toMatchObject({ status: 2, stderr: expect.stringContaining('“x” holds words') as string });
  });

  it('writes classes and their probabilities, quoted where needed', async () => {
    const rows = plane(80).map(
      (row) =>
        `${row.split(',')[0]},${row.split(',')[1]},${Number(row.split(',')[0]) > 3 ? '"high, very"' : 'low'}`,
    );
    const csv = await file('classes.csv', ['a,b,kind', ...rows].join('\n'));
    const model = folder('classes.kan');
    await kan(['fit', csv, '--target', 'kind', '--steps', '40', '--out', model]);
    const { stdout } = await kan(['predict', model, csv]);
    const [header, first] = stdout.split('\n');
    expect(header).toBe('kind_predicted,p(low),"p(high, very)"');
    const [kind, low, high] = first.split(',');
    expect(kind).toBe('low');
    expect(Number(low) + Number(high)).toBeCloseTo(1, 12);
    expect(stdout).toContain('"high, very",');
  });
});

describe('kan info', () => {
  it('describes a model, for people and for programs', async () => {
    const csv = await file('plane.csv', ['a,b,y', ...plane()].join('\n'));
    const model = folder('plane.kan');
    await kan([
      ...['fit', csv, '--target', 'y', '--hidden', '3', '--grid', '4'],
      ...['--optimizer', 'lbfgs', '--steps', '20', '--out', model],
    ]);
    const { stdout } = await kan(['info', model]);
    expect(stdout).toContain('Network 2 → 3 → 1, grid 4, order 3: 9 edges, 81 parameters');
    expect(stdout).toContain('Predicts y from (ranges of the training rows)');
    expect(stdout).toContain('Trained 20 steps (L-BFGS)');
    const text = (await kan(['info', model, '--json'])).stdout;
    const json = JSON.parse(text) as { inputs: { range: number[] }[]; history: unknown[] };
    expect(json).toMatchObject({
      shape: [2, 3, 1],
      parameters: 81,
      edges: 9,
      grid: [4, 4],
      order: [3, 3],
      task: 'regression',
      ranges_of: 'training rows',
      targets: ['y'],
      data: { fileName: 'plane.csv' },
    });
    const [[low, high]] = json.inputs.map((input) => input.range);
    expect(low).toBeCloseTo(0, 0);
    expect(high).toBeCloseTo(7, 0);
    expect(json.history).toHaveLength(2);
  });

  it('says that the ranges are those of the splines, where these are not the range of the rows', async () => {
    const csv = await file('plane.csv', ['a,b,y', ...plane()].join('\n'));
    const model = folder('plane.kan');
    await kan([
      ...['fit', csv, '--target', 'y', '--hidden', '3', '--scaling', 'standard'],
      ...['--optimizer', 'lbfgs', '--steps', '2', '--out', model],
    ]);
    expect((await kan(['info', model])).stdout).toContain('Predicts y from (ranges of the splines)');
  });
});
