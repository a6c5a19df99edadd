import { describe, expect, test } from 'vitest';
import type { CurvePoint } from '../../../shared/contract/views/training.ts';
import type { HistoryView, RevisionView } from '../../../shared/contract/views/history.ts';
import { laneCount, treeRows } from '../../../renderer/rooms/history/tree.ts';
import { historyOf, markNear } from '../../../renderer/rooms/train/history.ts';

const revision = (id: string, parent: string | null, curve: readonly CurvePoint[] = []): RevisionView => ({
  id,
  parent,
  label: `did ${id}`,
  name: '',
  kind: curve.length > 0 ? 'train' : 'fix',
  scores: null,
  heldOut: null,
  time: 0,
  training: null,
  curve,
  measure: { kind: 'RMSE', targets: ['y'], weighing: null },
  otherTable: null,
});
const view = (current: string, ...revisions: RevisionView[]): HistoryView => ({
  revisions,
  current,
  undo: null,
  redo: null,
});
const curve = (...errors: number[]): CurvePoint[] =>
  errors.map((train, step) => ({ step, train, validation: 2 * train }));

describe('the tree of revisions', () => {
  test('a history without branches is one lane, the newest first', () => {
    const rows = treeRows(view('c', revision('a', null), revision('b', 'a'), revision('c', 'b')));
    expect(
      rows.map(({ revision: { id }, lane, children, hasParent }) => [id, lane, children, hasParent]),
    ).toEqual([
      ['c', 0, [], true],
      ['b', 0, [0], true],
      ['a', 0, [0], false],
    ]);
    expect(laneCount(rows)).toBe(1);
  });

  test('the way to the current revision keeps the first lane; a branch goes beside it and joins where it began', () => {
    const rows = treeRows(
      view('d', revision('a', null), revision('b', 'a'), revision('c', 'b'), revision('d', 'a')),
    );
    expect(
      rows.map(({ revision: { id }, lane, children, passing }) => [id, lane, children, passing]),
    ).toEqual([
      ['d', 0, [], []],
      ['c', 1, [], [0]],
      ['b', 1, [1], [0]],
      ['a', 0, [0, 1], []],
    ]);
    expect(laneCount(rows)).toBe(2);
  });

  test('revisions that can be redone stay on the lane of the current revision', () => {
    const rows = treeRows(view('a', revision('a', null), revision('b', 'a'), revision('c', 'b')));
    expect(rows.map(({ lane }) => lane)).toEqual([0, 0, 0]);
  });

  test('three branches of one revision are in three lanes', () => {
    const rows = treeRows(
      view('a', revision('a', null), revision('b', 'a'), revision('c', 'a'), revision('d', 'a')),
    );
    expect(new Set(rows.slice(0, 3).map(({ lane }) => lane)).size).toBe(3);
    expect(rows[3].children).toHaveLength(3);
  });

  test('a new network starts a tree of its own', () => {
    const rows = treeRows(view('x', revision('a', null), revision('b', 'a'), revision('x', null)));
    expect(rows.map(({ revision: { id }, hasParent }) => [id, hasParent])).toEqual([
      ['x', false],
      ['b', true],
      ['a', false],
    ]);
  });
});

describe('the learning curve of a revision', () => {
  const tree = (current: string): HistoryView =>
    view(
      current,
      revision('new', null),
      revision('first', 'new', curve(8, 4, 2)),
      revision('pruned', 'first'),
      revision('second', 'pruned', curve(3, 1)),
      revision('other', 'first', curve(2, 0.5, 0.25)),
    );

  test('is that of all runs that led to it, with marks at the revisions', () => {
    const history = historyOf(tree('second'));
    expect(history.steps).toEqual([0, 1, 2, 3]);
    expect(history.train).toEqual([8, 4, 2, 1]);
    expect(history.validation).toEqual([16, 8, 4, 2]);
    expect(history.marks).toEqual([
      { step: 2, label: 'did first' },
      { step: 2, label: 'did pruned' },
      { step: 3, label: 'did second' },
    ]);
  });

  test('follows the current branch', () => {
    expect(historyOf(tree('other')).train).toEqual([8, 4, 2, 0.5, 0.25]);
    expect(historyOf(tree('new')).steps).toEqual([]);
  });

  test('names the mark next to the crosshair', () => {
    const history = historyOf(tree('second'));
    expect(markNear(history, 2, 0.5)?.label).toBe('did pruned');
    expect(markNear(history, 1, 0.5)).toBeNull();
  });
});
