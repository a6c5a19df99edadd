/** How nodes and edges are found and selected in the drawing of a network, by pointer and by keys. */
import { describe, expect, test } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { layoutGraph } from '../../renderer/drawing/layout.ts';
import { cytoscapeOf, drawGraph, model, useGraph } from './support/graph.ts';
import { modelView } from './support/network-views.ts';
import { table } from './support/table-views.ts';

const stage = useGraph();

describe('in the network graph', () => {
  test('a click on a plot selects its edge, a click beside all plots selects nothing', async () => {
    await drawGraph(stage);
    const cy = cytoscapeOf();
    const at = cy.getElementById('e1-2-0').renderedPosition();
    await userEvent.click(page.getByRole('application'), { position: at });
    expect(stage.studio.selection.edges).toEqual([{ layer: 1, input: 2, output: 0 }]);
    await userEvent.click(page.getByRole('application'), { position: { x: 4, y: 4 } });
    await expect.poll(() => stage.studio.selection.edges).toEqual([]);
  });

  test('arrow keys go from edge to edge, the edge is read out, Enter opens it', async () => {
    await drawGraph(stage);
    page.getByRole('application').element().focus();
    await userEvent.keyboard('{ArrowRight}');
    await expect
      .element(page.getByText(/^Edge from x1 to h₁,₁, spline, score .* 1 of \d+\. Enter opens it\.$/))
      .toBeInTheDocument();
    await userEvent.keyboard('{ArrowRight}');
    await expect.element(page.getByText(/^Edge from h₁,. to y/)).toBeInTheDocument();
    await userEvent.keyboard('{Enter}');
    expect(stage.studio.selection.edge).toMatchObject({ layer: 1, output: 0 });
    expect(stage.onenter).toHaveBeenCalledOnce();
    // Escape lets go of the edge, and of the place on the way: the next walk begins anew.
    await userEvent.keyboard('{Escape}');
    expect(stage.studio.selection.edge).toBeNull();
    await expect.element(page.getByText(/^Edge from/)).not.toBeInTheDocument();
    await userEvent.keyboard('{ArrowRight}');
    await expect.element(page.getByText(/^Edge from x1 to h₁,₁/)).toBeInTheDocument();
  });

  test('Down and Up reach every plot of a layer and come back', async () => {
    await drawGraph(stage);
    page.getByRole('application').element().focus();
    const count = model.edges.filter((edge) => edge.layer === 0).length;
    await userEvent.keyboard('{Home}');
    for (let i = 1; i < count; i++) await userEvent.keyboard('{ArrowDown}');
    await userEvent.keyboard('{Enter}');
    expect(stage.studio.selection.edge).toEqual({ layer: 0, input: 1, output: 3 });
    for (let i = 1; i < count; i++) await userEvent.keyboard('{ArrowUp}');
    await userEvent.keyboard('{Enter}');
    expect(stage.studio.selection.edge).toEqual({ layer: 0, input: 0, output: 0 });
  });

  test('Shift adds edges: by clicks, by keys, by a box', async () => {
    await drawGraph(stage);
    const cy = cytoscapeOf();
    const ground = page.getByRole('application');
    const at = (id: string) => cy.getElementById(id).renderedPosition();
    await userEvent.click(ground, { position: at('e1-2-0') });
    await userEvent.keyboard('{Shift>}');
    await userEvent.click(ground, { position: at('e1-1-0') });
    await userEvent.keyboard('{/Shift}');
    expect(stage.studio.selection.edges.map(({ input }) => input)).toEqual([2, 1]);
    ground.element().focus();
    await userEvent.keyboard('{Home}{Shift>}{ArrowDown}{/Shift}');
    expect(stage.studio.selection.edges).toHaveLength(3);
    cy.nodes('.plot[edge ^= "e1"]').emit('box');
    await expect.poll(() => stage.studio.selection.edges.length).toBe(4);
    await userEvent.keyboard('{Escape}');
    expect(stage.studio.selection.edges).toEqual([]);
  });

  test('a click on a node selects it; its menu has the edits of nodes', async () => {
    stage.engine.answers = { 'model.edit': () => undefined };
    await drawGraph(stage);
    stage.studio.data.table = table;
    // Each click takes a position of its own, which the driver changes to its scale.
    const at = () => ({ ...cytoscapeOf().getElementById('n1-1').renderedPosition() });
    await userEvent.click(page.getByRole('application'), { position: at() });
    expect(stage.studio.selection.node).toEqual({ layer: 1, node: 1 });
    await userEvent.click(page.getByRole('application'), { position: at(), button: 'right' });
    await page.getByRole('menuitem', { name: 'Move the node down' }).click({ timeout: 5000 });
    await expect
      .poll(() => stage.engine.asked('model.edit'))
      .toEqual([{ edit: { type: 'swap', layer: 1, pairs: [[1, 2]] }, refit: 0 }]);
    await expect.poll(() => stage.studio.selection.node).toEqual({ layer: 1, node: 2 });
  });

  test('a node dragged onto another is swapped with it; a product is not swapped with a sum', async () => {
    stage.engine.answers = { 'model.edit': () => undefined };
    await drawGraph(stage);
    const cy = cytoscapeOf();
    const drag = (id: string, onto: string) => {
      const [node, other] = [cy.getElementById(id), cy.getElementById(onto)];
      const home = { ...node.position() };
      node.position({ ...other.position() });
      node.emit('drag');
      node.emit('free');
      expect(node.position()).toEqual(home);
    };
    const swaps = () => stage.engine.asked('model.edit');
    drag('n1-1', 'n1-2');
    await expect.poll(swaps).toEqual([{ edit: { type: 'swap', layer: 1, pairs: [[1, 2]] }, refit: 0 }]);
    await expect.poll(() => stage.studio.edits.busy).toBe(false);
    drag('n1-0', 'n1-1');
    expect(swaps()).toHaveLength(1);
    // The person's order stands from now on.
    expect(stage.studio.graph.untangled).toBe(false);
  });

  test('finds nodes and edges by name', async () => {
    await drawGraph(stage);
    await page.getByRole('button', { name: 'Find in the network' }).click();
    await userEvent.keyboard('x2 -> h1,2{Enter}');
    expect(stage.studio.selection.edge).toEqual({ layer: 0, input: 1, output: 2 });
    await userEvent.clear(page.getByRole('combobox', { name: 'Find a node or an edge' }));
    await userEvent.keyboard('product{Enter}{Escape}');
    expect(stage.studio.selection.node).toEqual({ layer: 1, node: 0 });
    await expect.element(page.getByRole('application')).toHaveFocus();
  });

  test('the list of edges shows the same values and selects the same edges', async () => {
    await drawGraph(stage);
    await page.getByRole('radio', { name: 'List of edges' }).click();
    await page.getByRole('button', { name: 'h₁,₂ → y' }).click();
    expect(stage.studio.selection.edges).toEqual([{ layer: 1, input: 1, output: 0 }]);
  });

  test('a network of 2,000 edges is drawn, and arrow keys go through it', async () => {
    const large = modelView(
      Array.from({ length: 30 }, (_, i) => `input ${i + 1}`),
      [64],
      ['y'],
    );
    await drawGraph(stage, large);
    expect(cytoscapeOf().nodes('.plot')).toHaveLength(30 * 64 + 64);
    page.getByRole('application').element().focus();
    await userEvent.keyboard('{End}');
    await expect.element(page.getByText(/1.?984 of 1.?984/)).toBeInTheDocument();
  });

  test('clicks and a box find the plots of 4,000 edges that Cytoscape does not hold', async () => {
    const large = modelView(
      Array.from({ length: 40 }, (_, i) => `input ${i + 1}`),
      [100],
      ['y'],
    );
    await drawGraph(stage, large);
    const cy = cytoscapeOf();
    expect(cy.nodes('.plot')).toHaveLength(0);
    const { edges } = layoutGraph(large);
    // All of them are in view.
    const { x1, x2, y1, y2 } = cy.extent();
    expect(edges.every(({ x, y }) => x > x1 && x < x2 && y > y1 && y < y2)).toBe(true);

    const [first, last] = [edges[0], edges.findLast(({ edge }) => edge.layer === 0)!];
    const ground = page.getByRole('application');
    const at = ({ x, y }: { x: number; y: number }) => ({
      x: x * cy.zoom() + cy.pan().x,
      y: y * cy.zoom() + cy.pan().y,
    });
    await userEvent.click(ground, { position: at(last) });
    expect(stage.studio.selection.edges).toMatchObject([{ layer: 0, input: last.edge.input }]);
    await userEvent.click(ground, { position: at({ x: last.bank.left - 40, y: last.y }) });
    expect(stage.studio.selection.edges).toEqual([]);

    cy.emit({ type: 'tapstart', position: { x: first.bank.left - 1, y: first.y - 30 } } as never);
    cy.emit({ type: 'boxend', position: { x: first.bank.right + 1, y: first.y + 30 } } as never);
    const row = edges.filter(({ edge, y }) => edge.layer === 0 && y === first.y);
    expect(stage.studio.selection.edges).toHaveLength(row.length);
  });
});
