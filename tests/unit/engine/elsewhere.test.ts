/**
 * What users of other programs run into, each caused here through the contract; numbers are pykan's issues. See also
 * symbolic/faults (218, 379: domains; 269, 149: pruning; PR 415: small sines; 404, 472: products; 422: x⁶),
 * kan/leastSquares (300, 346, 364) and train/auto (165).
 */
import { writeFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import type { DataSetup } from '../../../shared/contract/schemas/setups.ts';
import { seededRandom } from '../../../shared/random.ts';
import {
  changed,
  dataSetup,
  networkSetup,
  openStudio,
  prepared,
  table,
  train,
  useStudioFolder,
  type Studio,
} from './studio.ts';

const folder = useStudioFolder();

async function withRows(
  header: string,
  lines: readonly string[],
  roles: Partial<DataSetup>,
): Promise<Studio> {
  await writeFile(folder('hello.csv'), [header, ...lines, ''].join('\n'));
  const studio = openStudio(folder());
  await studio.client.call('data.load', { file: table, overrides: {} });
  await studio.client.call('data.prepare', { ...dataSetup, ...roles });
  await changed(studio.client, 'model.create', networkSetup);
  return studio;
}

/** Columns that make least squares deficient: a constant, a copy, two values, far from 0, a few distinct values. */
function awkward(rows: number): string[] {
  const random = seededRandom(3);
  return Array.from({ length: rows }, (_, i) => {
    const x = random.next();
    const level = i % 3;
    return [x, 7, x, i % 2, 1e8 + x, level, Math.sin(5 * x) + level].join(',');
  });
}
const awkwardHeader = 'x,constant,copy,binary,far,level,y';
const awkwardInputs = ['x', 'constant', 'copy', 'binary', 'far', 'level'];

describe('problems known from other programs', () => {
  it.each(['lm', 'lbfgs', 'adam', 'auto'] as const)(
    'no NaN in fit by %s, and no deficient grid update, whatever the columns (218, 379, 510, 300, 346, 364)',
    async (optimizer) => {
      const { client } = await withRows(awkwardHeader, awkward(120), { inputs: awkwardInputs });
      await train(client, { optimizer, steps: 30, updateGrid: true });
      const { scores, training } = await client.call('session.snapshot', undefined);
      expect(training.status).toBe('finished');
      expect(training.points.every(({ train: error }) => Number.isFinite(error))).toBe(true);
      for (const { rmse } of [scores!.train, scores!.validation, scores!.test]) expect(rmse).toBeLessThan(1);
      const refined = await changed(client, 'model.edit', { edit: { type: 'refine', grid: 40 }, refit: 5 });
      expect(refined.grid).toBe(40);
      const after = await client.call('session.snapshot', undefined);
      expect(Number.isFinite(after.scores?.test.rmse)).toBe(true);
    },
  );

  it('a formula that predicts worse than the network says so (206)', async () => {
    const { client } = await prepared(folder());
    await changed(client, 'model.create', { ...networkSetup, hidden: [] });
    await train(client, { optimizer: 'lm', steps: 30 });
    const network = (await client.call('session.snapshot', undefined)).scores!;
    for (const input of [0, 1]) {
      const edge = { layer: 0, input, output: 0 };
      const edit = { type: 'fix' as const, edges: [edge], function: 'x', affine: null };
      const preview = await client.call('model.preview', { edit, refit: 0 });
      expect(preview.after).toBeGreaterThan(preview.before);
      await changed(client, 'model.edit', { edit, refit: 0 });
    }
    const { formulas } = await client.call('formula.current', undefined);
    expect(formulas[0].testError).toBeGreaterThan(network.test.rmse! * 1.05);
    const { scores } = await client.call('session.snapshot', undefined);
    // The formula with all digits is the network; as it is written, no error differs by more than 5e-5 of itself.
    expect(formulas[0].unrounded.test).toBeCloseTo(scores!.test.rmse!, 8);
    expect(Math.abs(formulas[0].testError / scores!.test.rmse! - 1)).toBeLessThan(5e-5);
  });

  it('fixing one edge takes megabytes, not a hundred gigabytes (550)', async () => {
    const random = seededRandom(1);
    const lines = Array.from({ length: 100_000 }, () => {
      const x = random.next();
      return `${x},${random.next()},${Math.sin(6 * x)}`;
    });
    const { client } = await withRows('x1,x2,y', lines, {});
    const edge = { layer: 0, input: 0, output: 0 };
    await client.call('edge.inspect', edge);
    const before = process.memoryUsage().rss;
    await client.call('edge.suggest', { edge, functions: [] });
    const edit = { type: 'fix' as const, edges: [edge], function: 'sin', affine: null };
    await changed(client, 'model.edit', { edit, refit: 0 });
    expect(process.memoryUsage().rss - before).toBeLessThan(400e6);
  });

  it('a grid as fine as the rows allow does not follow the noise, and the best step is kept (165)', async () => {
    const random = seededRandom(6);
    const lines = Array.from({ length: 90 }, () => {
      const x = random.next();
      return `${x},${Math.sin(5 * x) + 0.2 * random.normal()}`;
    });
    const { client } = await withRows('x,y', lines, { inputs: ['x'] });
    await changed(client, 'model.create', { hidden: [], grid: 60, order: 3, seed: 1 });
    await train(client, { optimizer: 'lm', steps: 60 });
    const { scores } = await client.call('session.snapshot', undefined);
    expect(scores!.test.rmse).toBeLessThan(0.4);
    await changed(client, 'model.create', { hidden: [], grid: 5, order: 3, seed: 1 });
    await train(client, { optimizer: 'auto', steps: 200 });
    const auto = await client.call('session.snapshot', undefined);
    expect(auto.scores!.test.rmse).toBeLessThan(0.3);
  });

  it('inputs far outside the trained range give finite predictions that are flagged (263, 385)', async () => {
    const { client, engine } = await prepared(folder());
    await train(client, { optimizer: 'lm', steps: 30 });
    await writeFile(folder('far.csv'), 'x1,x2\n3,10\n1e6,10\n3,-1e12\n');
    engine.grant('far-table-id', folder('far.csv'), false);
    const view = await client.call('predict.preview', { file: 'far-table-id', overrides: {} });
    expect(view.outside).toBe(2);
    expect(view.preview.map((row) => row[3])).toEqual(['', 'x1', 'x2']);
    expect(view.preview.every((row) => Number.isFinite(Number(row[2])) && row[2] !== '')).toBe(true);
    const profile = await client.call('evaluation.profile', { output: 0, at: [1e6, null] });
    expect(profile.outside).toEqual(['x1']);
    expect(Number.isFinite(profile.prediction)).toBe(true);
  });
});
