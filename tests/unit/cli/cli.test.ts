import type { LadderView } from '../../../shared/contract/ladderViews.ts';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import packageJson from '../../../package.json' with { type: 'json' };
import { kanWith as kan, type Outcome } from '../../support/kan.ts';
import { readProject, writeProject } from '../../../main/engine/storage/projectStore.ts';
import { useFolder } from '../../support/folder.ts';

const hello = fileURLToPath(new URL('../../../examples/hello-kan.csv', import.meta.url));

const folder = useFolder();

async function file(name: string, text: string): Promise<string> {
  await writeFile(folder(name), text);
  return folder(name);
}

interface ScoresJson {
  readonly rmse: number;
  readonly r2: number;
  readonly crossEntropy: number;
  readonly accuracy: number;
  readonly targets: Record<string, { readonly rmse: number; readonly r2: number }>;
  readonly confusion: { readonly labels: string[]; readonly counts: number[][] };
}
interface FitJson {
  readonly shape: number[];
  readonly train: ScoresJson;
  readonly test: ScoresJson;
  readonly ladder?: LadderView;
}
function fitJson(text: string): FitJson {
  return JSON.parse(text) as FitJson;
}

/** y = 2a − b/2 on a small lattice, with whatever else a test needs. */
function plane(rows = 60): string[] {
  return Array.from({ length: rows }, (_, i) => {
    const [a, b] = [i % 8, Math.floor(i / 8)];
    return `${a},${b},${2 * a - b / 2}`;
  });
}

/** Standard deviation of a column of comma-separated rows. */
function spread(rows: readonly string[], column: number): number {
  const values = rows.map((row) => Number(row.split(',')[column]));
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length);
}

