import type { Core } from 'cytoscape';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { render } from 'vitest-browser-svelte';
import { page, userEvent } from 'vitest/browser';
import Graph from './support/GraphRoom.svelte';
import { layoutGraph } from '../../renderer/drawing/layout.ts';
import { Studio } from '../../renderer/studio.svelte.ts';
import type { ModelView } from '../../shared/contract/views/network.ts';
import { violations } from './support/axe.ts';
import { FakeEngine, fakeStudio } from './support/fake-studio.ts';
import { curvesView, modelView, table } from './support/views.ts';

const model = modelView(['x1', 'x2'], [3], ['y'], true);
const onenter = vi.fn();
let engine: FakeEngine;
let studio: Studio;

beforeEach(() => {
  vi.clearAllMocks();
  document.body.style.height = '600px';
  engine = new FakeEngine();
  engine.model = model;
  studio = new Studio(fakeStudio(), engine);
  studio.engine = { state: 'ready', restarts: 0 };
});

afterEach(() => document.body.removeAttribute('style'));

/** Cytoscape keeps itself at its container. */
function cytoscapeOf(): Core {
  const ground = document.querySelector('.ground') as HTMLElement & { _cyreg?: { cy: Core } };
  if (!ground._cyreg) throw new Error('no graph');
  return ground._cyreg.cy;
}

/** Until the drawing has taken the size of its room. */
async function settled(): Promise<void> {
  for (let before = NaN, still = 0; still < 3;) {
    await new Promise((resolve) => setTimeout(resolve, 50));
    const zoom = cytoscapeOf().zoom();
    still = zoom === before ? still + 1 : 0;
    before = zoom;
  }
}

async function openGraph(shown: ModelView = model) {
  engine.model = shown;
  studio.network.model = shown;
  studio.network.newest = curvesView(shown, 40);
  const rendered = await render(Graph, { studio, model: shown, onenter });
  rendered.container.style.height = '560px';
  await settled();
  return rendered;
}

const picture = () => document.querySelector<HTMLCanvasElement>('canvas.plots')?.toDataURL();

