import { readFile, writeFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import type { ModelEdit } from '../../../shared/edits/edits.ts';
import type { EdgeRef } from '../../../shared/refs.ts';
import type { ModelView } from '../../../shared/contract/views/network.ts';
import type { EngineConnection } from '../../../shared/contract/engineConnection.ts';
import {
  changed,
  edited,
  dataSetup,
  refusalOf,
  networkSetup,
  openStudio,
  prepared,
  project,
  table,
  train,
  trained,
  useStudioFolder,
} from './studio.ts';
import { rejection } from '../../support/rejection.ts';

const folder = useStudioFolder();

const edge: EdgeRef = { layer: 0, input: 0, output: 1 };

describe('an edit', () => {
  const present = (model: ModelView): number => model.edges.filter(({ kind }) => kind !== 'removed').length;
  const rmseOf = async (client: EngineConnection): Promise<number> =>
    (await client.call('session.snapshot', undefined)).scores!.validation.rmse!;

  it.each([6, 7, 10, 20])('that refines the grids from 5 to %i keeps all errors', async (grid) => {
    const { client } = await prepared(folder());
    // Hidden values leave their grids while these stay where they are.
    await train(client, { optimizer: 'lm', updateGrid: false });
    const before = (await client.call('session.snapshot', undefined)).scores!;
    await edited(client, { type: 'refine', grid });
    const after = (await client.call('session.snapshot', undefined)).scores!;
    for (const split of ['train', 'validation', 'test'] as const) {
      expect(after[split].rmse! / before[split].rmse!).toBeCloseTo(1, 6);
    }
  });

  it('to a grid that is not finer is refused', async () => {
    const { client } = await prepared(folder());
    expect(await refusalOf(client, { type: 'refine', grid: 5 })).toBe('edit.nothing');
    expect(await refusalOf(client, { type: 'refine', grid: 4 })).toBe('grid.coarser');
  });

  it('keeps the names of nodes while others go, come and move; also in a project file', async () => {
    const { client } = await prepared(folder());
    const namesOf = ({ nodes }: ModelView): number[] => nodes[1].map(({ number }) => number);
    const removed = await edited(client, { type: 'removeNodes', nodes: [{ layer: 1, node: 1 }] });
    expect(namesOf(removed)).toEqual([1, 3, 4, 5]);
    const inspected = await client.call('edge.inspect', edge);
    expect(inspected.toLabel).toBe('h1.3');
    expect(namesOf(await edited(client, { type: 'swap', layer: 1, pairs: [[0, 1]] }))).toEqual([3, 1, 4, 5]);
    const wider = await edited(client, { type: 'addNode', layer: 1, kind: 'sum' });
    expect(namesOf(wider)).toEqual([3, 1, 4, 5, 6]);
    await edited(client, { type: 'removeNodes', nodes: [{ layer: 1, node: 2 }] });
    await edited(client, { type: 'removeEdges', edges: [{ layer: 0, input: 0, output: 0 }] });
    const last = await client.call('session.snapshot', undefined);
    expect(namesOf(last.model!)).toEqual([3, 1, 5, 6]);
    expect(last.history.revisions.slice(1).map(({ label }) => label)).toEqual([
      'Pruned node h1.2',
      'Swapped h1.1 and h1.3',
      'Added a sum node to hidden layer 1',
      'Pruned node h1.4',
      'Pruned x1 → h1.3',
    ]);
    await client.call('project.save', { file: project });
    const opened = await openStudio(folder()).client.call('project.open', { file: project });
    expect(namesOf(opened.model!)).toEqual([3, 1, 5, 6]);
    expect(opened.history).toEqual(last.history);
  });

  it('that removes an edge removes what depends on it; restoring brings its function back', async () => {
    const client = await trained(folder());
    const before = await client.call('edge.inspect', edge);
    const whole = await rmseOf(client);
    const removed = await edited(client, { type: 'removeEdges', edges: [edge] });
    expect(present(removed)).toBe(14);
    expect((await client.call('edge.inspect', edge)).kind).toBe('removed');
    await edited(client, {
      type: 'swap',
      layer: 1,
      pairs: [
        [1, 0],
        [0, 4],
        [1, 0],
      ],
    });
    const moved = { ...edge, output: 4 };
    await edited(client, { type: 'restoreEdges', edges: [moved] });
    const after = await client.call('edge.inspect', moved);
    after.y.forEach((y, i) => expect(y).toBeCloseTo(before.y[i], 12));
    expect(await rmseOf(client)).toBeCloseTo(whole, 10);
    expect(await refusalOf(client, { type: 'restoreEdges', edges: [moved] })).toBe('edit.nothing');
  });

  it('that removes the last edge into a node removes the node; restoring uses what is left', async () => {
    const client = await trained(folder());
    const into = [0, 1].map((input) => ({ layer: 0, input, output: 2 }));
    const smaller = await edited(client, { type: 'removeEdges', edges: into });
    expect(smaller.shape).toEqual([2, 4, 1]);
    const { history } = await client.call('session.snapshot', undefined);
    expect(history.revisions.at(-1)!.label).toBe('Pruned 2 edges');
    // Node 3 of before is node 2 now.
    const last = { layer: 0, input: 1, output: 3 };
    const before = await client.call('edge.inspect', last);
    await edited(client, { type: 'removeEdges', edges: [last] });
    await edited(client, { type: 'addNode', layer: 1, kind: 'sum' });
    await edited(client, { type: 'restoreEdges', edges: [last] });
    (await client.call('edge.inspect', last)).y.forEach((y, i) => expect(y).toBeCloseTo(before.y[i], 12));
  });

  it('may leave an input without edges, but not an output', async () => {
    const client = await trained(folder());
    const lonely = await edited(client, { type: 'removeNodes', nodes: [{ layer: 0, node: 1 }] });
    expect(lonely.shape).toEqual([2, 5, 1]);
    expect(await refusalOf(client, { type: 'removeNodes', nodes: [{ layer: 0, node: 0 }] })).toBe(
      'edit.cuts-output',
    );
    expect(await refusalOf(client, { type: 'prune', edgeThreshold: 9, nodeThreshold: 0 })).toBe(
      'edit.cuts-output',
    );
    expect(await refusalOf(client, { type: 'removeNodes', nodes: [{ layer: 2, node: 0 }] })).toBe(
      'node.output',
    );
    expect(await refusalOf(client, { type: 'removeNodes', nodes: [{ layer: 1, node: 9 }] })).toBe(
      'node.unknown',
    );
    expect((await client.call('session.snapshot', undefined)).model).toEqual(lonely);
  });

  it('with a function that meets its pole is refused', async () => {
    const client = await trained(folder());
    const pole: ModelEdit = { type: 'fix', edges: [edge], function: '1/x', affine: [1, 0, 1, 0] };
    const log: ModelEdit = { type: 'fix', edges: [edge], function: 'log', affine: [1, -50, 1, 0] };
    expect(await refusalOf(client, log)).toBe('edit.not-finite');
    expect((await rejection(client.call('model.preview', { edit: log, refit: 3 }))).code).toBe(
      'edit.not-finite',
    );
    expect(await refusalOf(client, { ...pole, function: 'nonsense(' })).toBe('function.unknown');
    expect(await refusalOf(client, { type: 'affine', edge, affine: [1, 0, 1, 0] })).toBe('edge.not-symbolic');
    expect(await refusalOf(client, { type: 'unfix', edges: [edge] })).toBe('edit.nothing');
    expect(await refusalOf(client, { type: 'lock', edges: [{ ...edge, layer: 7 }], locked: true })).toBe(
      'edge.unknown',
    );
  });

  it.each([
    { type: 'refine', grid: 20 },
    { type: 'perturb', size: 0.1, seed: 1 },
    { type: 'updateGrid' },
  ] satisfies ModelEdit[])('of the splines is refused where all edges are functions: $type', async (edit) => {
    const { client } = await prepared(folder());
    const { model } = await client.call('session.snapshot', undefined);
    const edges = model!.edges.map(({ layer, input, output }) => ({ layer, input, output }));
    await edited(client, { type: 'fix', edges, function: 'x', affine: [1, 0, 0.3, 0.1] });
    expect(await refusalOf(client, edit)).toBe('edit.nothing');
  });

  it('turns a function back into a spline over the whole range of the edge’s input', async () => {
    const client = await trained(folder());
    await edited(client, { type: 'fix', edges: [edge], function: 'x', affine: [1, 0, 0.3, 0.1] });
    const whole = await rmseOf(client);
    const back = await edited(client, { type: 'unfix', edges: [edge] });
    expect(
      back.edges.find(({ input, output, layer }) => layer === 0 && input === 0 && output === 1)!.kind,
    ).toBe('spline');
    expect(await rmseOf(client)).toBeCloseTo(whole, 9);
  });

  it('that fixes several edges is one revision, and one undo', async () => {
    const client = await trained(folder());
    const before = await client.call('session.snapshot', undefined);
    const edges = [{ layer: 1, input: 3, output: 0 }, edge, { layer: 0, input: 1, output: 1 }];
    const fixed = await edited(client, { type: 'fix', edges, function: 'sin', affine: null }, 3);
    const symbolic = fixed.edges.filter(({ fn }) => fn === 'sin');
    expect(symbolic.map(({ layer, input, output }) => ({ layer, input, output }))).toEqual(
      expect.arrayContaining(edges),
    );
    expect(symbolic).toHaveLength(3);
    const { history } = await client.call('session.snapshot', undefined);
    expect(history.revisions).toHaveLength(before.history.revisions.length + 1);
    expect(history.revisions.at(-1)!.label).toBe('Fixed 3 edges to sin and refitted');
    await changed(client, 'history.undo', undefined);
    expect((await client.call('session.snapshot', undefined)).model).toEqual(before.model);
  });

  it('that fixes several edges to their best candidates also considers typed functions', async () => {
    const client = await trained(folder());
    const like = { type: 'fix', edges: [edge], function: 'x*exp(-x)', affine: [1, 0, 1, 0] } as const;
    await edited(client, { ...like, edges: [edge] });
    await edited(client, { type: 'unfix', edges: [edge] });
    const other = { layer: 0, input: 1, output: 0 };
    const functionOf = (model: ModelView, { layer, input, output }: EdgeRef): string | null =>
      model.edges.find((one) => one.layer === layer && one.input === input && one.output === output)!.fn;
    // What is typed badly is no reason to refuse the rest.
    const own = ['x*exp(-x)', 'nonsense('];
    const view = await client.call('edge.suggest', { edge: other, functions: own });
    expect(view.candidates[0].function).toBe('x*exp(-x)');
    expect(view.best).not.toBe('x*exp(-x)');
    const fixed = await edited(client, {
      type: 'fix',
      edges: [edge, other],
      function: null,
      affine: null,
      own,
    });
    expect(functionOf(fixed, edge)).toBe('x*exp(-x)');
    expect(functionOf(fixed, other)).toBe(view.best);
  });

  it('that is previewed does not cancel the preview of another', async () => {
    const client = await trained(folder());
    const fix = { type: 'fix', edges: [edge], function: 'sin', affine: null } as const;
    const slow = client.call('model.preview', { edit: { ...fix, edges: [edge] }, refit: 60 });
    const quick = client.call('model.preview', { edit: { type: 'removeEdges', edges: [edge] }, refit: 0 });
    expect((await quick).refitted).toBeNull();
    expect((await slow).refitted).toBeLessThan((await slow).after);
  });

  it('locks an edge against a refit', async () => {
    const client = await trained(folder());
    await edited(client, { type: 'lock', edges: [edge], locked: true });
    const before = await client.call('edge.inspect', edge);
    await edited(client, { type: 'removeNodes', nodes: [{ layer: 1, node: 4 }] }, 20);
    expect((await client.call('edge.inspect', edge)).y).toEqual(before.y);
  });
});

describe('of classes', () => {
  it('edits are judged by the cross-entropy', async () => {
    const rows = Array.from({ length: 200 }, (_, i) => {
      const [x1, x2] = [Math.sin(i * 1.7), Math.cos(i * 2.3)];
      return `${x1},${x2},${x1 * x1 + x2 > 0.4 + 0.3 * Math.sin(i * 9.1) ? 'in' : 'out'}`;
    });
    await writeFile(folder('hello.csv'), ['x1,x2,y', ...rows, ''].join('\n'));
    const { client } = openStudio(folder());
    await client.call('data.load', { file: table, overrides: {} });
    await client.call('data.prepare', { ...dataSetup, task: 'classification' });
    await changed(client, 'model.create', networkSetup);
    await train(client, { steps: 10 });
    const before = await client.call('session.snapshot', undefined);
    const both: readonly ModelEdit[] = [{ type: 'removeEdges', edges: [edge] }, { type: 'sparsify' }];
    for (const edit of both) {
      const preview = await client.call('model.preview', { edit, refit: 0 });
      expect(preview.before).toBeCloseTo(before.scores!.validation.crossEntropy!, 10);
      const model = await changed(client, 'model.edit', { edit, refit: 0 });
      const { scores } = await client.call('session.snapshot', undefined);
      expect(scores!.validation.crossEntropy).toBeCloseTo(preview.after, 10);
      expect(model.parameters).toBe(preview.parameters);
      await changed(client, 'history.undo', undefined);
    }
  });
});

describe('a node', () => {
  it('is described in the units of its column', async () => {
    const client = await trained(folder());
    const input = await client.call('node.inspect', { layer: 0, node: 1 });
    expect(input).toMatchObject({ kind: 'input', label: 'x2', unitsOf: 'x2', incoming: [] });
    const lines = (await readFile(folder('hello.csv'), 'utf8')).trim().split('\n').slice(1);
    const column = lines.map((line) => Number(line.split(',')[1]));
    expect(input.range[0]).toBeGreaterThanOrEqual(Math.min(...column) - 1e-9);
    expect(input.range[1]).toBeLessThanOrEqual(Math.max(...column) + 1e-9);
    expect(input.range[1] - input.range[0]).toBeGreaterThan(18);
    expect(input.outgoing).toHaveLength(5);
    expect(input.outgoing.reduce((sum, { share }) => sum + share, 0)).toBeCloseTo(1, 12);
    const hidden = await client.call('node.inspect', { layer: 1, node: 2 });
    expect(hidden).toMatchObject({ kind: 'sum', label: 'h1.3', unitsOf: null });
    expect(hidden.incoming.map(({ label }) => label).toSorted()).toEqual(['x1', 'x2']);
    const output = await client.call('node.inspect', { layer: 2, node: 0 });
    expect(output).toMatchObject({ kind: 'output', label: 'y', unitsOf: 'y', outgoing: [] });
    // The hello function lies between e^-1 and e^2 there.
    expect(output.range[0]).toBeGreaterThan(0.2);
    expect(output.range[1]).toBeLessThan(8);
    expect(output.histogram.counts.reduce((sum, count) => sum + count, 0)).toBe(180);
    expect((await rejection(client.call('node.inspect', { layer: 3, node: 0 }))).code).toBe('node.unknown');

    // What a pruned edge gave on average stays in the bias, so that the node's mean does.
    expect(input.bias).toBeNull();
    const edges = [{ layer: 0, input: 0, output: 2 }];
    await changed(client, 'model.edit', { edit: { type: 'removeEdges', edges }, refit: 0 });
    const pruned = await client.call('node.inspect', { layer: 1, node: 2 });
    expect(pruned.mean).toBeCloseTo(hidden.mean, 6);
    expect(pruned.bias).not.toBeCloseTo(hidden.bias ?? NaN, 6);
  });
});