describe('kan fit', () => {
  it('uses the model that --rung names, whichever the run chooses', async () => {
    const rows = Array.from({ length: 60 }, (_, i) => {
      const x = (i * 7) % 30;
      return `${x},${x * x + 3 * Math.sin(9 * i)}`;
    });
    const csv = await file('parabola.csv', ['x,y', ...rows].join('\n'));
    const fitted = ['fit', csv, '--target', 'y', '--validation-fraction', '0'];
    const chosen = await kan(fitted);
    expect(chosen.stdout).toMatch(/\* Additive/);
    expect(chosen.stdout).toContain('Smooth curves, one for each input.');
    // The network is described once, after the run has chosen it, and the sentence on the choice is no note too.
    expect(chosen.stdout.match(/^Network .*/gm)).toEqual([
      expect.stringMatching(/^Network 1 → 1, grid \d+, order 3: 1 edge, \d+ parameters$/),
    ]);
    expect(chosen.stderr).not.toContain('note: ');
    const named = await kan([...fitted, '--rung', 'Straight lines']);
    expect(named.stdout).toContain(
      'You use the model “Straight lines”; the automatic choice was “Additive”.',
    );
    expect(named.stdout).toMatch(/^Network 1 → 1, .* 1 edge, 2 parameters$/m);
    const out = folder('straight.kan');
    const straight = await kan([...fitted, '--rung', 'Straight lines', '--out', out, '--json']);
    expect(straight.status).toBe(0);
    expect(fitJson(straight.stdout).train.r2).toBeLessThan(0.97);
    expect(JSON.parse(straight.stdout)).toMatchObject({ rung: 'Straight lines' });
    expect((await kan(['info', out])).stdout).toContain('Straight lines');
    const unknown = await kan([...fitted, '--rung', 'Curves', '--out', out]);
    expect(unknown.status).toBe(2);
    expect(unknown.stderr).toMatch(/no model “Curves”\.\s+The models are “Mean”, “Straight lines”/);
    expect(unknown.stdout).toContain(`Saved ${out}`);
    const byHand = await kan([...fitted, '--hidden', '5', '--rung', 'Additive']);
    expect(byHand.status).toBe(2);
    expect(byHand.stderr).toContain('--rung needs an automatic run');
  });

  it('fits the hello function: shape, counts and errors', async () => {
    const { status, stdout } = await kan([
      ...['fit', hello, '--target', 'y', '--steps', '50', '--json'],
      ...['--optimizer', 'lbfgs', '--seed', '0', '--test-fraction', '0.2', '--validation-fraction', '0'],
    ]);
    expect(status).toBe(0);
    const json = fitJson(stdout);
    expect(Object.keys(json)).toEqual([
      'shape',
      'parameters',
      'edges',
      'steps',
      'seconds',
      'train',
      'test',
      'importance',
      'seed',
      'engine',
      'device',
    ]);
    expect(json).toMatchObject({ shape: [2, 5, 1], edges: 15, parameters: 150, steps: 50, seed: 0 });
    expect(Object.keys(json.test)).toEqual(['rmse', 'r2']);
    // The target spans 0.4 … 7.3; each of the seeds 0 to 4 was below 0.055.
    expect(json.test.rmse).toBeLessThan(0.06);
    expect(json.test.r2).toBeGreaterThan(0.998);
    expect(json.train.rmse).toBeLessThan(0.06);
  });

  it('gives the same file for the same seed, apart from the time, and another file for another seed', async () => {
    const csv = await file('few.csv', (await readFile(hello, 'utf8')).split('\n').slice(0, 201).join('\n'));
    const run = async (seed: string): Promise<string> => {
      const argv = ['fit', csv, '--target', 'y', '--steps', '60', '--seed', seed, '--json'];
      return (await kan(argv)).stdout.replace(/"seconds":[\d.e-]+/, '');
    };
    const first = await run('7');
    expect(await run('7')).toBe(first);
    expect(await run('8')).not.toBe(first);
  });

  it('reports what it did', async () => {
    const csv = await file('plane.csv', ['a,b,y', ...plane()].join('\n'));
    const out = folder('plane.kan');
    const { status, stdout, stderr } = await kan([
      'fit',
      csv,
      '--target',
      'y',
      '--hidden',
      'none',
      '--optimizer',
      'lbfgs',
      '--out',
      out,
    ]);
    expect(status).toBe(0);
    expect(stdout).toContain('plane.csv: 60 rows, 42 for training, 9 for validation, 9 for testing');
    expect(stdout).toContain('Network 2 → 1, grid 5, order 3: 2 edges, 20 parameters');
    expect(stdout).toMatch(/rows\s+RMSE\s+R²/);
    expect(stdout).toContain(`Saved ${out}`);
    expect(stderr).toMatch(/step \d+\/200 {2}RMSE/);
  });

  it('draws a progress bar on a terminal and removes it at the end', async () => {
    const { stderr } = await kan(
      ['fit', hello, '--target', 'y', '--optimizer', 'lbfgs', '--steps', '20', '--json'],
      { terminalWidth: 80 },
    );
    expect(stderr).toContain('█');
    const lines = stderr.split('\r\x1b[K');
    expect(Math.max(...lines.map((line) => line.length))).toBeLessThan(80);
    expect(lines.at(-1)).toBe('');
  });

  it('tests on another table, in the target’s own units', async () => {
    const csv = await file('train.csv', ['a,b,y', ...plane()].join('\n'));
    const test = await file('test.csv', 'a,b,y\n2,3,1002.5\n4,1,1007.5\n');
    const { stdout } = await kan(['fit', csv, '--target', 'y', '--hidden', 'none', '--test', test, '--json']);
    // The plane is learned exactly, and the test targets are off by 1000.
    const { train, test: tested } = fitJson(stdout);
    expect(train.rmse).toBeLessThan(1e-3);
    expect(tested.rmse).toBeCloseTo(1000, 2);
  });

  it('classifies when the target holds words', async () => {
    const rows = plane(80).map(
      (row) => `${row.split(',').slice(0, 2).join(',')},${Number(row.split(',')[0]) > 3 ? 'high' : 'low'}`,
    );
    const csv = await file('classes.csv', ['a,b,kind', ...rows].join('\n'));
    const split = ['--seed', '0', '--test-fraction', '0.2'];
    const argv = ['fit', csv, '--target', 'kind', '--hidden', '5', '--steps', '40', ...split];
    const { stdout } = await kan([...argv, '--json']);
    const { train, test, shape } = fitJson(stdout);
    expect(shape).toEqual([2, 5, 1]);
    expect(Object.keys(test)).toEqual(['rmse', 'r2', 'crossEntropy', 'accuracy', 'roc_auc', 'confusion']);
    expect(test).toMatchObject({ rmse: null, r2: null, accuracy: 1, roc_auc: 1 });
    const { labels, counts } = test.confusion;
    expect(labels).toEqual(['low', 'high']);
    expect([counts[0][1], counts[1][0], counts[0][0] + counts[1][1]]).toEqual([0, 0, 16]);
    // No surer than 12 rows to choose by allow.
    expect(train.crossEntropy).toBeLessThan(0.08);
    const told = (await kan(argv)).stdout;
    // The same run, told to people.
    const share = `${Number((100 * train.accuracy).toPrecision(3))} %`;
    expect(told).toMatch(/rows\s+accuracy\s+ROC-AUC\s+cross-entropy\n\s+train/);
    expect(told.match(/\n\s+train\w*\s+\d+\s+(.* %)\s+1\s/)?.[1]).toBe(share);
    expect(told).toMatch(
      /Confusion matrix of the test rows.*\n\s+→ low\s+→ high\n\s+low\s+\d+\s+0\n\s+high\s+0\s+\d+\n/,
    );
  });

  it('chooses the size of the network from the data when no layers are given', async () => {
    const rows = plane(80).map((row, i) => `${row},${Math.sin(i * i)}`);
    const csv = await file('line.csv', ['a,b,y,noise', ...rows].join('\n'));
    const { stdout } = await kan(['fit', csv, '--target', 'noise', '--json']);
    const { ladder, shape } = fitJson(stdout);
    expect(ladder!.rungs.map(({ kind }) => kind).slice(0, 2)).toEqual(['constant', 'lines']);
    expect(ladder!.rungs[ladder!.chosen].kind).toBe('constant');
    expect(shape).toEqual([3, 1]);
    const told = (await kan(['fit', csv, '--target', 'noise'])).stderr;
    expect(told).toContain('The inputs do not predict the target');
    const byHand = await kan(['fit', csv, '--target', 'noise', '--hidden', '3', '--steps', '5', '--json']);
    expect(fitJson(byHand.stdout).ladder).toBeUndefined();
    expect(fitJson(byHand.stdout).shape).toEqual([3, 3, 1]);
  });

  it('gives some rows more weight than others, and leaves rows of weight 0 out', async () => {
    // Of two answers to every question, the second counts three times as much: the mean is at 0.75.
    const rows = Array.from({ length: 160 }, (_, i) => `${(i >> 1) / 80},${i % 2},${1 + 2 * (i % 2)}`);
    const csv = await file('answers.csv', ['x,y,w', ...rows, '0.5,1000,0', '0.6,1000,0'].join('\n'));
    const argv = ['fit', csv, '--target', 'y', '--hidden', 'none', '--grid', '2', '--optimizer', 'lm'];
    const flags = ['--weights', 'w', '--test-fraction', '0', '--validation-fraction', '0', '--json'];
    const { stdout, stderr, status } = await kan([...argv, ...flags]);
    expect(status).toBe(0);
    expect(stderr).toContain('note: 2 rows left out: “w” is 0 there.');
    const { train, shape } = fitJson(stdout);
    expect(shape).toEqual([1, 1]);
    // Σw(y − 0.75)²/Σw = (1·0.5625 + 3·0.0625)/4.
    expect(train.rmse).toBeCloseTo(Math.sqrt(0.1875), 6);
    const negative = await file('negative.csv', 'x,y,w\n1,2,1\n2,3,-1\n3,4,1\n');
    expect(await kan(['fit', negative, '--target', 'y', '--weights', 'w'])).toMatchObject({
      status: 2,
      stderr: expect.stringContaining('The weight “w” is -1 in row 2 of negative.csv') as string,
    });
  });

  it.each(['auto', 'lm', 'lbfgs'])(
    'fits several targets at once by %s, and reports the error of each',
    async (optimizer) => {
      const rows = plane(200).map((row, i) => `${row},${1000 * Math.sin(i / 40)},${i / 40}`);
      const csv = await file('two.csv', ['a,b,y,z,t', ...rows].join('\n'));
      const argv = [
        'fit',
        csv,
        '--target',
        'y,z',
        '--optimizer',
        optimizer,
        '--hidden',
        'none',
        '--inputs',
        'a,b,t',
        '--test-fraction',
        '0.2',
      ];
      const { stdout, status } = await kan([...argv, '--json']);
      expect(status).toBe(0);
      const { test, shape } = fitJson(stdout);
      expect(shape).toEqual([3, 2]);
      expect(Object.keys(test)).toEqual(['rmse', 'r2', 'targets']);
      const { y, z } = test.targets;
      // Over both: of scaled values, by the spread over the training rows, which are most of all rows.
      const relative = [y.rmse / spread(rows, 2), z.rmse / spread(rows, 3)];
      expect(test.rmse / Math.hypot(...relative)).toBeCloseTo(Math.SQRT1_2, 1);
      expect(test.r2).toBeCloseTo((y.r2 + z.r2) / 2, 12);
      expect(y.r2).toBeGreaterThan(0.999);
      expect(z.r2).toBeGreaterThan(0.999);
      const told = (await kan(argv)).stdout;
      expect(told).toContain('Over all targets, from scaled values');
      // RMSE and R², which reads as 1 − 8.8·10⁻⁷ where it is near to 1.
      expect(told).toMatch(
        /test\s+40\s+\S+\s+(?:(?:> )?1 − )?\S+\n\s+y\s+\S+\s+(?:(?:> )?1 − )?\S+\n\s+z\s+\S+\s+(?:(?:> )?1 − )?\S+\n/,
      );
    },
  );

  it('uses the inputs that the flags name', async () => {
    const csv = await file('plane.csv', ['a,b,y', ...plane()].join('\n'));
    const shape = async (...flags: string[]): Promise<number[]> =>
      fitJson((await kan(['fit', csv, ...flags, '--steps', '1', '--json'])).stdout).shape;
    const five = ['--hidden', '5'];
    expect(await shape('--target', 'y', '--inputs', 'b', ...five)).toEqual([1, 5, 1]);
    expect(await shape('--target', 'y', '--ignore', 'a', '--hidden', '3,2')).toEqual([1, 3, 2, 1]);
    // The last column of numbers is an input where another one is the target.
    expect(await shape('--target', 'a', ...five)).toEqual([2, 5, 1]);
    expect(await shape('--target', 'a,b', ...five)).toEqual([1, 5, 2]);
  });

  it('reads a file by flags that overrule detection', async () => {
    const csv = await file('plane.txt', plane().join('\n').replaceAll(',', ';').replaceAll('.', ','));
    const argv = ['fit', csv, '--target', 'x3', '--hidden', 'none', '--json'];
    const { stdout } = await kan([...argv, '--no-header', '--delimiter', 'semicolon', '--decimal', 'comma']);
    expect(fitJson(stdout).test.rmse).toBeLessThan(1e-2);
  });

  describe('on Ctrl-C', () => {
    const endless = ['fit', hello, '--target', 'y', '--steps', '1000000', '--optimizer', 'adam'];
    /** Interrupts as soon as a bar tells of a step. */
    const interruptedAfterStep = async (argv: readonly string[]): Promise<Outcome> => {
      const controller = new AbortController();
      return kan(argv, {
        terminalWidth: 80,
        interrupted: controller.signal,
        onStderr: (text) => {
          if (/ [1-9]\d*\/1000000 /.test(text)) controller.abort();
        },
      });
    };

    it('saves the network so far when --out is given: status 0', async () => {
      const out = folder('stopped.kan');
      const { status, stdout, stderr } = await interruptedAfterStep([...endless, '--out', out]);
      expect(status).toBe(0);
      expect(stderr).toMatch(/Interrupted after \d+ steps\.\n/);
      expect(stdout).toContain(`Saved ${out}`);
      expect((await kan(['info', out])).stdout).toMatch(/Trained \d+ steps \(Adam\)/);
    });

    it('says that nothing was saved, and reports the errors: status 1', async () => {
      const { status, stdout, stderr } = await interruptedAfterStep(endless);
      expect(status).toBe(1);
      expect(stderr).toMatch(/Interrupted after \d+ steps\. Without --out no model was saved\./);
      expect(stdout).toMatch(/rows\s+RMSE\s+R²/);
    });

    it('writes nothing before the first step: status 1', async () => {
      const out = folder('never.kan');
      const { status, stdout, stderr } = await kan([...endless, '--out', out], {
        interrupted: AbortSignal.abort(),
      });
      expect({ status, stdout }).toEqual({ status: 1, stdout: '' });
      expect(stderr).toContain('nothing was written');
      await expect(readFile(out)).rejects.toMatchObject({ code: 'ENOENT' });
    });
  });
});

