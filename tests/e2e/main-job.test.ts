/** The main job from beginning to end: drop a table, train, see the splines, save, open again. */
import { writeFile } from 'node:fs/promises';
import type { Locator } from 'playwright-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { loadTable as readTable, prepareDataset } from '../../main/engine/data/index.ts';
import type { Dataset } from '../../main/engine/data/dataset/dataset.ts';
import { currentRevision } from '../../main/engine/history/history.ts';
import type { Revision } from '../../main/engine/history/revision.ts';
import { readProject } from '../../main/engine/storage/projectStore.ts';
import type { Snapshot } from '../../shared/contract/views/snapshot.ts';
import { seededRandom } from '../../shared/random.ts';
import { launchApp, useApp } from '../support/app.ts';
import { edgeValue, forward, layerInputs } from '../support/plainKan.ts';
import {
  button,
  selectedLabel,
  edgePosition,
  graph,
  plotsPrint,
  previewOf,
  readNumber,
  readRun,
  room,
  splitRows,
} from '../support/shown.ts';
import {
  answerDialogs,
  askEngine,
  chooseLongRun,
  dropFile,
  loadTable,
  openTab,
  saveProject,
  waitForStatus,
  waitForStep,
} from '../support/story.ts';
import { useFolder } from '../support/folder.ts';

const rows = 400;
/** Long enough for dozens of steps, had they not stopped. */
const QUIET_MS = 400;

const folder = useFolder('all tests');
let csv = '';
let project = '';
beforeAll(async () => {
  csv = folder('plant.csv');
  project = folder('plant.kan');
  await writeFile(csv, plantCsv());
});

/** A running number, two quantities, a batch that only looks like a number, and what came out. */
function plantCsv(): string {
  const random = seededRandom(7);
  const lines = Array.from({ length: rows }, (_, row) => {
    const [x1, x2, batch] = [2 * random.next() - 1, 10 + 5 * random.next(), 1 + random.integer(3)];
    const y = Math.exp(Math.sin(Math.PI * x1) + ((x2 - 12.5) / 2.5) ** 2) + (batch === 2 ? 0.5 : 0);
    return [row + 1, x1.toFixed(6), x2.toFixed(5), batch, y.toFixed(8)].join(',');
  });
  return ['no,x1,x2,batch,y', ...lines, ''].join('\n');
}

