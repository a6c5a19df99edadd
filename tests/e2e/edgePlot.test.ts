/** An edge of a trained network in the inspector: its spline, knots and histogram are those of the saved model. */
import { writeFile } from 'node:fs/promises';
import type { Locator } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { loadTable as readTable, prepareDataset } from '../../main/engine/data/index.ts';
import type { Dataset } from '../../main/engine/data/dataset/dataset.ts';
import { currentRevision } from '../../main/engine/history/history.ts';
import type { Revision } from '../../main/engine/history/revision.ts';
import { readProject } from '../../main/engine/storage/projectStore.ts';
import { useApp } from '../support/app.ts';
import { useFolder } from '../support/folder.ts';
import { edgeValue, forward, layerInputs } from '../support/plainKan.ts';
import { errorsBySplit, plantCsv } from '../support/plant.ts';
import { button, edgePosition, graph, previewOf, readNumber, room } from '../support/shown.ts';
import { askEngine, dropFile, loadTable, saveProject, waitForStatus } from '../support/story.ts';

describe('an edge', () => {
  const app = useApp();
  const page = () => app().page;
  const folder = useFolder('all tests');
  let revision: Revision;
  let dataset: Dataset;
  it('is part of a network that was trained to the end and saved', async () => {
    const [csv, project] = [folder('plant.csv'), folder('plant.kan')];
    await writeFile(csv, plantCsv());
    await dropFile(page(), csv);
    const preview = previewOf(page(), 'plant.csv');
    await preview.getByLabel('Type of batch', { exact: true }).selectOption('Category');
    await loadTable(page());
    await room(page(), 'Data')
      .getByRole('radiogroup', { name: 'Role of no', exact: true })
      .getByRole('radio', { name: 'Ignore' })
      .click();
    const training = room(page(), 'Training');
    await training.getByRole('radio', { name: 'L-BFGS' }).click();
    await training.getByLabel('Steps', { exact: true }).fill('60');
    await button(page(), 'Train').click();
    await waitForStatus(page(), 'Finished');
    await saveProject(app(), project);
    const saved = await readProject(project);
    revision = currentRevision(saved.history)!;
    expect(revision.scores).not.toBeNull();
    dataset = await prepareDataset(await readTable(csv, saved.data!.overrides), saved.data!.setup!);
  });

  it('belongs to a model whose errors are those on screen', async () => {
    const errors = await errorsBySplit(page());
    for (const [name, split] of [
      ['training', dataset.train],
      ['test', dataset.test],
    ] as const) {
      const { scale } = revision.encoding.outputs[0].scaling;
      const outputs = forward(revision.model, split.inputs, split.rows);
      const squares = outputs.reduce((sum, output, row) => sum + (output - split.targets[row]) ** 2, 0);
      expect(errors[name].rows).toBe(split.rows);
      expect(errors[name].rmse).toBeCloseTo(scale * Math.sqrt(squares / split.rows), 4);
    }
  });

  it.each([
    { id: 'e0-0-0', layer: 0, input: 0, output: 0, title: 'x1 → h₁,₁' },
    { id: 'e0-1-3', layer: 0, input: 1, output: 3, title: 'x2 → h₁,₄' },
    { id: 'e1-2-0', layer: 1, input: 2, output: 0, title: 'h₁,₃ → y' },
  ])('shows its spline, knots and histogram after a click on the graph: $title', async (edge) => {
    const { x, y } = await edgePosition(page(), edge.id);
    await page().mouse.click(x, y);
    const inspector = room(page(), 'Inspector');
    await inspector.getByRole('heading', { name: edge.title }).waitFor();

    // The values behind the plot, and the model's own, computed from the definition of a spline.
    const plotted = await plottedValues(inspector);
    expect(plotted).toHaveLength(257);
    const largest = Math.max(...plotted.map((point) => Math.abs(point.y)));
    for (const point of plotted) {
      const value = edgeValue(revision.model, edge.layer, edge.input, edge.output, point.x);
      expect(Math.abs(point.y - value)).toBeLessThan(1e-9 * largest);
    }

    // What is told is what is plotted, to six digits, in the column's own units for inputs of the first layer, and in the
    // target's for edges that lead to it.
    const factor = edge.layer === 0 ? 1 : revision.encoding.outputs[0].scaling.scale;
    const { shift, scale } =
      edge.layer === 0 ? revision.encoding.features[edge.input].scaling : { shift: 0, scale: 1 };
    const own = plotted.map((point) => point.x * scale + shift);
    for (const [index, point] of plotted.entries())
      for (const [told, value] of [
        [point.told[0], own[index]],
        [point.told[1], factor * point.y],
      ])
        expect(Math.abs(told - value)).toBeLessThanOrEqual(0.5e-5 * Math.abs(value));

    // What is drawn is what is told: the line runs through the table's values.
    const drawn = await drawnCurve(inspector);
    expect(drawn).toHaveLength(plotted.length);
    expect(
      correlation(
        drawn.map((point) => point.x),
        own,
      ),
    ).toBeGreaterThan(1 - 1e-6);
    expect(
      correlation(
        drawn.map((point) => -point.y),
        plotted.map((point) => point.y),
      ),
    ).toBeGreaterThan(1 - 1e-4);

    const layer = revision.model.layers[edge.layer];
    const start = edge.input * (layer.grid + 1 + 2 * layer.order) + layer.order;
    const knots = [...layer.knots.slice(start, start + layer.grid + 1)];
    // Those far beyond the rows are not drawn.
    const shown = knots.filter((knot) => knot >= plotted[0].x && knot <= plotted[256].x);
    expect(shown.length).toBeGreaterThan(2);
    expect(await inspector.locator('svg path.knot').count()).toBe(shown.length);

    // The histogram: counted again here, bin by bin. The reference sums in another order than the
    // kernel, so a value may lie on either side of an edge of a bin that it equals but for rounding.
    const inputs = layerInputs(revision.model, edge.layer, dataset.train.inputs, dataset.train.rows)[
      edge.input
    ];
    const { layer: l, input, output } = edge;
    const detail = (await askEngine(page(), 'edge.inspect', { layer: l, input, output })) as {
      histogram: { edges: number[]; counts: number[] };
      knots: number[];
    };
    const { edges, counts } = detail.histogram;
    expect(counts.reduce((sum, count) => sum + count, 0)).toBe(dataset.train.rows);
    let upTo = 0;
    counts.forEach((count, bin) => {
      upTo += count;
      const end = edges[bin + 1];
      const rounding = 1e-12 * Math.max(...edges.map(Math.abs));
      if (bin === counts.length - 1) return;
      expect(upTo).toBeGreaterThanOrEqual(inputs.filter((x) => x < end - rounding).length);
      expect(upTo).toBeLessThanOrEqual(inputs.filter((x) => x < end + rounding).length);
    });
    expect(detail.knots).toEqual(knots);
    const bars = await inspector
      .locator('svg rect.bar')
      .evaluateAll((all) => all.map((bar) => Number(bar.getAttribute('height'))));
    const highest = Math.max(...bars);
    expect(bars).toHaveLength(counts.length);
    bars.forEach((bar, bin) => {
      expect(bar / highest).toBeCloseTo(counts[bin] / Math.max(...counts), 9);
    });
  });

  it('is also opened by its link and by the list of edges, and closed by a click beside it', async () => {
    const inspector = room(page(), 'Inspector');
    const { x, y } = await edgePosition(page(), 'e1-0-0-in');
    await page().mouse.click(x, y);
    await inspector.getByRole('heading', { name: 'h₁,₁ → y' }).waitFor();
    const box = (await graph(page()).boundingBox())!;
    await page().mouse.click(box.x + 4, box.y + box.height - 4);
    await inspector.getByRole('heading', { name: 'The network', exact: true }).waitFor();

    await page().getByRole('radio', { name: 'List of edges' }).click();
    const list = page().getByRole('table', { name: 'Edges of the network' });
    expect(await list.getByRole('row').count()).toBe(21);
    await list.getByRole('button', { name: 'h₁,₅ → y' }).click();
    await inspector.getByRole('heading', { name: 'h₁,₅ → y' }).waitFor();
    await page().getByRole('radio', { name: 'Graph', exact: true }).click();
    await graph(page()).waitFor();
  });
});

