import { describe, expect, it } from 'vitest';
import {
  append,
  currentRevision,
  emptyHistory,
  find,
  withCurrent,
  measured,
  pathTo,
  type History,
} from '../../../main/engine/history/history.ts';
import { labelOf, viewOf, type Operation } from '../../../main/engine/history/revision.ts';
import type { ModelEdit } from '../../../shared/edits/edits.ts';
import { noScores } from '../../../main/engine/data/index.ts';
import { createModel } from '../../../main/engine/kan/create.ts';
import { sampleRevision } from '../project/samples.ts';

const model = createModel({ inputs: 1, hidden: [], outputs: 1, seed: 1 });

function grown(...links: readonly (readonly [id: string, parent: string | null])[]): History {
  return links.reduce(
    (history, [id, parent]) => append(history, sampleRevision(id, parent, model)),
    emptyHistory,
  );
}

describe('history', () => {
  it('gives scores to a revision without scores, and keeps measured ones', () => {
    const of = (rows: number) => ({ ...noScores, rows });
    const scores = { train: of(3), validation: of(2), test: of(1) };
    const unmeasured = { ...sampleRevision('a', null, model), scores: null };
    const once = measured(append(emptyHistory, unmeasured), 'a', scores);
    expect(find(once, 'a')?.scores).toEqual(scores);
    const again = measured(once, 'a', { ...scores, test: of(9) });
    expect(find(again, 'a')?.scores).toEqual(scores);
  });

  it('makes each new revision current and keeps branches', () => {
    const before = grown(['a', null], ['b', 'a']);
    const after = append(withCurrent(before, 'a'), sampleRevision('c', 'a', model));
    expect(currentRevision(after)?.id).toBe('c');
    expect(pathTo(after, 'c').map((revision) => revision.id)).toEqual(['a', 'c']);
    expect(pathTo(after, 'b').map((revision) => revision.id)).toEqual(['a', 'b']);
    expect(before.revisions.map((revision) => revision.id)).toEqual(['a', 'b']);
    expect(currentRevision(before)?.id).toBe('b');
  });

  it('can have no current revision and still keep all revisions', () => {
    const history = withCurrent(grown(['a', null]), null);
    expect(currentRevision(history)).toBeNull();
    expect(find(history, 'a')?.id).toBe('a');
    expect(currentRevision(emptyHistory)).toBeNull();
  });

  it('refuses revisions that would break the tree', () => {
    const history = grown(['a', null]);
    expect(() => append(history, sampleRevision('a', null, model))).toThrow(RangeError);
    expect(() => append(history, sampleRevision('b', 'x', model))).toThrow(RangeError);
    expect(() => withCurrent(history, 'x')).toThrow(RangeError);
    expect(pathTo(history, 'x')).toEqual([]);
  });

  it('has labels for people', () => {
    const label = (operation: Operation): string =>
      labelOf({ ...sampleRevision('a', null, model), operation }, model);
    const lbfgs = {
      optimizer: 'lbfgs',
      steps: 50,
      lamb: 0,
      learningRate: 0.01,
      batch: 0,
      updateGrid: true,
    } as const;
    expect(label({ type: 'train', setup: lbfgs, steps: 50 })).toBe('Trained 50 steps (L-BFGS)');
    expect(label({ type: 'train', setup: { ...lbfgs, optimizer: 'adam', lamb: 0.01 }, steps: 1 })).toBe(
      'Trained 1 step (Adam, λ 0.01)',
    );
    expect(label({ type: 'create', setup: { hidden: [5, 3], grid: 5, order: 3, seed: 1 } })).toBe(
      'New network (hidden 5, 3; G 5, k 3)',
    );
    const edge = { layer: 0, input: 0, output: 0 };
    const edit = (one: ModelEdit, refit = 0): string => label({ type: 'edit', edit: one, refit, kept: null });
    expect(edit({ type: 'fix', edges: [edge], function: 'sin', affine: null }, 20)).toBe(
      'Fixed x0 → y0 to sin and refitted',
    );
    const three = [edge, edge, edge];
    expect(edit({ type: 'fix', edges: three, function: 'sin', affine: null })).toBe('Fixed 3 edges to sin');
    expect(edit({ type: 'fix', edges: three, function: null, affine: null })).toBe(
      'Fixed 3 edges to their best candidates',
    );
    expect(edit({ type: 'swap', layer: 1, pairs: [[0, 2]] })).toBe('Swapped h1.1 and h1.3');
    expect(
      edit({
        type: 'swap',
        layer: 1,
        pairs: [
          [0, 2],
          [1, 2],
        ],
      }),
    ).toBe('Reordered hidden layer 1');
    expect(edit({ type: 'prune', edgeThreshold: 0.041142281308667705, nodeThreshold: 0 })).toBe(
      'Pruned edges below 0.0411 and nodes below 0',
    );
    expect(edit({ type: 'lock', edges: [edge, edge], locked: false })).toBe('Unlocked 2 edges');
    expect(edit({ type: 'removeEdges', edges: [{ layer: 5, input: 0, output: 0 }] })).toBe('Pruned an edge');
    expect(viewOf(sampleRevision('a', null, model), null, true, null)).toEqual({
      id: 'a',
      parent: null,
      label: 'New network (hidden 2; G 3, k 3)',
      name: '',
      kind: 'create',
      scores: sampleRevision('a', null, model).scores,
      heldOut: null,
      time: 1_700_000_000_000,
      training: null,
      curve: [],
      measure: { kind: 'RMSE', targets: ['y0'], weighing: null },
      otherTable: null,
    });
  });
});
