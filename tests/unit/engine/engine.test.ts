import { readFile, symlink, writeFile } from 'node:fs/promises';
import { describe, expect, it, vi } from 'vitest';
import type { EngineEvents } from '../../../shared/contract/engine.ts';
import type { CurvesView, ModelView } from '../../../shared/contract/views/network.ts';
import {
  changed,
  connectTo,
  dataSetup,
  networkSetup,
  openStudio,
  prepared,
  table,
  train,
  trainingSetup,
  useStudioFolder,
} from './studio.ts';
import { rejection } from '../../support/rejection.ts';

const folder = useStudioFolder();

describe('data', () => {
  it('previews, loads with progress, prepares', async () => {
    const { client } = openStudio(folder());
    const progress: number[] = [];
    client.on('data.progress', (value) => progress.push(value.rows));
    const preview = await client.call('data.preview', { file: table, overrides: {} });
    expect(preview.columns.map((column) => column.name)).toEqual(['x1', 'x2', 'y']);
    const loaded = await client.call('data.load', { file: table, overrides: {} });
    expect(loaded).toMatchObject({ rows: 300, suggestedTargets: ['y'], suggestedInputs: ['x1', 'x2'] });
    const dataset = await client.call('data.prepare', dataSetup);
    expect(dataset.rows).toEqual({ train: 180, validation: 60, test: 60, dropped: 0 });
    await vi.waitFor(() => expect(progress.at(-1)).toBe(300));
  });

  it('of two set-ups sent at once the newer one counts', async () => {
    const { client } = await prepared(folder());
    const older = rejection(client.call('data.prepare', { ...dataSetup, inputs: ['x1'] }));
    const newer = await client.call('data.prepare', { ...dataSetup, inputs: ['x1'], weights: 'x2' });
    expect((await older).kind).toBe('cancelled');
    expect(newer.inputs).toEqual(['x1']);
    expect((await client.call('session.snapshot', undefined)).setup?.weights).toBe('x2');
  });

  it('weights that are set after training are told with the errors that they weigh', async () => {
    const { client } = await prepared(folder());
    await client.call('data.prepare', { ...dataSetup, inputs: ['x1'] });
    const told = async () =>
      (await client.call('session.snapshot', undefined)).history.revisions.at(-1)?.measure;
    await client.call('model.create', networkSetup);
    expect(await told()).toEqual({ kind: 'RMSE', targets: ['y'], weighing: null });
    await client.call('data.prepare', { ...dataSetup, inputs: ['x1'], weights: 'x2' });
    const measure = { kind: 'RMSE', targets: ['y'] };
    expect(await told()).toEqual({ ...measure, weighing: { column: 'x2', holds: 'weight' } });
  });

  it('a cancelled load keeps the previous table', async () => {
    const { client } = await prepared(folder());
    await writeFile(folder('hello.csv'), 'a,b\n' + '1,2\n'.repeat(400_000));
    const controller = new AbortController();
    const call = client.call('data.load', { file: table, overrides: {} }, controller.signal);
    setTimeout(() => controller.abort(), 5);
    expect((await rejection(call)).kind).toBe('cancelled');
    expect((await client.call('session.snapshot', undefined)).table?.rows).toBe(300);
  });

  it('a project is not saved over the table that it is made from, through a link either', async () => {
    const { client, engine } = await prepared(folder());
    await symlink(folder('hello.csv'), folder('link.kan'));
    for (const name of ['hello.csv', 'link.kan']) {
      engine.grant('over-table-id', folder(name), true);
      expect((await rejection(client.call('project.save', { file: 'over-table-id' }))).code).toBe(
        'file.same',
      );
    }
    expect(await readFile(folder('hello.csv'), 'utf8')).toMatch(/^x1,x2,y\n/u);
  });

  it('a file that was not granted, or granted only for reading, is refused', async () => {
    const { client, engine } = await prepared(folder());
    const unknown = await rejection(client.call('data.load', { file: 'never-granted', overrides: {} }));
    expect(unknown).toMatchObject({ kind: 'user', code: 'file.unknown' });
    engine.grant('read-only-id', folder('a.kan'), false);
    expect((await rejection(client.call('project.save', { file: 'read-only-id' }))).code).toBe(
      'file.read-only',
    );
  });

  it('calls in the wrong order say what must come first', async () => {
    const { client } = openStudio(folder());
    expect((await rejection(client.call('data.prepare', dataSetup))).code).toBe('data.none');
    expect((await rejection(changed(client, 'model.create', networkSetup))).code).toBe('data.none');
    await client.call('data.load', { file: table, overrides: {} });
    await client.call('data.prepare', dataSetup);
    for (const call of [
      client.call('train.start', trainingSetup),
      client.call('train.step', trainingSetup),
      client.call('edge.inspect', { layer: 0, input: 0, output: 0 }),
    ]) {
      expect((await rejection(call)).code).toBe('model.none');
    }
    expect((await rejection(client.call('train.resume', undefined))).code).toBe('train.idle');
    await client.call('train.pause', undefined);
    await client.call('train.stop', undefined);
    expect((await client.call('session.snapshot', undefined)).training.status).toBe('idle');
  });

  it('other inputs remove the current model; the same data keep it and score it again', async () => {
    const { client } = await prepared(folder());
    await train(client);
    const before = await client.call('session.snapshot', undefined);
    await client.call('data.prepare', { ...dataSetup });
    const same = await client.call('session.snapshot', undefined);
    expect(same.model?.revision).toBe(before.model?.revision);
    expect(same.scores).toEqual(before.scores);
    await client.call('data.prepare', { ...dataSetup, inputs: ['x1'] });
    const other = await client.call('session.snapshot', undefined);
    expect(other.model).toBeNull();
    expect(other.scores).toBeNull();
    expect(other.history.revisions).toHaveLength(2);
    const model = await changed(client, 'model.create', networkSetup);
    expect(model.shape).toEqual([1, 5, 1]);
  });

  it('tells of a new network before it is measured, with no number that is not measured yet', async () => {
    const { client } = await prepared(folder());
    const told: EngineEvents['model'][] = [];
    const off = client.on('model', (event) => void told.push(event));
    await client.call('model.create', { ...networkSetup, hidden: [3] });
    off();
    expect(told.length).toBe(2);
    const [first, last] = told;
    expect(first.model.shape).toEqual([2, 3, 1]);
    expect(first.scores).toBeNull();
    expect(first.history.revisions.at(-1)).toMatchObject({ id: first.model.revision, scores: null });
    expect(first.model.edges.every(({ score }) => Number.isNaN(score))).toBe(true);
    expect(
      first.model.nodes.slice(0, -1).every((layer) => layer.every(({ score }) => Number.isNaN(score))),
    ).toBe(true);
    // The same network, now measured.
    const scores = (model: ModelView) => model.edges.map(({ score }) => score);
    expect({ ...last.model, edges: [], nodes: [] }).toEqual({ ...first.model, edges: [], nodes: [] });
    expect(scores(last.model).every((score) => score >= 0)).toBe(true);
    expect(last.scores?.train.rows).toBeGreaterThan(0);
    const now = await client.call('session.snapshot', undefined);
    expect(now.scores).toEqual(last.scores);
    expect(now.history.revisions.map(({ scores }) => scores === null)).toEqual([false, false]);
  });

  it('refuses a network that is too large for the memory', async () => {
    const { client } = await prepared(folder());
    const error = await rejection(
      changed(client, 'model.create', { hidden: [1000, 1000, 1000], grid: 200, order: 3, seed: 1 }),
    );
    expect(error).toMatchObject({ kind: 'user', code: 'model.too-large' });
    expect(error.message).toContain('2, 1000, 1000, 1000, 1');
  });
});

