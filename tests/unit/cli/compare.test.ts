/** `kan compare`, and `kan fit --phases`. */
import { writeFile } from 'node:fs/promises';
import { beforeAll, describe, expect, it } from 'vitest';
import { kan } from '../../support/kan.ts';
import { kanName } from '../../../shared/results/comparedModels.ts';
import { seededRandom } from '../../../shared/random.ts';
import { useCountedTime } from '../../support/countedTime.ts';
import { useFolder } from '../../support/folder.ts';

const folder = useFolder('all tests');
useCountedTime();
let numbers: string;
let classes: string;

beforeAll(async () => {
  [numbers, classes] = ['numbers.csv', 'classes.csv'].map((name) => folder(name));
  const random = seededRandom(3);
  const rows = Array.from({ length: 120 }, (_, row) => {
    const x = 2 * random.next() - 1;
    return { part: row < 60 ? 'first' : 'second', x: row < 60 ? x - 1 : x + 1 };
  });
  const y = ({ x }: { readonly x: number }): number => 1000 + 50 * Math.sin(2 * x);
  await writeFile(
    numbers,
    ['part,x,y', ...rows.map((row) => `${row.part},${row.x},${y(row)}`), ''].join('\n'),
  );
  const label = ({ x }: { readonly x: number }): string => (Math.sin(2 * x) > 0 ? 'up' : 'down');
  await writeFile(classes, ['x,sign', ...rows.map((row) => `${row.x},${label(row)}`), ''].join('\n'));
});

interface ModelJson {
  readonly hidden: readonly number[];
  readonly parameters: number;
  readonly seconds: number;
  readonly test: { readonly rmse: number | null; readonly crossEntropy?: number; readonly accuracy?: number };
}

interface SizesJson {
  readonly kan: SeriesJson;
  readonly mlp: SeriesJson;
  readonly paper_slope: number;
  readonly verdict: string;
}
interface SeriesJson {
  readonly points: readonly { readonly name: string; readonly parameters: number; readonly rmse: number }[];
  readonly slope: number | null;
}

const quick = ['--mlp-seconds', '1', '--steps', '20', '--json'] as const;