describe('kan check', () => {
  const holed = (): string =>
    [
      'a,copy,y',
      ...Array.from({ length: 60 }, (_, i) =>
        [i % 20 === 2 ? -999 : (i * 7) % 31, (i * 7) % 31, i % 13].join(','),
      ),
    ].join('\n');

  it('reports problems with the flags that mend them, and the flags do so', async () => {
    const csv = await file('log.csv', holed());
    const told = await kan(['check', csv]);
    expect(told.status).toBe(0);
    expect(told.stdout).toMatch(/^log\.csv: 60 rows, 3 columns\nwarning: −999 stands in 3 cells of “a”/);
    const [, marks = ''] = /--missing-marks "(.*)"/.exec(told.stdout) ?? [];
    const mended = await kan(['check', csv, '--missing-marks', marks, '--ignore', 'copy']);
    expect(mended.stdout).not.toContain('stands in');
    expect(mended.stdout).toMatch(/3 of 60 rows \(5\.0 %\) are left out/);
    const filled = await kan(['check', csv, '--missing-marks', marks, '--missing', 'median']);
    expect(filled.stdout).not.toContain('left out');
  });

  it('reports the same as one JSON object, and says when a table has no problems', async () => {
    const told = await kan(['check', await file('log.csv', holed()), '--json']);
    const facts = JSON.parse(told.stdout) as { rows: number; findings: { check: string; count: number }[] };
    expect(facts).toMatchObject({
      rows: 60,
      findings: [{ check: 'sentinels', count: 3 }, { check: 'duplicates' }],
    });
    const fine = await kan(['check', await file('fine.csv', ['a,b,y', ...plane()].join('\n'))]);
    expect(fine.stdout).toMatch(/Nothing is odd about it/);
  });
});

