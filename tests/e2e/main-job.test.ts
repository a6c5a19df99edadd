/** The main job from beginning to end: drop a table, train, save, open again. */
import { writeFile } from 'node:fs/promises';
import { beforeAll, describe, expect, it } from 'vitest';
import { currentRevision } from '../../main/engine/history/history.ts';
import { readProject } from '../../main/engine/storage/projectStore.ts';
import type { Snapshot } from '../../shared/contract/views/snapshot.ts';
import { launchApp, useApp } from '../support/app.ts';
import { errorsBySplit, plantCsv } from '../support/plant.ts';
import {
  button,
  selectedLabel,
  graph,
  plotsPrint,
  previewOf,
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
    const untrained = (await errorsBySplit(page())).training.rmse;
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
    const errors = await errorsBySplit(page());
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

  it('opens the saved project on another machine unchanged', async () => {
    await saveProject(app(), project);
    const here = (await askEngine(page(), 'session.snapshot', undefined)) as Snapshot;
    const errors = await errorsBySplit(page());
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
});