describe('edges', () => {
  it('are described in the names and units of the data', async () => {
    const { client } = await prepared(folder());
    const edge = await client.call('edge.inspect', { layer: 0, input: 1, output: 2 });
    expect(edge).toMatchObject({ kind: 'spline', fn: null, fromLabel: 'x2', toLabel: 'h1.3', affine: null });
    expect(edge.histogram.counts.reduce((sum, count) => sum + count, 0)).toBe(180);
    expect(edge.knots).toHaveLength(6);
    const { shift, scale } = edge.inputUnits!;
    const lines = (await readFile(folder('hello.csv'), 'utf8')).trim().split('\n').slice(1);
    const values = lines.map((line) => Number(line.split(',')[1]));
    expect(edge.range[0] * scale + shift).toBeGreaterThanOrEqual(Math.min(...values) - 1e-9);
    expect(edge.range[1] * scale + shift).toBeLessThanOrEqual(Math.max(...values) + 1e-9);
    expect(edge.x[0]).toBeLessThanOrEqual(edge.range[0]);
    expect(edge.band).toHaveLength(257);
    const last = await client.call('edge.inspect', { layer: 1, input: 4, output: 0 });
    expect(last).toMatchObject({ fromLabel: 'h1.5', toLabel: 'y', inputUnits: null });
    // The network's outputs are the target in standard deviations.
    const targets = lines.map((line) => Number(line.split(',')[2]));
    const mean = targets.reduce((sum, value) => sum + value, 0) / targets.length;
    const spread = Math.sqrt(targets.reduce((sum, value) => sum + (value - mean) ** 2, 0) / targets.length);
    expect(last.toTarget).toMatchObject({ quantity: 'y' });
    expect(last.toTarget!.factor / spread).toBeCloseTo(1, 0);
    expect(edge.toTarget).toBeNull();
    expect((await rejection(client.call('edge.inspect', { layer: 2, input: 0, output: 0 }))).code).toBe(
      'edge.unknown',
    );
  });

  it('change with training, in the thumbnails too', async () => {
    const { client } = await prepared(folder());
    const ref = { layer: 0, input: 0, output: 0 };
    const before = await client.call('edge.inspect', ref);
    const first = await client.call('curves.watch', { edges: [ref], points: 33 });
    expect(first.curves).toHaveLength(1);
    expect(first.curves[0].y).toHaveLength(33);
    expect(first.scores).toHaveLength(15);
    const streamed: CurvesView[] = [];
    client.on('curves', (value) => streamed.push(value));
    await train(client);
    const after = await client.call('edge.inspect', ref);
    expect(after.y).not.toEqual(before.y);
    expect(streamed.length).toBeGreaterThan(0);
    const all = await client.call('curves.watch', { edges: 'all', points: 33 });
    expect(all.curves).toHaveLength(15);
    const { model } = await client.call('session.snapshot', undefined);
    expect(all.revision).toBe(model!.revision);
    all.scores.forEach((score, i) => expect(score).toBeCloseTo(model!.edges[i].score, 4));
  });
});

describe('windows', () => {
  it('that connect later, or twice, show the same', async () => {
    const { client, engine } = await prepared(folder());
    await train(client);
    const other = connectTo(engine);
    expect(await other.call('session.snapshot', undefined)).toEqual(
      await client.call('session.snapshot', undefined),
    );
    const seen: string[] = [];
    other.on('training', (view) => void seen.push(view.status));
    await train(client, { steps: 5 });
    await vi.waitFor(() => expect(seen.at(-1)).toBe('finished'));
    other.close();
    await train(client, { steps: 5 });
  });
});
