/** What a person keeps when the journal cannot be written, the window is loaded anew, or the app is quit and opened again. */
import { mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Snapshot } from '../../shared/contract/views/snapshot.ts';
import { launchApp, makeProfile, useApp, type StudioApp } from '../support/app.ts';
import {
  askEngine,
  button,
  chooseLongRun,
  dropFile,
  engineReady,
  graph,
  openSample,
  openTab,
  readRun,
  room,
  waitForStatus,
  waitForStep,
} from '../support/story.ts';
import { restarted, kill } from '../support/engineEnds.ts';

const sample = 'Hello, KAN';

describe('a journal that cannot be written', () => {
  const app = useApp();

  it('is reported with the reason and what to do, while work continues, until it can be written', async () => {
    const { page, profile } = app();
    await openSample(page, sample);
    const journal = join(profile, 'journal');
    await rename(journal, `${journal}-away`);
    await writeFile(journal, 'where the folder was');
    await chooseLongRun(page);
    await button(page, 'Train').click();
    await waitForStep(page, 30);
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
  const app = useApp();

  it('shows the run that has continued, with its whole curve', async () => {
    const { page } = app();
    await openSample(page, sample);
    await chooseLongRun(page);
    await button(page, 'Train').click();
    await waitForStep(page, 30);
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
    await room(page, 'Data').getByText('hello-kan.csv').waitFor();

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
    await chooseLongRun(page);
    await button(page, 'Train').click();
    await waitForStep(page, 10);
    await page.reload();
    await waitForStatus(page, 'Training');
    const adam = room(page, 'Training').getByRole('radio', { name: 'Adam', exact: true });
    await expect.poll(() => adam.getAttribute('aria-checked')).toBe('true');
    await button(page, 'Stop').click();
    await waitForStatus(page, 'Stopped');
  });
});

describe('an app that quits during training', () => {
  let profile = '';
  beforeAll(async () => {
    profile = await makeProfile();
  });
  afterAll(() => rm(profile, { recursive: true, force: true }));

  it('has the network of that moment at the next start', async () => {
    const first = await launchApp({ profile });
    await openSample(first.page, sample);
    await chooseLongRun(first.page);
    await button(first.page, 'Train').click();
    await waitForStep(first.page, 200);
    const before = await readRun(first.page);
    await first.close();

    const second = await launchApp({ profile });
    await graph(second.page).waitFor();
    await room(second.page, 'Notices').getByText('Your last work was restored.').waitFor();
    const { history, scores } = (await askEngine(second.page, 'session.snapshot', undefined)) as Snapshot;
    expect(history.revisions.at(-1)?.label).toMatch(/^Trained \d+ steps \(Adam\)$/);
    expect(scores?.train.rmse).toBeLessThan(2 * before.train);
    expect(await button(second.page, 'Train').isEnabled()).toBe(true);
    await second.close();
  });

  it('says that the table is missing, and reads it from its new path', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'kan-studio-moved-'));
    const csv = join(folder, 'falls.csv');
    await writeFile(csv, `t,s\n${Array.from({ length: 60 }, (_, t) => `${t},${4.9 * t * t}`).join('\n')}\n`);
    const first = await launchApp({ profile });
    await dropFile(first.page, csv);
    await button(first.page, 'Load the table').click();
    await button(first.page, 'Replace without saving').click();
    await splitOf(first, '42');
    await button(first.page, 'Train').click();
    await waitForStep(first.page, 20);
    await button(first.page, 'Stop').click();
    await waitForStatus(first.page, 'Stopped');
    await first.close();
    await rename(csv, join(folder, 'found.csv'));

    const second = await launchApp({ profile });
    await room(second.page, 'Notices').getByText('The table falls.csv could not be read again').waitFor();
    const errors = room(second.page, 'Inspector').getByRole('table', { name: 'Errors by split' });
    const before = (await askEngine(second.page, 'session.snapshot', undefined)) as Snapshot;
    await dropFile(second.page, join(folder, 'found.csv'));
    await button(second.page, 'Load the table').click();
    await button(second.page, 'Replace without saving').click();
    await splitOf(second, '42');
    await errors.waitFor();
    const after = (await askEngine(second.page, 'session.snapshot', undefined)) as Snapshot;
    expect(after.history).toEqual(before.history);
    expect(after.model!.revision).toBe(before.model!.revision);
    await second.close();
    await rm(folder, { recursive: true });
  });
});

/** Waits until the data room tells so many rows to train on. */
async function splitOf({ page }: StudioApp, rows: string): Promise<void> {
  await room(page, 'Data')
    .locator('dl[aria-label="Rows by split"]')
    .getByText(rows, { exact: true })
    .waitFor();
}
