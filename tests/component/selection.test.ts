import { describe, expect, test } from 'vitest';
import { Selection } from '../../renderer/common/selection.svelte.ts';
import { modelView } from './support/network-views.ts';

const edge = (layer: number, input: number, output: number) => ({ layer, input, output });

describe('the selection', () => {
  test('opens the edge that was selected last', () => {
    const selection = new Selection();
    selection.chooseEdges([edge(0, 0, 0), edge(0, 1, 0)]);
    selection.toggleEdge(edge(1, 2, 0));
    expect(selection.edge).toEqual(edge(1, 2, 0));
    selection.toggleEdge(edge(1, 2, 0));
    expect(selection.edge).toEqual(edge(0, 1, 0));
    selection.addEdges([edge(0, 0, 0)]);
    expect(selection.edges).toEqual([edge(0, 1, 0), edge(0, 0, 0)]);
  });

  test('holds each edge once', () => {
    const selection = new Selection();
    selection.chooseEdges([edge(0, 0, 0), edge(0, 0, 0)]);
    expect(selection.edges).toHaveLength(1);
    expect(selection.hasEdge(edge(0, 0, 0))).toBe(true);
    expect(selection.hasEdge(edge(0, 0, 1))).toBe(false);
  });

  test('holds edges or a node, never both; selected rows stay', () => {
    const selection = new Selection();
    selection.chooseRows([9, 3, 9]);
    selection.chooseEdge(edge(0, 0, 0));
    selection.chooseNode({ layer: 1, node: 2 });
    expect(selection.edges).toEqual([]);
    expect(selection.hasNode({ layer: 1, node: 2 })).toBe(true);
    selection.chooseEdge(edge(0, 1, 0));
    expect(selection.node).toBeNull();
    selection.clear();
    expect(selection.edge).toBeNull();
    expect(selection.rows).toEqual([3, 9]);
    expect(selection.hasRow(3)).toBe(true);
    expect(selection.hasRow(4)).toBe(false);
  });

  test('drops what another network does not have', () => {
    const selection = new Selection();
    selection.chooseEdges([edge(0, 0, 4), edge(0, 0, 1)]);
    selection.follow(modelView(['a'], [3], ['y']), modelView(['a'], [3], ['y']));
    expect(selection.edges).toEqual([edge(0, 0, 1)]);
    selection.chooseNode({ layer: 1, node: 2 });
    selection.follow(modelView(['a'], [3], ['y']), modelView(['a'], [2], ['y']));
    expect(selection.node).toBeNull();
  });
});