describe('a table from standard input', () => {
  it('is used for training and saved with the model; another is predicted', async () => {
    const model = folder('piped.kan');
    const trained = await kan(
      ['fit', '-', '--target', 'y', '--hidden', 'none', '--out', model, '--test-fraction', '0.2'],
      { stdin: ['a,b,y', ...plane()].join('\n') },
    );
    expect(trained.status).toBe(0);
    expect(trained.stdout).toMatch(/^standard input: 60 rows/);
    const predicted = await kan(['predict', model, '-'], { stdin: 'a,b\n3,2\n' });
    expect(predicted.status).toBe(0);
    expect(Number(predicted.stdout.split('\n')[1])).toBeCloseTo(5, 2);
    // Needs the table that was trained on.
    const refined = await kan(['refine', model, '--grid', '6', '--out', folder('finer.kan')]);
    expect(refined).toMatchObject({ status: 0, stdout: expect.stringContaining('Saved') as string });
  });

  it('must be a single table and not empty', async () => {
    const twice = await kan(['fit', '-', '--test', '-', '--target', 'y'], {
      stdin: ['a,b,y', ...plane()].join('\n'),
    });
    expect(twice).toMatchObject({ status: 2, stderr: expect.stringContaining('one table') as string });
    const empty = await kan(['fit', '-', '--target', 'y']);
    expect(empty).toMatchObject({ status: 2, stderr: expect.stringContaining('empty') as string });
  });
});

