/** How a network is drawn. */
import { describe, expect, test, vi } from 'vitest';
import { render } from 'vitest-browser-svelte';
import { page, userEvent } from 'vitest/browser';
import Graph from './support/GraphRoom.svelte';
import { violations } from './support/axe.ts';
import { cytoscapeOf, drawGraph, model, useGraph } from './support/graph.ts';
import { curvesView } from './support/network-views.ts';
import { modelEvent } from './support/session-views.ts';

const stage = useGraph();

const picture = () => document.querySelector<HTMLCanvasElement>('canvas.plots')?.toDataURL();

describe('the network graph', () => {
  test('says one parameter of the network of a mean', async () => {
    await drawGraph(stage, { ...model, parameters: 1 });
    await expect.element(page.getByText('edges, 1 parameter', { exact: false })).toBeVisible();
    expect(document.body.textContent).not.toContain('1 parameters');
  });

  test('draws a network that is not measured yet, without a number of it', async () => {
    const edges = model.edges.map((edge) => ({ ...edge, score: NaN }));
    const nodes = model.nodes.map((layer) => layer.map((node) => ({ ...node, score: NaN })));
    const before = { ...model, revision: 'before' };
    // Curves are measured as scores are.
    stage.engine.answers['curves.watch'] = () => new Promise(() => undefined);
    stage.studio.network.model = before;
    stage.studio.network.newest = curvesView(before, 40);
    const { history } = stage.studio.network;
    stage.studio.network.show(modelEvent({ ...model, edges, nodes }, { history }));
    // The scores of the network before are none of this one.
    expect(stage.studio.network.curves).toBeNull();
    expect(stage.studio.network.strongest).toBeNull();
    const shown = stage.studio.network.model;
    const { rerender } = await render(Graph, { ...stage, model: shown });
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
    await drawGraph(stage);
    const cy = cytoscapeOf();
    expect(cy.nodes('.plot')).toHaveLength(model.edges.length);
    expect(cy.edges()).toHaveLength(2 * model.edges.length);
    expect(cy.nodes('.input').map((node) => node.data('label') as string)).toEqual(['x1', 'x2']);
    expect(cy.nodes('.output').map((node) => node.data('label') as string)).toEqual(['y']);
    expect(cy.nodes('.product')).toHaveLength(1);
  });

  test('plots are painted, and painted again when new curves arrive', async () => {
    await drawGraph(stage);
    const before = picture();
    stage.studio.network.newest = curvesView(model, 40, 3);
    await expect.poll(picture).not.toBe(before);
  });

  test('weak edges are faint, and can be hidden: neither pointer nor arrow keys find them then', async () => {
    await drawGraph(stage);
    const cy = cytoscapeOf();
    const weakest = [...model.edges].sort((a, b) => a.score - b.score)[0];
    const id = `e${weakest.layer}-${weakest.input}-${weakest.output}`;
    const before = picture();
    stage.studio.graph.hiddenBelow = 0.99;
    await expect.poll(picture).not.toBe(before);
    await userEvent.click(page.getByRole('application'), {
      position: cy.getElementById(id).renderedPosition(),
    });
    expect(stage.studio.selection.edges).toEqual([]);
    page.getByRole('application').element().focus();
    await userEvent.keyboard('{End}');
    await expect.element(page.getByText(/1 of 1\./)).toBeInTheDocument();
  });

  test('removed edges are drawn on demand', async () => {
    const edges = model.edges.map((edge, index) =>
      index === 0 ? { ...edge, kind: 'removed' as const } : edge,
    );
    await drawGraph(stage, { ...model, edges });
    expect(cytoscapeOf().nodes('.plot')).toHaveLength(model.edges.length - 1);
    stage.studio.graph.setRemoved(true);
    await expect.poll(() => cytoscapeOf().nodes('.plot').length).toBe(model.edges.length);
  });

  test('symbolic, locked and faded edges look different', async () => {
    const looks = new Set<string | undefined>();
    const shown = await drawGraph(stage);
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

  test('the prune slider fades what would be removed, says the cost, and prunes only after the button', async () => {
    const asked: unknown[] = [];
    stage.engine.answers = {
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
    await drawGraph(stage);
    const before = picture();
    await page.getByRole('button', { name: 'Prune by score' }).click();
    const slider = page.getByRole('slider', { name: 'Weakest edges to prune' });
    slider.element().focus();
    await userEvent.keyboard('{ArrowRight}{ArrowRight}{ArrowRight}');
    await expect.poll(() => stage.studio.prune.going.length).toBe(3);
    await expect.element(page.getByText('Validation RMSE after a refit')).toBeInTheDocument();
    await expect.element(page.getByText('3 edges would be pruned.')).toBeInTheDocument();
    expect(picture()).not.toBe(before);
    expect(stage.engine.calls.some(({ method }) => method === 'model.edit')).toBe(false);
    await page.getByRole('button', { name: 'Prune 3 edges' }).click();
    await expect.poll(() => stage.engine.asked('model.edit').length).toBe(1);
    expect(stage.engine.calls.at(-1)?.params).toMatchObject({ edit: { type: 'prune', nodeThreshold: 0 } });
  });

  test('the dialog of the picture closes once the picture is saved, and stays where saving is given up', async () => {
    stage.engine.answers = {
      'history.detail': () => ({ view: null as never, model, curves: curvesView(model, 64) }),
    };
    await drawGraph(stage);
    const drawing = page.getByRole('application');
    drawing.element().focus();
    const asked = vi.spyOn(stage.studio.api.files, 'saveDialog').mockResolvedValueOnce(null);
    stage.studio.view.dialog = 'picture';
    const save = page.getByRole('button', { name: 'Save SVG…' });
    await expect.element(save).toHaveFocus();
    await userEvent.keyboard('{Enter}');
    await expect.poll(() => asked.mock.calls.length).toBe(1);
    await expect.element(save).toBeVisible();
    await userEvent.keyboard('{Enter}');
    await expect.poll(() => stage.studio.view.dialog).toBeNull();
    expect(stage.studio.notices.list.map(({ message }) => message)).toEqual([
      'Saved as network.svg in the folder “Documents”.',
    ]);
    await expect.element(drawing).toHaveFocus();
  });

  test('has no accessibility violations with everything open', async () => {
    stage.engine.answers = {
      'history.detail': () => ({ view: null as never, model, curves: curvesView(model, 64) }),
    };
    stage.studio.graph.finding = true;
    stage.studio.prune.open = true;
    await drawGraph(stage);
    expect(await violations()).toEqual([]);
    stage.studio.view.dialog = 'picture';
    await expect.element(page.getByRole('img', { name: /^Kolmogorov–Arnold network/ })).toBeInTheDocument();
    await expect.poll(() => violations()).toEqual([]);
    stage.studio.view.dialog = null;
    const at = { ...cytoscapeOf().getElementById('e1-1-0').renderedPosition() };
    await userEvent.click(page.getByRole('application'), { position: at, button: 'right' });
    await expect.element(page.getByRole('menu', { name: 'Actions' })).toBeInTheDocument();
    expect(await violations()).toEqual([]);
    await userEvent.keyboard('{Escape}');
    await expect.element(page.getByRole('menu')).not.toBeInTheDocument();
  });
});
