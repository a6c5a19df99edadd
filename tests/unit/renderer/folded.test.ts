/** A category is one input, however many labels it has. */
import { expect, test } from 'vitest';
import { shownShape } from '../../../renderer/drawing/folded.ts';
import { diagnosticsOf } from '../../../renderer/rooms/help/diagnostics.ts';
import { compareRows } from '../../../renderer/rooms/history/revisions.ts';
import type { RevisionDetail } from '../../../shared/contract/views/history.ts';
import type { EdgeView, ModelView, NodeView } from '../../../shared/contract/views/network.ts';

const input = (name: string, column: string | null): NodeView => ({
  ...{ kind: 'input', name, number: 1, subnodes: [], score: 0 },
  category: column === null ? null : { column, label: name },
});

test('the shape of a network counts a category as one input', () => {
  const inputs = [input('x', null), input('a', 'k'), input('b', 'k'), input('y', null)];
  const model = { shape: [4, 5, 1], nodes: [inputs] } as unknown as ModelView;
  expect(shownShape(model)).toEqual([3, 5, 1]);
  const info = { version: '1', electron: '33', platform: 'linux', packaged: true };
  const facts = diagnosticsOf(info, { hardwareConcurrency: 2, userAgent: '' }, model);
  expect(facts).toContainEqual({ term: 'Network', value: '3 → 5 → 1' });
});

test('two revisions compare the edges that are seen; what is written alike is neither better nor worse', () => {
  const inputs = [input('x', null), input('a', 'k'), input('b', 'k'), input('c', 'k')];
  const output = { ...input('y', null), kind: 'output' as const, subnodes: [0] };
  const edge = (at: number): EdgeView => ({
    ...{ layer: 0, input: at, output: 0, locked: false, score: 1 },
    ...(at === 0 ? { kind: 'spline', fn: null } : { kind: 'symbolic', fn: 'x' }),
  });
  const detailOf = (train: number, test: number): RevisionDetail => {
    const scores = (rmse: number) => ({ rows: 50, rmse, r2: 1 - rmse, crossEntropy: null, accuracy: null });
    const none = { ...scores(NaN), rows: 0 };
    const view = {
      scores: { train: scores(train), validation: none, test: scores(test) },
      measure: { kind: 'RMSE', targets: ['y'], weighing: null },
      heldOut: null,
    };
    const model = { shape: [4, 1], nodes: [inputs, [output]], edges: [0, 1, 2, 3].map(edge), parameters: 9 };
    return { view, model: { ...model, grid: 5, order: 3 } } as unknown as RevisionDetail;
  };
  const rows = compareRows(detailOf(0.1, 0.200001), detailOf(0.3, 0.200002));
  const row = (name: string) => rows.find((one) => one.name === name);
  expect(row('Symbolic edges')).toMatchObject({ left: '1', right: '1' });
  expect(row('Spline edges')).toMatchObject({ left: '1', right: '1' });
  expect(row('RMSE, training')).toMatchObject({ better: 'left' });
  expect(row('RMSE, test')).toMatchObject({ left: '0.2000', right: '0.2000', better: null });
});