describe('kan compare', () => {
  it('reports the network and each MLP with parameters, seconds and the error in the target’s unit', async () => {
    const { status, stdout } = await kan(
      ...['compare', numbers, '--target', 'y', '--ignore', 'part', '--hidden', 'none', ...quick],
    );
    expect(status).toBe(0);
    const json = JSON.parse(stdout) as { kan: ModelJson; mlp: ModelJson[]; verdict: string };
    const model = {
      parameters: expect.any(Number) as number,
      seconds: expect.any(Number) as number,
      test: { rmse: expect.any(Number) as number },
    };
    expect(json.kan).toMatchObject(model);
    for (const mlp of json.mlp)
      expect(mlp).toMatchObject({ ...model, hidden: expect.any(Array) as number[] });
    expect(json.kan.hidden).toEqual([]);
    expect(json.kan.test.rmse).toBeLessThan(5);
    expect(json.mlp.map(({ hidden }) => hidden)).toContainEqual([64, 64]);
    for (const { parameters, seconds, test } of json.mlp) {
      expect(parameters).toBeGreaterThan(0);
      expect(seconds).toBeGreaterThan(0);
      expect(test.rmse).toBeGreaterThan(0);
    }
    // The spread of the target is 35.
    expect(Math.min(...json.mlp.map(({ test }) => test.rmse!))).toBeLessThan(3);
    expect(json.verdict).toContain('test rows');
  });

  it('counts the parameters of an automatic model as kan fit does', async () => {
    const table = folder('lines.csv');
    const line = (_: unknown, row: number): string => `${row / 60},${row / 20 + Math.sin(row * row)}`;
    await writeFile(table, ['x,y', ...Array.from({ length: 120 }, line), ''].join('\n'));
    const { stdout } = await kan('compare', table, '--target', 'y', '--mlp-seconds', '1', '--json');
    const compared = JSON.parse(stdout) as { readonly kan: ModelJson };
    const fitted = JSON.parse((await kan('fit', table, '--target', 'y', '--json')).stdout) as ModelJson & {
      readonly rung: string;
    };
    expect(fitted.rung).toBe('Straight lines');
    expect(compared.kan.parameters).toBe(2);
    expect(fitted.parameters).toBe(2);
  });

  it('compares the cross-entropy of classes', async () => {
    const { status, stdout } = await kan('compare', classes, '--target', 'sign', '--hidden', '2', ...quick);
    expect(status).toBe(0);
    const { mlp } = JSON.parse(stdout) as { mlp: ModelJson[] };
    expect(Math.max(...mlp.map(({ test }) => test.accuracy!))).toBeGreaterThan(0.9);
    for (const { test } of mlp) expect(test.crossEntropy).toBeLessThan(1);
  });

  it('gives the errors of growing networks and MLPs with their slopes', async () => {
    const { status, stdout } = await kan(
      ...['compare', numbers, '--target', 'y', '--ignore', 'part', '--hidden', 'none', '--sizes', ...quick],
    );
    expect(status).toBe(0);
    const { sizes } = JSON.parse(stdout) as { sizes: SizesJson };
    const { kan: own, mlp, paper_slope } = sizes;
    expect(paper_slope).toBe(-4);
    // A finer grid has more parameters than the 84 training rows.
    expect(own.points.map(({ name }) => name)).toEqual(['grid 3', 'grid 5', 'grid 10', 'grid 20', 'grid 40']);
    expect(own.points.map(({ parameters }) => parameters)).toEqual([8, 10, 15, 25, 45]);
    expect(own.points[3].rmse).toBeLessThan(own.points[0].rmse / 10);
    expect(own.slope).toBeLessThan(-2);
    // MLPs 1 × 1 have about as many parameters as both of the first two grids.
    expect(mlp.points).toHaveLength(4);
    expect(sizes.verdict).toContain('falls with the power');
  });

  it('has no slopes for classes', async () => {
    const flags = ['--target', 'sign', '--hidden', 'none', '--sizes', ...quick];
    const { status, stderr } = await kan('compare', classes, ...flags);
    expect(status).toBe(2);
    expect(stderr).toContain('The error against the size is for numbers, not for classes.');
  });

  it('needs test rows', async () => {
    const { status, stderr } = await kan(
      ...['compare', numbers, '--target', 'y', '--hidden', 'none', '--test-fraction', '0', ...quick],
    );
    expect(status).toBe(2);
    expect(stderr).toContain('There are no test rows to compare on.');
  });

  it('refuses a wrong time before it trains', async () => {
    const { status, stdout, stderr } = await kan('compare', numbers, '--target', 'y', '--mlp-seconds', '0.1');
    expect([status, stdout]).toEqual([2, '']);
    expect(stderr).toMatch(/^kan: --mlp-seconds takes a whole number/u);
  });

  it('needs a target', async () => {
    expect((await kan('compare', numbers)).stderr).toContain('kan compare needs a target.');
  });
});

describe('kan fit --phases', () => {
  it('gives the errors after each phase on the rows of each phase, of all rows', async () => {
    const { status, stdout } = await kan(
      'fit',
      numbers,
      '--target',
      'y',
      '--phases',
      'part',
      '--phase-steps',
      '30',
      '--json',
    );
    expect(status).toBe(0);
    const { phases, values, rows } = JSON.parse(stdout) as {
      phases: { kan: number[][]; mlp: number[][] };
      values: string[];
      rows: number[];
    };
    expect(values).toEqual(['first', 'second']);
    expect(rows).toEqual([60, 60]);
    for (const matrix of [phases.kan, phases.mlp]) {
      expect(matrix.map((row) => row.length)).toEqual([2, 2]);
      for (const error of matrix.flat()) expect(error).toBeGreaterThan(0);
    }
    expect(phases.kan[1][1]).toBeLessThan(1);
  });

  it('prints them as tables', async () => {
    const { stdout } = await kan('fit', numbers, '--target', 'y', '--phases', 'part', '--phase-steps', '5');
    expect(stdout).toContain('KAN, no hidden layer');
    expect(stdout).toContain('after part');
  });

  it.each([
    [['--out', 'model.kan'], '--phases and --out cannot be used together.'],
    [['--symbolic'], '--phases and --symbolic cannot be used together.'],
    [['--inputs', 'x,part'], '“part” is the column of the phases, so it cannot be an input or a target.'],
  ])('is refused with %j', async (flags, message) => {
    const { status, stderr } = await kan('fit', numbers, '--target', 'y', '--phases', 'part', ...flags);
    expect(status).toBe(2);
    expect(stderr).toContain(message);
  });
});

it('calls a network without hidden layers KAN', () => {
  expect(kanName([])).toBe('KAN');
  expect(kanName([5, 3])).toBe('KAN [5, 3]');
});
