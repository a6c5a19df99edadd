/** What a person keeps when the journal cannot be written, the window is loaded anew, or the app is quit and opened again. */
import { mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Snapshot } from '../../shared/contract/views/snapshot.ts';
import { root, useAppAgain, type StudioApp } from '../support/app.ts';
import { button, graph, readRun, room } from '../support/shown.ts';
import {
  answerDialogs,
  askEngine,
  dropFile,
  engineReady,
  openSample,
  openTab,
  replaceTable,
  startLongRun,
  waitForStatus,
  waitForStep,
} from '../support/story.ts';
import { restarted, kill } from '../support/engineEnds.ts';
import { replaceByFile } from '../support/folder.ts';

const hello = join(root, 'examples', 'hello-kan.csv');
const velocities = join(root, 'examples', 'velocity-addition.csv');

const { app, openAgain } = useAppAgain();

describe('a journal that cannot be written', () => {
  it('is reported with the reason and what to do, while work continues, until it can be written', async () => {
    const { page } = app();
    await openSample(page, 'Hello, KAN');
    const journal = join(app().profile, 'journal');
    await replaceByFile(journal);
    await startLongRun(page, 30);
    const banner = page.getByRole('region', { name: 'Crash protection' });
    await banner.getByText('Crash protection is off: a file is where its folder should be.').waitFor();
    await banner.getByText('save your project often').waitFor();
    await button(page, 'Stop').click();
    await waitForStatus(page, 'Stopped');
    expect(await banner.getByRole('button', { name: 'Save the project' }).isEnabled()).toBe(true);
    await page.reload();
    await banner.getByText('Crash protection is off').waitFor();

    await rm(journal);
    await banner.waitFor({ state: 'detached', timeout: 30_000 });
    await kill(app());
    await engineReady(page);
    await room(page, 'Notices').getByText(restarted).waitFor();
    const { history } = (await askEngine(page, 'session.snapshot', undefined)) as Snapshot;
    expect(history.revisions.at(-1)?.label).toMatch(/^Trained/);
  });
});

describe('a reloaded window', () => {
  it('shows the run that has continued, with its whole curve', async () => {
    const { page } = app();
    await replaceTable(page, velocities);
    await startLongRun(page, 30);
    const before = await readRun(page);
    await page.reload();
    await graph(page).waitFor();
    await waitForStatus(page, 'Training');
    await waitForStep(page, before.step);
    const [first, snapshot] = [
      await readRun(page),
      (await askEngine(page, 'session.snapshot', undefined)) as Snapshot,
    ];
    expect(first.plotted).toBeGreaterThanOrEqual(before.plotted);
    expect(snapshot.training.points[0].step).toBe(0);
    await room(page, 'Data').getByText('velocity-addition.csv').waitFor();

    await button(page, 'Pause').click();
    await waitForStatus(page, 'Paused');
    await page.reload();
    await waitForStatus(page, 'Paused');
    await button(page, 'Resume').click();
    await waitForStatus(page, 'Training');
    await button(page, 'Stop').click();
    await waitForStatus(page, 'Stopped');
  });

  it('keeps the set-up of data and network', async () => {
    const { page } = app();
    await openTab(page, 'Network');
    const grid = room(page, 'Network set-up').getByLabel('Grid G', { exact: true });
    const seed = room(page, 'Network set-up').getByLabel('Seed', { exact: true });
    await grid.fill('7');
    await seed.fill('5');
    await button(page, 'Apply').click();
    await button(page, 'Apply').waitFor({ state: 'detached' });
    await room(page, 'Inspector').getByText('G = 7, k = 3').waitFor();
    await page.reload();
    await graph(page).waitFor();
    expect(await grid.inputValue()).toBe('7');
    expect(await seed.inputValue()).toBe('5');
    expect(await button(page, 'Apply').count()).toBe(0);
  });

  it('shows the options of the current run', async () => {
    const { page } = app();
    await startLongRun(page, 10);
    await page.reload();
    await waitForStatus(page, 'Training');
    const adam = room(page, 'Training').getByRole('radio', { name: 'Adam', exact: true });
    await expect.poll(() => adam.getAttribute('aria-checked')).toBe('true');
    await button(page, 'Stop').click();
    await waitForStatus(page, 'Stopped');
  });
});

describe('an app that quits during training', () => {
  it('has the network of that moment at the next start', async () => {
    await replaceTable(app().page, hello);
    await startLongRun(app().page, 200);
    const before = await readRun(app().page);
    await openAgain();

    const { page } = app();
    await graph(page).waitFor();
    await room(page, 'Notices').getByText('Your last work was restored.').waitFor();
    const { history, scores } = (await askEngine(page, 'session.snapshot', undefined)) as Snapshot;
    expect(history.revisions.at(-1)?.label).toMatch(/^Trained \d+ steps \(Adam\)$/);
    expect(scores?.train.rmse).toBeLessThan(2 * before.train);
    expect(await button(page, 'Train').isEnabled()).toBe(true);
  });

  it('says that the table is missing, and reads it from its new path', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'kan-studio-moved-'));
    const csv = join(folder, 'falls.csv');
    await writeFile(csv, `t,s\n${Array.from({ length: 60 }, (_, t) => `${t},${4.9 * t * t}`).join('\n')}\n`);
    await replaceTable(app().page, csv);
    await splitOf(app(), '42');
    await button(app().page, 'Train').click();
    await waitForStatus(app().page, 'Training');
    await waitForStep(app().page, 20);
    await button(app().page, 'Stop').click();
    await waitForStatus(app().page, 'Stopped');
    await openAgain(() => rename(csv, join(folder, 'found.csv')));

    const { page } = app();
    await room(page, 'Notices').getByText('The table falls.csv could not be read again').waitFor();
    const errors = room(page, 'Inspector').getByRole('table', { name: 'Errors by split' });
    const before = (await askEngine(page, 'session.snapshot', undefined)) as Snapshot;
    await dropFile(page, join(folder, 'found.csv'));
    await button(page, 'Load the table').click();
    await button(page, 'Open without saving').click();
    await splitOf(app(), '42');
    await errors.waitFor();
    const after = (await askEngine(page, 'session.snapshot', undefined)) as Snapshot;
    expect(after.history).toEqual(before.history);
    expect(after.model!.revision).toBe(before.model!.revision);
    await rm(folder, { recursive: true });
  });
});

describe('an app that ends with changes since its project was saved', () => {
  it('saves in that file at the next start, without a question', async () => {
    const file = join(await mkdtemp(join(tmpdir(), 'kan-studio-project-')), 'mine.kan');
    await replaceTable(app().page, hello);
    await answerDialogs(app(), file);
    await app().page.keyboard.press('Control+s');
    await expect.poll(() => app().page.title()).toBe('mine.kan – KAN Studio');
    await startLongRun(app().page, 10);
    await button(app().page, 'Stop').click();
    await waitForStatus(app().page, 'Stopped');
    const saved = await readFile(file);
    await openAgain();

    const { page } = app();
    await graph(page).waitFor();
    await expect.poll(() => page.title()).toBe('• mine.kan – KAN Studio');
    await page.keyboard.press('Control+s');
    await expect.poll(() => page.title()).toBe('mine.kan – KAN Studio');
    expect((await readFile(file)).equals(saved)).toBe(false);
    await rm(dirname(file), { recursive: true });
  });
});

/** Waits until the data room tells so many rows to train on. */
async function splitOf({ page }: StudioApp, rows: string): Promise<void> {
  await room(page, 'Data')
    .locator('dl[aria-label="Rows by split"]')
    .getByText(rows, { exact: true })
    .waitFor();
}
