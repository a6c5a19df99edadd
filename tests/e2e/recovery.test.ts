/** What a person keeps when the engine is killed, hangs or crashes again and again. */
import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Snapshot } from '../../shared/contract/views/snapshot.ts';
import { root, useAppAgain, type StudioApp } from '../support/app.ts';
import { button, graph, readRun, room } from '../support/shown.ts';
import {
  askEngine,
  enginePid,
  engineReady,
  openSample,
  replaceTable,
  startLongRun,
  trainFor,
  waitForStatus,
  waitForStep,
} from '../support/story.ts';
import { restarted, kill } from '../support/engineEnds.ts';

const hello = join(root, 'examples', 'hello-kan.csv');
const velocities = join(root, 'examples', 'velocity-addition.csv');

const stopped = 'The engine stopped unexpectedly and is being restarted.';

const { app, openAgain } = useAppAgain();

describe('an engine that crashes again and again', () => {
  it('is not restarted any more, with advice on what to do; the work is there at the next start', async () => {
    const { page } = app();
    await openSample(page, 'Hello, KAN');
    await trainFor(page, 'L-BFGS', 5);
    // Only crashes within a minute count; on a busy machine, six take longer than that.
    await app().electron.evaluate(() => {
      const now = performance.now();
      performance.now = () => now;
    });
    const before = (await askEngine(page, 'session.snapshot', undefined)) as Snapshot;
    await expect.poll(() => writtenRevision(app())).toBe(before.history.current);

    const gaveUp = room(page, 'Notices').getByText(/stopped several times in a row/);
    let kills = 0;
    while ((await gaveUp.count()) === 0 && kills < 10) {
      // Idle, with everything read back: an engine that ends while it reads the table does not read it again.
      expect(((await askEngine(page, 'session.snapshot', undefined)) as Snapshot).table).not.toBeNull();
      await kill(app());
      kills++;
      await gaveUp.or(page.getByRole('banner').getByText('Engine ready')).first().waitFor();
    }
    expect(kills).toBe(6);
    await room(page, 'Notices')
      .getByText(/Quit KAN Studio and open it again; your work is kept/)
      .waitFor();
    expect(await page.getByRole('banner').getByText('Engine stopped').isVisible()).toBe(true);
    // The window lives: what needs the engine is off, the rest works.
    expect(await button(page, 'Train').isEnabled()).toBe(false);
    await page.getByRole('radio', { name: 'Dark' }).click();
    await page.waitForFunction(() => matchMedia('(prefers-color-scheme: dark)').matches);
    await openAgain();

    await graph(app().page).waitFor();
    const now = async () => (await askEngine(app().page, 'session.snapshot', undefined)) as Snapshot;
    // The network is there before its table has been read; edges are measured on the table's rows.
    await expect.poll(async () => (await now()).dataset).not.toBeNull();
    const after = await now();
    expect(after.model).toEqual(before.model);
    expect(after.history.revisions).toEqual(before.history.revisions);
  });
});