describe('kan predict', () => {
  it('predicts in the target’s own units, row by row, and warns', async () => {
    const csv = await file('plane.csv', ['a,b,y', ...plane()].join('\n'));
    const model = folder('plane.kan');
    await kan(['fit', csv, '--target', 'y', '--hidden', 'none', '--out', model]);
    const fresh = await file('new.csv', 'b,extra,a\n2,x,3\n,y,3\n1,z,100\n');
    const out = folder('predictions.csv');
    const { status, stdout, stderr } = await kan(['predict', model, fresh, '--out', out]);
    expect({ status, stdout }).toEqual({ status: 0, stdout: '' });
    const [header, first, second, third, end] = (await readFile(out, 'utf8')).split('\n');
    expect([header, second, end]).toEqual(['y_predicted', '""', '']);
    expect(Number(first)).toBeCloseTo(5, 2);
    expect(third).not.toBe('');
    expect(stderr).toContain('1 of 3 rows lack an input');
    expect(stderr).toMatch(/warning: a: 1 row lies outside .* where the network was trained/);
    expect(stderr).not.toContain('warning: b');
    const known = await kan(['predict', model, csv]);
    expect(known.stdout.split('\n')).toHaveLength(62);
    expect(known.stderr).toContain('The table has the targets too');
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
    expect(stdout).toContain('Predicts y from');
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
      targets: ['y'],
      data: { fileName: 'plane.csv' },
    });
    const [[low, high]] = json.inputs.map((input) => input.range);
    expect(low).toBeCloseTo(0, 0);
    expect(high).toBeCloseTo(7, 0);
    expect(json.history).toHaveLength(2);
  });
});