describe('the main job', () => {
  const app = useApp();
  const page = () => app().page;
  const training = () => room(page(), 'Training');

  it('previews a dropped table, and reads it again after a correction', async () => {
    await dropFile(page(), csv);
    const preview = previewOf(page(), 'plant.csv');
    await preview.waitFor();
    expect(await selectedLabel(preview.getByLabel('Delimiter', { exact: true }))).toBe('Comma');
    expect(await selectedLabel(preview.getByLabel('Decimal mark', { exact: true }))).toBe('Point 3.14');
    expect(await selectedLabel(preview.getByLabel('First row', { exact: true }))).toBe('Column names');
    const table = preview.getByRole('region', { name: 'First rows' });
    expect(await table.getByRole('row').count()).toBe(51);
    for (const name of ['no', 'x1', 'x2', 'batch', 'y'])
      expect(await selectedLabel(table.getByLabel(`Type of ${name}`, { exact: true }))).toBe('Number');

    await preview.getByLabel('First row', { exact: true }).selectOption('Data');
    await expect.poll(() => table.getByRole('cell', { name: 'batch', exact: true }).count()).toBe(1);
    await preview.getByRole('button', { name: 'First row: detect it again' }).click();
    await table.getByLabel('Type of batch', { exact: true }).selectOption('Category');
    await expect
      .poll(() => selectedLabel(table.getByLabel('Type of batch', { exact: true })))
      .toBe('Category');
    expect(await selectedLabel(table.getByLabel('Type of x1', { exact: true }))).toBe('Number');
  });

  it('loads the table, and the roles decide inputs and target', async () => {
    await loadTable(page());
    const data = room(page(), 'Data');
    await data.getByText('400 rows · 5 columns').waitFor();
    await data.getByText('3 labels').waitFor();
    expect(
      await data
        .getByRole('radiogroup', { name: 'Role of y' })
        .getByRole('radio', { checked: true })
        .getAttribute('aria-label'),
    ).toBe('Target');
    // no, x1, x2 and batch: a category is one input.
    expect(await graph(page()).getAttribute('aria-label')).toBe('Network graph: 4 → 5 → 1 nodes, 25 edges');

    // Nothing has been learned yet: the network follows without being asked.
    await data
      .getByRole('radiogroup', { name: 'Role of no', exact: true })
      .getByRole('radio', { name: 'Ignore' })
      .click();
    await expect
      .poll(() => graph(page()).getAttribute('aria-label'))
      .toBe('Network graph: 3 → 5 → 1 nodes, 20 edges');
    expect(await button(page(), 'Apply').count()).toBe(0);
    expect(await splitRows(page())).toEqual({ Training: 280, Validation: 60, Test: 60 });
  });

  it('shows progress, errors and splines during training', async () => {
    await chooseLongRun(page());
    const untrained = (await errorsBySplit()).training.rmse;
    const before = await plotsPrint(page());
    await button(page(), 'Train').click();
    await waitForStatus(page(), 'Training');
    await waitForStep(page(), 3);
    await expect.poll(() => plotsPrint(page())).not.toBe(before);
    const [first, plots] = [await readRun(page()), await plotsPrint(page())];
    await waitForStep(page(), first.step + 20);
    await expect.poll(() => plotsPrint(page())).not.toBe(plots);
    await expect.poll(async () => (await readRun(page())).plotted).toBeGreaterThan(first.plotted);
    const later = await readRun(page());
    expect(later.train).toBeLessThan(untrained / 2);
    expect(later.validation).toBeLessThan(untrained / 2);
    expect(later.steps).toBe(1_000_000);
    for (const fact of ['time', 'left', 'steps/s', 'rows/s']) {
      expect(await training().locator(`[data-fact="${fact}"] dd`).textContent()).toMatch(/^\d/);
    }
    // What would begin another network waits until the run has ended.
    await openTab(page(), 'Network');
    const grid = room(page(), 'Network set-up').getByLabel('Grid G', { exact: true });
    expect(await grid.isDisabled()).toBe(true);
  });

  it('pauses, makes exactly one step at a time, resumes, and stops', async () => {
    await button(page(), 'Pause').click();
    await waitForStatus(page(), 'Paused');
    // The chart's last points may come a moment later than the state.
    await page().waitForTimeout(QUIET_MS);
    const paused = await readRun(page());
    await page().waitForTimeout(QUIET_MS);
    expect(await readRun(page())).toEqual(paused);

    for (const more of [1, 2]) {
      await button(page(), 'Step').click();
      await expect.poll(async () => (await readRun(page())).step).toBe(paused.step + more);
      await page().waitForTimeout(QUIET_MS);
      expect(await readRun(page())).toMatchObject({ status: 'Paused', step: paused.step + more });
    }

    await button(page(), 'Resume').click();
    await waitForStep(page(), paused.step + 10);
    await button(page(), 'Stop').click();
    await waitForStatus(page(), 'Stopped');
    await page().waitForTimeout(QUIET_MS);
    const stopped = await readRun(page());
    await page().waitForTimeout(QUIET_MS);
    expect(await readRun(page())).toEqual(stopped);
    expect(await button(page(), 'Train').isEnabled()).toBe(true);
  });

  it('starts, pauses and resumes by the space bar', async () => {
    await page().evaluate(() => (document.activeElement as HTMLElement).blur());
    await page().keyboard.press('Space');
    await waitForStatus(page(), 'Training');
    await waitForStep(page(), 2);
    await page().keyboard.press('Space');
    await waitForStatus(page(), 'Paused');
    const { step } = await readRun(page());
    await page().keyboard.press('Space');
    await waitForStatus(page(), 'Training');
    await waitForStep(page(), step + 2);
    await page().keyboard.press('Control+.');
    await waitForStatus(page(), 'Stopped');
  });

  it('trains to the end with L-BFGS, and shows the errors by split', async () => {
    await training().getByRole('radio', { name: 'L-BFGS' }).click();
    await training().getByLabel('Steps', { exact: true }).fill('60');
    await button(page(), 'Train').click();
    await waitForStatus(page(), 'Finished');
    const errors = await errorsBySplit();
    expect(errors.test.rmse).toBeLessThan(0.5);
    expect(errors.test.r2).toBeGreaterThan(0.95);
    // The model of the lowest validation error is kept: that of the last step, or else it is said which.
    await expect
      .poll(async () => (await readRun(page())).validation)
      .toBeGreaterThanOrEqual(errors.validation.rmse);
    const { validation } = await readRun(page());
    const said = await training().getByText('its validation error was the lowest').count();
    expect(said === 0).toBe(validation === errors.validation.rmse);
  });

  describe('an edge', () => {
    let revision: Revision;
    let dataset: Dataset;
    beforeAll(async () => {
      await saveProject(app(), project);
      const saved = await readProject(project);
      revision = currentRevision(saved.history)!;
      dataset = await prepareDataset(await readTable(csv, saved.data!.overrides), saved.data!.setup!);
    });

    it('belongs to a model whose errors are those on screen', async () => {
      const errors = await errorsBySplit();
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
        const own = edgeValue(revision.model, edge.layer, edge.input, edge.output, point.x);
        expect(Math.abs(point.y - own)).toBeLessThan(1e-9 * largest);
      }

      // What is drawn is what is told: the line runs through the table's values.
      const drawn = await drawnCurve(inspector);
      expect(drawn).toHaveLength(plotted.length);
      expect(
        correlation(
          drawn.map((point) => point.x),
          plotted.map((point) => point.shown),
        ),
      ).toBeGreaterThan(1 - 1e-6);
      expect(
        correlation(
          drawn.map((point) => -point.y),
          plotted.map((point) => point.y),
        ),
      ).toBeGreaterThan(1 - 1e-4);

      // Units: inputs of the first layer are shown in the column's own.
      if (edge.layer === 0) {
        const { shift, scale } = revision.encoding.features[edge.input].scaling;
        for (const point of plotted) expect(point.shown).toBeCloseTo(point.x * scale + shift, 9);
      }

      const layer = revision.model.layers[edge.layer];
      expect(await inspector.locator('svg path.knot').count()).toBe(layer.grid + 1);

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
      const start = edge.input * (layer.grid + 1 + 2 * layer.order) + layer.order;
      expect(detail.knots).toEqual([...layer.knots.slice(start, start + layer.grid + 1)]);
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

  it('opens the saved project on another machine unchanged', async () => {
    await button(page(), 'Clear the selection').click();
    const here = (await askEngine(page(), 'session.snapshot', undefined)) as Snapshot;
    const errors = await errorsBySplit();
    const other = await launchApp();
    await answerDialogs(other, project);
    await button(other.page, 'Open a project').click();
    await graph(other.page).waitFor();

    const there = (await askEngine(other.page, 'session.snapshot', undefined)) as Snapshot;
    expect(there.model).toEqual(here.model);
    expect(there.scores).toEqual(here.scores);
    expect(there.setup).toEqual(here.setup);
    expect(there.table).toEqual(here.table);
    expect(there.history.revisions).toEqual(here.history.revisions);
    expect(await errorsBySplit(other.page)).toEqual(errors);

    // Saved again from there, it predicts the same to the last bit.
    const copy = folder('copy.kan');
    await saveProject(other, copy);
    const [first, second] = await Promise.all(
      [project, copy].map(async (path) => currentRevision((await readProject(path)).history)!),
    );
    expect(second.model.params).toEqual(first.model.params);
    expect(second.encoding).toEqual(first.encoding);

    // And it can be trained on.
    await room(other.page, 'Training').getByRole('radio', { name: 'L-BFGS', exact: true }).click();
    await room(other.page, 'Training').getByLabel('Steps', { exact: true }).fill('50');
    await button(other.page, 'Train').click();
    await waitForStatus(other.page, 'Finished');
    expect((await errorsBySplit(other.page)).validation.rmse).toBeLessThanOrEqual(errors.validation.rmse);
    await other.close();
  });

  it('can start a run with a single step', async () => {
    await button(page(), 'Step').click();
    await expect.poll(async () => (await readRun(page())).step).toBe(1);
    await page().waitForTimeout(QUIET_MS);
    expect(await readRun(page())).toMatchObject({ status: 'Paused', step: 1 });
    await button(page(), 'Stop').click();
    await waitForStatus(page(), 'Stopped');
  });

  /** The inspector's table of errors. */
  async function errorsBySplit(
    of = page(),
  ): Promise<Record<'training' | 'validation' | 'test', { rows: number; rmse: number; r2: number }>> {
    const table = room(of, 'Inspector').getByRole('table', { name: 'Errors by split' });
    await table.waitFor();
    const cells = await table
      .locator('tbody tr')
      .evaluateAll((all) => all.map((row) => [...row.children].map((cell) => cell.textContent)));
    const entries = cells.map(([name = '', ...values]) => {
      const [count, rmse, r2] = values.map((value) => readNumber(value ?? ''));
      return [name.toLowerCase(), { rows: count, rmse: rmse, r2: r2 }] as const;
    });
    return Object.fromEntries(entries) as Awaited<ReturnType<typeof errorsBySplit>>;
  }
});

interface Plotted {
  /** In the network's units, and as it is shown. */
  readonly x: number;
  readonly shown: number;
  readonly y: number;
}

function plottedValues(inspector: Locator): Promise<Plotted[]> {
  return inspector
    .getByRole('table', { name: 'Values of the spline' })
    .locator('tbody tr')
    .evaluateAll((all) =>
      all.map((row) => ({
        x: Number(row.getAttribute('data-x')),
        shown: Number(row.children[0]?.textContent),
        y: Number(row.getAttribute('data-y')),
      })),
    );
}

/** Corners of the drawn line, in pixels. */
async function drawnCurve(inspector: Locator): Promise<{ x: number; y: number }[]> {
  const path = (await inspector.locator('svg path.curve').getAttribute('d')) ?? '';
  return [...path.matchAll(/[ML]([-\d.]+),([-\d.]+)/g)].map(([, x, y]) => ({ x: Number(x), y: Number(y) }));
}

/** How many values lie in each bin; the last bin holds its end. */
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