describe('an engine killed during training', () => {
  it('is restarted with the network of the last seconds, and the window says so', async () => {
    const { page } = app();
    await replaceTable(page, velocities);
    await startLongRun(page, 20);
    const before = await readRun(page);
    await laterCheckpoint(app());

    const pid = await kill(app());
    const notices = room(page, 'Notices');
    await notices.getByText(restarted).waitFor();
    await notices
      .getByText('Your network was recovered. It is as it was a few seconds before. Train to continue.')
      .waitFor();
    // It fades.
    await notices.getByText(stopped).waitFor({ state: 'detached' });
    await engineReady(page);
    expect(await enginePid(app())).not.toBe(pid);

    await waitForStatus(page, 'Stopped');
    // The best network up to then, by its validation error: Adam's own goes up and down.
    const { scores, training } = (await askEngine(page, 'session.snapshot', undefined)) as Snapshot;
    const best = Math.min(...training.points.map((point) => point.validation));
    expect(training.step).toBeGreaterThanOrEqual(before.step);
    expect(training.points.at(-1)!.step).toBeGreaterThanOrEqual(before.step);
    await expect.poll(async () => (await readRun(page)).step).toBe(training.step);
    expect(scores!.validation.rmse! / best).toBeCloseTo(1, 9);
    await room(page, 'Training')
      .getByText(/was restored/)
      .waitFor();
    await graph(page).waitFor();
  });

  it('shows the errors of the recovered network', async () => {
    const errors = room(app().page, 'Inspector').getByRole('table', { name: 'Errors by split' });
    await errors.waitFor();
    expect(await errors.locator('[data-split=training] td').nth(1).innerText()).toMatch(/\d/);
  });

  it('continues from that network', async () => {
    const { page } = app();
    const before = (await askEngine(page, 'session.snapshot', undefined)) as Snapshot;
    await button(page, 'Train').click();
    await waitForStatus(page, 'Training');
    await waitForStep(page, 20);
    const { training } = (await askEngine(page, 'session.snapshot', undefined)) as Snapshot;
    const [start] = training.points;
    expect(start.step).toBe(0);
    expect(start.validation / before.scores!.validation.rmse!).toBeCloseTo(1, 9);
    // Adam goes up and down, and a run without a better network than its first leaves none.
    const improved = async (): Promise<boolean> => {
      const { training: now } = (await askEngine(page, 'session.snapshot', undefined)) as Snapshot;
      return now.points.some(({ validation }) => validation < start.validation);
    };
    await expect.poll(improved).toBe(true);
    await button(page, 'Stop').click();
    await waitForStatus(page, 'Stopped');
  });

  it('loses nothing when it was idle', async () => {
    const { page } = app();
    const before = (await askEngine(page, 'session.snapshot', undefined)) as Snapshot;
    await expect.poll(() => writtenRevision(app())).toBe(before.history.current);
    await kill(app());
    await engineReady(page);
    await room(page, 'Notices').getByText(restarted).waitFor();
    const after = (await askEngine(page, 'session.snapshot', undefined)) as Snapshot;
    expect(after.model).toEqual(before.model);
    expect(after.scores).toEqual(before.scores);
    expect(after.history.revisions).toEqual(before.history.revisions);
    expect(after.table).toEqual(before.table);
    expect(after.setup).toEqual(before.setup);
    expect(after.training.points).toEqual(before.training.points);
    await graph(page).waitFor();
    expect(await button(page, 'Train').isEnabled()).toBe(true);
  });
});

describe.skipIf(process.platform === 'win32')('an engine that does not answer', () => {
  const banner = () => app().page.getByRole('region', { name: 'Engine', exact: true });

  it('is noticed, and the window says when it answers again', async () => {
    const { page } = app();
    await replaceTable(page, hello);
    await startLongRun(page, 20);
    const pid = await enginePid(app());
    process.kill(pid, 'SIGSTOP');
    await banner().getByText('The engine has not answered for ten seconds.').waitFor();
    await banner().getByRole('button', { name: 'Wait' }).click();
    await banner().waitFor({ state: 'detached' });
    process.kill(pid, 'SIGCONT');
    const { step } = await readRun(page);
    await waitForStep(page, step + 20);
    expect(await enginePid(app())).toBe(pid);
  });

  it('is restarted with nothing lost', async () => {
    const { page } = app();
    const before = await readRun(page);
    await laterCheckpoint(app());
    const pid = await enginePid(app());
    process.kill(pid, 'SIGSTOP');
    await banner().getByRole('button', { name: 'Start it again' }).click();
    await room(page, 'Notices').getByText('The engine did not answer and was started again.').waitFor();
    await engineReady(page);
    expect(await enginePid(app())).not.toBe(pid);
    expect(() => process.kill(pid, 0), 'the old one is gone').toThrow();
    await waitForStatus(page, 'Stopped');
    const { training, table } = (await askEngine(page, 'session.snapshot', undefined)) as Snapshot;
    expect(training.step).toBeGreaterThanOrEqual(before.step);
    expect(table).not.toBeNull();
    expect(await banner().count()).toBe(0);
  });
});

/**
 * Waits until a checkpoint is written that was taken from now on. One may be in writing now and another wait for it, where
 * the disk is slow: it is the third at the latest.
 */
async function laterCheckpoint(studio: StudioApp): Promise<void> {
  for (let written = 0; written < 3; written++) await nextCheckpoint(studio);
}

/** Waits until the engine has written another checkpoint of its run. */
async function nextCheckpoint({ profile }: StudioApp): Promise<void> {
  const written = async (): Promise<number> => {
    try {
      return (await stat(join(profile, 'journal', 'checkpoint.kan'))).mtimeMs;
    } catch {
      return 0;
    }
  };
  const before = await written();
  await expect.poll(written).toBeGreaterThan(before);
}

/** The current revision in the journal, which is written soon after each change. */
async function writtenRevision({ profile }: StudioApp): Promise<string> {
  const state = JSON.parse(
    await readFile(join(profile, 'journal', 'state.json'), 'utf8'),
  ) as Snapshot['history'];
  return state.current!;
}
