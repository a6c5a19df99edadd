/** `kan fit`: a network from a table, with its errors, files and flags. */
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { kanWith as kan, type Outcome } from '../../support/kan.ts';
import { useFolder, writerInto } from '../../support/folder.ts';
import { fitJson } from './fitJson.ts';
import { plane } from './tables.ts';

const hello = fileURLToPath(new URL('../../../examples/hello-kan.csv', import.meta.url));

const folder = useFolder();
const file = writerInto(folder);

describe('kan fit', () => {
  it('uses the model that --rung names, whichever the run chooses', async () => {
    const rows = Array.from({ length: 60 }, (_, i) => {
      const x = (i * 7) % 30;
      return `${x},${x * x + 3 * Math.sin(9 * i)}`;
    });
    const csv = await file('parabola.csv', ['x,y', ...rows].join('\n'));
    const fitted = ['fit', csv, '--target', 'y', '--validation-fraction', '0'];
    const chosen = await kan(fitted);
    expect(chosen.stdout).toMatch(/\* Law with a name/);
    expect(chosen.stdout).toContain('A law with a name is enough: proportion to a square (1 constant).');
    // The network is described once, after the run has chosen it, and the sentence on the choice is no note too.
    expect(chosen.stdout.match(/^Network .*/gm)).toEqual([
      expect.stringMatching(/^Network 1 → 1, grid \d+, order 3: 1 edge, 1 parameter$/),
    ]);
    expect(chosen.stderr).not.toContain('note: ');
    const named = await kan([...fitted, '--rung', 'Straight lines']);
    expect(named.stdout).toContain(
      'You use the model “Straight lines”; the automatic choice was “Law with a name”.',
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
      'base_function',
      'steps',
      'seconds',
      'train',
      'test',
      'importance',
      'importance_rows',
      'importance_row_count',
      'importance_error',
      'seed',
      'engine',
      'device',
      'remarks',
    ]);
    expect(json).toMatchObject({ shape: [2, 5, 1], edges: 15, parameters: 150, steps: 50, seed: 0 });
    expect(Object.keys(json.test)).toEqual(['rmse', 'r2']);
    // The target spans 0.4 … 7.3; each of the seeds 0 to 4 was below 0.055.
    expect(json.test.rmse).toBeLessThan(0.06);
    expect(json.test.r2).toBeGreaterThan(0.998);
    expect(json.train.rmse).toBeLessThan(0.06);
  });

  it('tells the same errors as kan info, and no validation error where no row is for it', async () => {
    const csv = await file('plane.csv', ['a,b,y', ...plane()].join('\n'));
    const out = folder('plane.kan');
    const fitted = await kan([
      'fit',
      csv,
      '--target',
      'y',
      '--validation-fraction',
      '0',
      '--out',
      out,
      '--json',
    ]);
    const { train, test, held_out, parameters } = JSON.parse(fitted.stdout) as Record<string, unknown>;
    const info = JSON.parse((await kan(['info', out, '--json'])).stdout) as Record<string, unknown>;
    expect(info).toMatchObject({ train, test, held_out, parameters, validation: null });
  });

  it('trains with the residual function that --base-function names', async () => {
    const csv = await file('plane.csv', ['a,b,y', ...plane()].join('\n'));
    const out = folder('straight.kan');
    const fitted = ['fit', csv, '--target', 'y', '--hidden', '2', '--steps', '30', '--out', out];
    const straight = await kan([...fitted, '--base-function', 'identity']);
    expect(straight.status).toBe(0);
    expect(straight.stdout).toMatch(/^Network 2 → 2 → 1, .*, residual function identity: 6 edges, 60 param/m);
    expect((await kan(['info', out, '--json'])).stdout).toContain('"base_function":"identity"');
    // Without one there is nothing to scale: one parameter less for each edge.
    const none = await kan([...fitted, '--base-function', 'zero']);
    expect(none.stdout).toMatch(/^Network 2 → 2 → 1, .*, residual function zero: 6 edges, 54 parameters/m);
    const unknown = await kan([...fitted, '--base-function', 'cube']);
    expect(unknown.status).toBe(2);
    expect(unknown.stderr).toMatch(/silu.*identity.*zero/);
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
    expect(told.match(/\n\s+train\w*\s+\d+\s+(.* %)\s+1\.000\s/)?.[1]).toBe(share);
    expect(told).toMatch(
      /Confusion matrix of the test rows.*\n\s+→ low\s+→ high\n\s+low\s+\d+\s+0\n\s+high\s+0\s+\d+\n/,
    );
  });

  it('counts a column of labels as one input in every shape, and says the rows and the error that importance begins from', async () => {
    const rows = plane(200).map((row, i) => `${row},${'pqr'[i % 3]}`);
    const csv = await file('labels.csv', ['a,b,y,kind', ...rows].join('\n'));
    const out = folder('labels.kan');
    const { stdout } = await kan(['fit', csv, '--target', 'y', '--json', '--out', out]);
    const json = JSON.parse(stdout) as ReturnType<typeof fitJson> & Record<string, unknown>;
    const info = JSON.parse((await kan(['info', out, '--json'])).stdout) as Pick<typeof json, 'ladder'>;
    for (const { rungs } of [json.ladder!, info.ladder!])
      expect(rungs.map(({ shape }) => shape[0])).toEqual(rungs.map(() => 3));
    expect(json.shape[0]).toBe(3);
    // The network was trained on the validation rows too; 15 % of 200 rows are for testing.
    expect(json).toMatchObject({ importance_rows: 'held_out', importance_row_count: 30 });
    expect(json['importance_error']).toBeCloseTo(json.test.rmse, 12);
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
    expect(told).toContain('The rows do not show that the inputs predict the target');
    const byHand = await kan(['fit', csv, '--target', 'noise', '--hidden', '3', '--steps', '5', '--json']);
    expect(fitJson(byHand.stdout).ladder).toBeUndefined();
    expect(fitJson(byHand.stdout).shape).toEqual([3, 3, 1]);
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
      expect(stderr).toMatch(/warning: Interrupted after \d+ steps?: this is the best found so far\.\n/);
      expect(stdout).toContain(`Saved ${out}`);
      expect((await kan(['info', out])).stdout).toMatch(/Trained \d+ steps? \(Adam\)/);
    });

    it('says that nothing was saved, and reports the errors: status 130', async () => {
      const { status, stdout, stderr } = await interruptedAfterStep(endless);
      expect(status).toBe(130);
      expect(stderr).toMatch(
        /Interrupted after \d+ steps?: this is the best found so far\. Without --out no model was saved\./,
      );
      expect(stdout).toMatch(/rows\s+RMSE\s+R²/);
    });

    it('writes nothing before the first step: status 130', async () => {
      const out = folder('never.kan');
      const { status, stdout, stderr } = await kan([...endless, '--out', out], {
        interrupted: AbortSignal.abort(),
      });
      expect({ status, stdout }).toEqual({ status: 130, stdout: '' });
      expect(stderr).toContain('nothing was saved');
      await expect(readFile(out)).rejects.toMatchObject({ code: 'ENOENT' });
    });
  });
});
