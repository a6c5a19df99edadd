import type { Core } from 'cytoscape';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { render } from 'vitest-browser-svelte';
import { page, userEvent } from 'vitest/browser';
import Graph from '../../renderer/features/graph/Graph.svelte';
import type { EdgeRef } from '../../shared/contract/views.ts';
import { curvesView, modelView } from './support/views.ts';
import './support/styles.ts';

const model = modelView(['x1', 'x2'], [3], ['y'], true);
const onselect = vi.fn<(edge: EdgeRef | null) => void>();
const onenter = vi.fn();
const props = { model, curves: curvesView(model, 40), selected: null, onselect, onenter };

beforeEach(() => {
  vi.clearAllMocks();
  document.body.style.height = '600px';
});

/** Cytoscape keeps itself at its container. */
function cytoscapeOf(): Core {
  const ground = document.querySelector('.ground') as HTMLElement & { _cyreg?: { cy: Core } };
  if (!ground._cyreg) throw new Error('no graph');
  return ground._cyreg.cy;
}

async function openGraph(more: Partial<typeof props> = {}) {
  const shown = await render(Graph, { ...props, ...more });
  shown.container.style.height = '560px';
  await new Promise((resolve) => setTimeout(resolve, 100));
  return shown;
}

describe('the network graph', () => {
  test('draws each node, each edge’s plot and its two links', async () => {
    await openGraph();
    const cy = cytoscapeOf();
    expect(cy.nodes('.plot')).toHaveLength(model.edges.length);
    expect(cy.edges()).toHaveLength(2 * model.edges.length);
    expect(cy.nodes('.input').map((node) => node.data('label') as string)).toEqual(['x1', 'x2']);
    expect(cy.nodes('.output').map((node) => node.data('label') as string)).toEqual(['y']);
    expect(cy.nodes('.product')).toHaveLength(1);
  });

  test('a click on a plot selects its edge, on the ground none', async () => {
    await openGraph();
    const cy = cytoscapeOf();
    const at = cy.getElementById('e1-2-0').renderedPosition();
    await userEvent.click(page.getByRole('application'), { position: at });
    expect(onselect).toHaveBeenLastCalledWith(expect.objectContaining({ layer: 1, input: 2, output: 0 }));
    await userEvent.click(page.getByRole('application'), { position: { x: 4, y: 4 } });
    await expect.poll(() => onselect.mock.lastCall).toEqual([null]);
  });

  test('arrow keys walk, the edge is read out, Enter opens it', async () => {
    await openGraph();
    page.getByRole('application').element().focus();
    await userEvent.keyboard('{ArrowRight}');
    await expect
      .element(page.getByText(/^Edge from x1 to h₁,₁, spline, score .* 1 of \d+\. Enter opens it\.$/))
      .toBeInTheDocument();
    await userEvent.keyboard('{ArrowRight}');
    await expect.element(page.getByText(/^Edge from h₁,. to y/)).toBeInTheDocument();
    await userEvent.keyboard('{Enter}');
    expect(onselect).toHaveBeenCalledWith(expect.objectContaining({ layer: 1, output: 0 }));
    expect(onenter).toHaveBeenCalledOnce();
  });

  test('down and up reach every plot of a layer and come back', async () => {
    await openGraph();
    page.getByRole('application').element().focus();
    const count = model.edges.filter((edge) => edge.layer === 0).length;
    await userEvent.keyboard('{Home}');
    for (let i = 1; i < count; i++) await userEvent.keyboard('{ArrowDown}');
    const last = cytoscapeOf().nodes('.cursor').first().id();
    expect(last).toBe('e0-1-3');
    for (let i = 1; i < count; i++) await userEvent.keyboard('{ArrowUp}');
    expect(cytoscapeOf().nodes('.cursor').first().id()).toBe('e0-0-0');
  });

  test('plots are painted, and painted anew when curves come', async () => {
    const shown = await openGraph();
    const picture = () => document.querySelector<HTMLCanvasElement>('canvas.plots')?.toDataURL();
    const before = picture();
    await shown.rerender({ curves: curvesView(model, 40, 3) });
    await expect.poll(picture).not.toBe(before);
  });

  test('importance shows in the width of the links', async () => {
    await openGraph();
    const cy = cytoscapeOf();
    const width = (id: string) => parseFloat(cy.getElementById(`${id}-in`).style('width') as string);
    const ranked = [...model.edges]
      .sort((a, b) => a.score - b.score)
      .map((edge) => `e${edge.layer}-${edge.input}-${edge.output}`);
    expect(width(ranked.at(-1) ?? '')).toBeGreaterThan(2 * width(ranked[0]));
  });

  test('removed edges are not drawn; symbolic ones are told apart', async () => {
    const edges = model.edges.map((edge, index) =>
      index === 0
        ? { ...edge, kind: 'removed' as const }
        : index === 1
          ? { ...edge, kind: 'symbolic' as const, fn: 'sin' }
          : edge,
    );
    await openGraph({ model: { ...model, edges } });
    const cy = cytoscapeOf();
    expect(cy.nodes('.plot')).toHaveLength(model.edges.length - 1);
    expect(cy.nodes('.plot.symbolic')).toHaveLength(1);
  });

  test('the list says the same and selects the same', async () => {
    await openGraph();
    await page.getByRole('radio', { name: 'List of edges' }).click();
    await page.getByRole('button', { name: 'h₁,₂ → y' }).click();
    expect(onselect).toHaveBeenCalledWith(expect.objectContaining({ layer: 1, input: 1, output: 0 }));
  });

  test('a network of 2,000 edges is drawn and walked', async () => {
    const large = modelView(
      Array.from({ length: 30 }, (_, i) => `input ${i + 1}`),
      [64],
      ['y'],
    );
    await openGraph({ model: large, curves: curvesView(large, 24) });
    expect(cytoscapeOf().nodes('.plot')).toHaveLength(30 * 64 + 64);
    page.getByRole('application').element().focus();
    await userEvent.keyboard('{End}');
    await expect.element(page.getByText(/1.?984 of 1.?984/)).toBeInTheDocument();
  });
});