interface Plotted {
  /** In the network's units. */
  readonly x: number;
  readonly y: number;
  /** The input and the value as the table tells them. */
  readonly told: readonly number[];
}

async function plottedValues(inspector: Locator): Promise<Plotted[]> {
  const rows = await inspector
    .getByRole('table', { name: 'Values of the spline' })
    .locator('tbody tr')
    .evaluateAll((all) =>
      all.map((row) => ({
        x: Number(row.getAttribute('data-x')),
        y: Number(row.getAttribute('data-y')),
        told: [...row.children].map(({ textContent }) => textContent ?? ''),
      })),
    );
  return rows.map((row) => ({ ...row, told: row.told.map(readNumber) }));
}

/** Corners of the drawn line, in pixels. */
async function drawnCurve(inspector: Locator): Promise<{ x: number; y: number }[]> {
  const path = (await inspector.locator('svg path.curve').getAttribute('d')) ?? '';
  return [...path.matchAll(/[ML]([-\d.]+),([-\d.]+)/g)].map(([, x, y]) => ({ x: Number(x), y: Number(y) }));
}

/** Pearson's. */
function correlation(a: readonly number[], b: readonly number[]): number {
  const mean = (values: readonly number[]): number =>
    values.reduce((sum, value) => sum + value, 0) / values.length;
  const [ma, mb] = [mean(a), mean(b)];
  let [ab, aa, bb] = [0, 0, 0];
  a.forEach((value, i) => {
    ab += (value - ma) * (b[i] - mb);
    aa += (value - ma) ** 2;
    bb += (b[i] - mb) ** 2;
  });
  return ab / Math.sqrt(aa * bb);
}