describe('the network graph', () => {
  test('says one parameter of the network of a mean', async () => {
    await openGraph({ ...model, parameters: 1 });
    await expect.element(page.getByText('edges, 1 parameter', { exact: false })).toBeVisible();
    expect(document.body.textContent).not.toContain('1 parameters');
  });

  test('draws a network that is not measured yet, without a number of it', async () => {
    const edges = model.edges.map((edge) => ({ ...edge, score: NaN }));
    const nodes = model.nodes.map((layer) => layer.map((node) => ({ ...node, score: NaN })));
    const before = { ...model, revision: 'before' };
    // Curves are measured as scores are.
    engine.answers['curves.watch'] = () => new Promise(() => undefined);
    studio.network.model = before;
    studio.network.newest = curvesView(before, 40);
    const reference = { scores: null, ladder: null, lines: null, networkSetup: null };
    studio.network.show({ model: { ...model, edges, nodes }, ...reference, history: studio.network.history });
    // The scores of the network before are none of this one.
    expect(studio.network.curves).toBeNull();
    expect(studio.network.strongest).toBeNull();
    const shown = studio.network.model;
    const { rerender } = await render(Graph, { studio, model: shown, onenter });
    await expect.element(page.getByText('measuring …')).toBeVisible();
    expect(cytoscapeOf().edges().length).toBeGreaterThan(0);
    await page.getByRole('radio', { name: 'List of edges' }).click();
    const scores = [...document.querySelectorAll('table td.number')].map((cell) => cell.textContent);
    expect(scores).toEqual(edges.map(() => '–'));
    await page.getByRole('radio', { name: 'Matrix of inputs' }).click();
    const bars = [...document.querySelectorAll<HTMLElement>('table .bar')];
    expect(bars.map(({ style }) => style.width)).toEqual(bars.map(() => '1px'));
    expect(bars.length).toBeGreaterThan(0);
    await rerender({ model });
    await expect.element(page.getByText('measuring …')).not.toBeInTheDocument();
  });

  test('draws each node, each edge’s plot and its two links', async () => {
    await openGraph();
    const cy = cytoscapeOf();
    expect(cy.nodes('.plot')).toHaveLength(model.edges.length);
    expect(cy.edges()).toHaveLength(2 * model.edges.length);
    expect(cy.nodes('.input').map((node) => node.data('label') as string)).toEqual(['x1', 'x2']);
    expect(cy.nodes('.output').map((node) => node.data('label') as string)).toEqual(['y']);
    expect(cy.nodes('.product')).toHaveLength(1);
  });

  test('a click on a plot selects its edge, a click beside all plots selects nothing', async () => {
    await openGraph();
    const cy = cytoscapeOf();
    const at = cy.getElementById('e1-2-0').renderedPosition();
    await userEvent.click(page.getByRole('application'), { position: at });
    expect(studio.selection.edges).toEqual([{ layer: 1, input: 2, output: 0 }]);
    await userEvent.click(page.getByRole('application'), { position: { x: 4, y: 4 } });
    await expect.poll(() => studio.selection.edges).toEqual([]);
  });

  test('arrow keys go from edge to edge, the edge is read out, Enter opens it', async () => {
    await openGraph();
    page.getByRole('application').element().focus();
    await userEvent.keyboard('{ArrowRight}');
    await expect
      .element(page.getByText(/^Edge from x1 to h₁,₁, spline, score .* 1 of \d+\. Enter opens it\.$/))
      .toBeInTheDocument();
    await userEvent.keyboard('{ArrowRight}');
    await expect.element(page.getByText(/^Edge from h₁,. to y/)).toBeInTheDocument();
    await userEvent.keyboard('{Enter}');
    expect(studio.selection.edge).toMatchObject({ layer: 1, output: 0 });
    expect(onenter).toHaveBeenCalledOnce();
    // Escape lets go of the edge, and of the place on the way: the next walk begins anew.
    await userEvent.keyboard('{Escape}');
    expect(studio.selection.edge).toBeNull();
    await expect.element(page.getByText(/^Edge from/)).not.toBeInTheDocument();
    await userEvent.keyboard('{ArrowRight}');
    await expect.element(page.getByText(/^Edge from x1 to h₁,₁/)).toBeInTheDocument();
  });

  test('Down and Up reach every plot of a layer and come back', async () => {
    await openGraph();
    page.getByRole('application').element().focus();
    const count = model.edges.filter((edge) => edge.layer === 0).length;
    await userEvent.keyboard('{Home}');
    for (let i = 1; i < count; i++) await userEvent.keyboard('{ArrowDown}');
    await userEvent.keyboard('{Enter}');
    expect(studio.selection.edge).toEqual({ layer: 0, input: 1, output: 3 });
    for (let i = 1; i < count; i++) await userEvent.keyboard('{ArrowUp}');
    await userEvent.keyboard('{Enter}');
    expect(studio.selection.edge).toEqual({ layer: 0, input: 0, output: 0 });
  });

  test('plots are painted, and painted again when new curves arrive', async () => {
    await openGraph();
    const before = picture();
    studio.network.newest = curvesView(model, 40, 3);
    await expect.poll(picture).not.toBe(before);
  });

  test('weak edges are faint, and can be hidden: neither pointer nor arrow keys find them then', async () => {
    await openGraph();
    const cy = cytoscapeOf();
    const weakest = [...model.edges].sort((a, b) => a.score - b.score)[0];
    const id = `e${weakest.layer}-${weakest.input}-${weakest.output}`;
    const before = picture();
    studio.graph.hiddenBelow = 0.99;
    await expect.poll(picture).not.toBe(before);
    await userEvent.click(page.getByRole('application'), {
      position: cy.getElementById(id).renderedPosition(),
    });
    expect(studio.selection.edges).toEqual([]);
    page.getByRole('application').element().focus();
    await userEvent.keyboard('{End}');
    await expect.element(page.getByText(/1 of 1\./)).toBeInTheDocument();
  });

  test('removed edges are drawn on demand', async () => {
    const edges = model.edges.map((edge, index) =>
      index === 0 ? { ...edge, kind: 'removed' as const } : edge,
    );
    await openGraph({ ...model, edges });
    expect(cytoscapeOf().nodes('.plot')).toHaveLength(model.edges.length - 1);
    studio.graph.setRemoved(true);
    await expect.poll(() => cytoscapeOf().nodes('.plot').length).toBe(model.edges.length);
  });

  test('symbolic, locked and faded edges look different', async () => {
    const looks = new Set<string | undefined>();
    const shown = await openGraph();
    looks.add(picture());
    const change = async (part: Partial<(typeof model.edges)[number]>) => {
      const edges = model.edges.map((edge, index) => (index === 0 ? { ...edge, ...part } : edge));
      const before = picture();
      await shown.rerender({ model: { ...model, edges } });
      await expect.poll(picture).not.toBe(before);
      looks.add(picture());
    };
    await change({ locked: true });
    await change({ kind: 'symbolic', fn: 'sin' });
    await change({ kind: 'symbolic', fn: 'exp' });
    expect(looks.size).toBe(4);
  });

  test('Shift adds edges: by clicks, by keys, by a box', async () => {
    await openGraph();
    const cy = cytoscapeOf();
    const ground = page.getByRole('application');
    const at = (id: string) => cy.getElementById(id).renderedPosition();
    await userEvent.click(ground, { position: at('e1-2-0') });
    await userEvent.keyboard('{Shift>}');
    await userEvent.click(ground, { position: at('e1-1-0') });
    await userEvent.keyboard('{/Shift}');
    expect(studio.selection.edges.map(({ input }) => input)).toEqual([2, 1]);
    ground.element().focus();
    await userEvent.keyboard('{Home}{Shift>}{ArrowDown}{/Shift}');
    expect(studio.selection.edges).toHaveLength(3);
    cy.nodes('.plot[edge ^= "e1"]').emit('box');
    await expect.poll(() => studio.selection.edges.length).toBe(4);
    await userEvent.keyboard('{Escape}');
    expect(studio.selection.edges).toEqual([]);
  });

  test('a click on a node selects it; its menu has the edits of nodes', async () => {
    engine.answers = { 'model.edit': () => undefined };
    await openGraph();
    studio.data.table = table;
    // Each click takes a position of its own, which the driver changes to its scale.
    const at = () => ({ ...cytoscapeOf().getElementById('n1-1').renderedPosition() });
    await userEvent.click(page.getByRole('application'), { position: at() });
    expect(studio.selection.node).toEqual({ layer: 1, node: 1 });
    await userEvent.click(page.getByRole('application'), { position: at(), button: 'right' });
    await page.getByRole('menuitem', { name: 'Move the node down' }).click({ timeout: 5000 });
    await expect
      .poll(() => engine.calls.filter(({ method }) => method === 'model.edit').map(({ params }) => params))
      .toEqual([{ edit: { type: 'swap', layer: 1, pairs: [[1, 2]] }, refit: 0 }]);
    await expect.poll(() => studio.selection.node).toEqual({ layer: 1, node: 2 });
  });

  test('a node dragged onto another is swapped with it; a product is not swapped with a sum', async () => {
    engine.answers = { 'model.edit': () => undefined };
    await openGraph();
    const cy = cytoscapeOf();
    const drag = (id: string, onto: string) => {
      const [node, other] = [cy.getElementById(id), cy.getElementById(onto)];
      const home = { ...node.position() };
      node.position({ ...other.position() });
      node.emit('drag');
      node.emit('free');
      expect(node.position()).toEqual(home);
    };
    const swaps = () =>
      engine.calls.filter(({ method }) => method === 'model.edit').map(({ params }) => params);
    drag('n1-1', 'n1-2');
    await expect.poll(swaps).toEqual([{ edit: { type: 'swap', layer: 1, pairs: [[1, 2]] }, refit: 0 }]);
    await expect.poll(() => studio.edits.busy).toBe(false);
    drag('n1-0', 'n1-1');
    expect(swaps()).toHaveLength(1);
    // The person's order stands from now on.
    expect(studio.graph.untangled).toBe(false);
  });

  test('finds nodes and edges by name', async () => {
    await openGraph();
    await page.getByRole('button', { name: 'Find in the network' }).click();
    await userEvent.keyboard('x2 -> h1,2{Enter}');
    expect(studio.selection.edge).toEqual({ layer: 0, input: 1, output: 2 });
    await userEvent.clear(page.getByRole('combobox', { name: 'Find a node or an edge' }));
    await userEvent.keyboard('product{Enter}{Escape}');
    expect(studio.selection.node).toEqual({ layer: 1, node: 0 });
    await expect.element(page.getByRole('application')).toHaveFocus();
  });

  test('the prune slider fades what would be removed, says the cost, and prunes only after the button', async () => {
    const asked: unknown[] = [];
    engine.answers = {
      'model.preview': (request: { edit: { edgeThreshold: number }; refit: number }) => {
        asked.push(request);
        const removed = model.edges.filter((edge) => edge.score < request.edit.edgeThreshold);
        return {
          revision: model.revision,
          before: 0.01,
          after: 0.02,
          refitted: request.refit > 0 ? 0.011 : null,
          rows: 'validation',
          removed,
          parameters: 10,
          curve: null,
          affine: null,
        };
      },
      'model.edit': () => undefined,
    };
    await openGraph();
    const before = picture();
    await page.getByRole('button', { name: 'Prune by score' }).click();
    const slider = page.getByRole('slider', { name: 'Weakest edges to prune' });
    slider.element().focus();
    await userEvent.keyboard('{ArrowRight}{ArrowRight}{ArrowRight}');
    await expect.poll(() => studio.prune.going.length).toBe(3);
    await expect.element(page.getByText('After a refit')).toBeInTheDocument();
    await expect.element(page.getByText('3 edges would be pruned.')).toBeInTheDocument();
    expect(picture()).not.toBe(before);
    expect(engine.calls.some(({ method }) => method === 'model.edit')).toBe(false);
    await page.getByRole('button', { name: 'Prune 3 edges' }).click();
    await expect.poll(() => engine.calls.filter(({ method }) => method === 'model.edit').length).toBe(1);
    expect(engine.calls.at(-1)?.params).toMatchObject({ edit: { type: 'prune', nodeThreshold: 0 } });
  });

  test('has no accessibility violations with everything open', async () => {
    engine.answers = {
      'history.detail': () => ({ view: null as never, model, curves: curvesView(model, 64) }),
    };
    studio.graph.finding = true;
    studio.prune.open = true;
    await openGraph();
    expect(await violations()).toEqual([]);
    studio.view.dialog = 'picture';
    await expect.element(page.getByRole('img', { name: /^Kolmogorov–Arnold network/ })).toBeInTheDocument();
    await expect.poll(() => violations()).toEqual([]);
    studio.view.dialog = null;
    const at = { ...cytoscapeOf().getElementById('e1-1-0').renderedPosition() };
    await userEvent.click(page.getByRole('application'), { position: at, button: 'right' });
    await expect.element(page.getByRole('menu', { name: 'Actions' })).toBeInTheDocument();
    expect(await violations()).toEqual([]);
    await userEvent.keyboard('{Escape}');
    await expect.element(page.getByRole('menu')).not.toBeInTheDocument();
  });

  test('the list of edges shows the same values and selects the same edges', async () => {
    await openGraph();
    await page.getByRole('radio', { name: 'List of edges' }).click();
    await page.getByRole('button', { name: 'h₁,₂ → y' }).click();
    expect(studio.selection.edges).toEqual([{ layer: 1, input: 1, output: 0 }]);
  });

  test('a network of 2,000 edges is drawn, and arrow keys go through it', async () => {
    const large = modelView(
      Array.from({ length: 30 }, (_, i) => `input ${i + 1}`),
      [64],
      ['y'],
    );
    await openGraph(large);
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
    await openGraph(large);
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
    expect(studio.selection.edges).toMatchObject([{ layer: 0, input: last.edge.input }]);
    await userEvent.click(ground, { position: at({ x: last.bank.left - 40, y: last.y }) });
    expect(studio.selection.edges).toEqual([]);

    cy.emit({ type: 'tapstart', position: { x: first.bank.left - 1, y: first.y - 30 } } as never);
    cy.emit({ type: 'boxend', position: { x: first.bank.right + 1, y: first.y + 30 } } as never);
    const row = edges.filter(({ edge, y }) => edge.layer === 0 && y === first.y);
    expect(studio.selection.edges).toHaveLength(row.length);
  });
});