describe('errors', () => {
  it.each([
    [
      ['fit', hello],
      '',
      'kan fit needs a target.\n  Add --target and one of “x1”, “x2”, “y”; for example --target "y".',
    ],
    [['fit'], '', 'kan fit needs a CSV file.'],
    [['fit', hello, 'more.csv', '--target', 'y'], '', 'takes no further argument “more.csv”'],
    [['fit', hello, '-o'], '', 'There is no flag “-o”.\n  Add --help to see all flags.'],
    [['fit', hello, '--taget', 'y'], '', 'There is no flag “--taget”.\n  Did you mean “--target”?'],
    [['fit', hello, '--target', 'y', '--zzzzzzzzzz'], '', 'Add --help to see all flags.'],
    [['fit', hello, '--target'], '', '--target needs a value.'],
    [['fit', hello, '--target', '--json'], '', '--target needs a value.'],
    [['fit', hello, '--target', 'y', '--json=yes'], '', '--json takes no value.'],
    [['fit', hello, '--target', 'z'], '', 'There is no column “z” in hello-kan.csv.'],
    [['fit', hello, '--target', 'y', '--ignore', 'x3'], '', 'There is no column “x3”'],
    [
      ['fit', hello, '--target', 'y', '--ignore', 'x1,x2'],
      '',
      'hello-kan.csv has no column that can be an input',
    ],
    [
      ['fit', hello, '--target', 'y', '--grid', '0'],
      '',
      '--grid takes a whole number from 1 to 200, not “0”.',
    ],
    [['fit', hello, '--target', 'y', '--grid', '5.5'], '', '--grid takes a whole number'],
    [['fit', hello, '--target', 'y', '--seed', '-1'], '', '--seed takes a whole number'],
    [['fit', hello, '--target', 'y', '--hidden', '5,x'], '', '--hidden takes “none” or whole numbers'],
    [
      ['fit', hello, '--target', 'y', '--test-fraction', '1.5'],
      '',
      '--test-fraction takes a number from 0 to 0.9',
    ],
    [['fit', hello, '--target', 'y', '--lamb', ''], '', '--lamb takes a number'],
    [['fit', hello, '--target', 'y', '--optimizer', 'lbgfs'], '', 'Did you mean “lbfgs”?'],
    [['fit', hello, '--target', 'y', '--delimiter', 'x'], '', 'Choices: comma, semicolon, tab, pipe, space.'],
    [
      ['fit', hello, '--target', 'y', '--test', 't.csv', '--test-fraction', '0.1'],
      '',
      'cannot be used together',
    ],
    [['fit', 'no-such.csv', '--target', 'y'], '', 'no-such.csv'],
    [['fit', hello, '--target', 'y', '--out', hello], '', 'it is an input of this command'],
    [['fit', hello, '--target', 'y', '--out', '/no/such/folder/a.kan'], '', 'its folder is missing'],
    [['predict', hello], '', 'kan predict needs csv.'],
    [['predict', hello, hello], '', 'is not a KAN Studio project'],
    [['predict', 'no-such.kan', hello], '', '“no-such.kan” could not be read: it is not there.'],
    [['info'], '', 'kan info needs model.kan.'],
    [['fti'], '', 'There is no command “fti”.\n  Did you mean “kan fit”?'],
  ])('%j', async (argv, stdout, message) => {
    const outcome = await kan(argv);
    expect(outcome.status).toBe(2);
    expect(outcome.stdout).toBe(stdout);
    expect(outcome.stderr).toContain(message);
    expect(outcome.stderr).toMatch(/^kan: /);
  });

  it('says why no column is left as an input', async () => {
    const rows = Array.from({ length: 60 }, (_, i) => `B12,note ${i} of ${i * i},lot ${i % 30},${i}`);
    const path = await file('flat.csv', `room,remark,lot,y\n${rows.join('\n')}\n`);
    const { status, stderr } = await kan(['fit', path, '--target', 'y']);
    expect(status).toBe(2);
    expect(stderr).toContain(
      '“room” is the same in every row; “remark” is free text; “lot” has 30 labels; an input can have at most 20.',
    );
  });

  it('says that the model’s table was not found, and how to name it', async () => {
    const path = await file(
      'line.csv',
      `x,y\n${Array.from({ length: 30 }, (_, i) => `${i},${2 * i}`).join('\n')}\n`,
    );
    await mkdir(folder('models'));
    const model = folder('models', 'line.kan');
    await kan(['fit', path, '--target', 'y', '--steps', '2', '--out', model]);
    // As a large table, which is not saved inside.
    await writeProject(model, { ...(await readProject(model)), embedded: null }, 'a test');
    const lost = await kan(['suggest', model, '--edge', '0,0,0']);
    expect(lost.status).toBe(2);
    expect(lost.stderr).toBe(
      'kan: The model’s table line.csv is neither inside line.kan nor in its folder.\n  Give it with --data <csv>.\n',
    );
    const none = await kan(['swap', model, '--data', path]);
    expect(none.stderr).toContain('--nodes is missing.');
  });

  it('errors of large targets are written in powers of ten', async () => {
    const rows = Array.from({ length: 40 }, (_, i) => `${i},${1e12 * Math.sin(i)}`);
    const path = await file('large.csv', `x,y\n${rows.join('\n')}\n`);
    const { stdout } = await kan(['fit', path, '--target', 'y', '--steps', '1']);
    expect(stdout).toMatch(/train +28 +\d(?:\.\d+)?·10¹[⁰¹²] /);
  });

  it('a model cannot be written to the path of a folder', async () => {
    await mkdir(folder('sub'));
    const { status, stderr } = await kan(['fit', hello, '--target', 'y', '--out', folder('sub')]);
    expect(status).toBe(2);
    expect(stderr).toContain('it is a folder');
  });
});

describe('help', () => {
  it.each([
    ['--help'],
    ['-h'],
    ['help'],
    ['fit', '--help'],
    ['predict', '-h'],
    ['info', '--help'],
    ['help', 'fit'],
  ])('%s %s', async (...argv) => {
    const { status, stdout, stderr } = await kan(argv.filter((part) => part !== undefined));
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(stdout).toContain('kan ');
  });

  it('names every flag of fit', async () => {
    const { stdout } = await kan(['fit', '--help']);
    const promised =
      'target inputs ignore weights task hidden grid order optimizer steps lamb seed test-fraction test out json'.split(
        ' ',
      );
    for (const flag of promised) expect(stdout).toContain(`--${flag}`);
    expect(stdout).toContain(
      'Ctrl-C ends training and keeps the best model so far. The status is then 0 where --out saved it',
    );
  });

  it('without arguments it shows help, with a status of its own', async () => {
    expect((await kan([])).status).toBe(2);
  });

  it('the version is package.json’s', async () => {
    expect(await kan(['--version'])).toEqual({ status: 0, stdout: `${packageJson.version}\n`, stderr: '' });
  });
});
