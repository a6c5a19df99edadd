/** Actions of a person in the app. */
import { copyFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import type { EngineMethod, EngineParams } from '../../shared/contract/engine.ts';
import type { Snapshot } from '../../shared/contract/views/snapshot.ts';
import type { StudioApp } from './app.ts';
import { button, graph, matrix, previewOf, readRun, room } from './shown.ts';

/** Opens a room that lies behind a tab, by the tab's label. */
export const openTab = (page: Page, label: string): Promise<void> =>
  page.getByRole('tab', { name: label, exact: true }).click();

/** Waits until the engine answers. */
export async function engineReady(page: Page): Promise<void> {
  await page.getByRole('banner').getByText('Engine ready').waitFor();
}

/** Drags a file of the disk over the window and lets go, as Chromium takes it from the desktop. */
export async function dropFile(page: Page, path: string): Promise<void> {
  await engineReady(page);
  const session = await page.context().newCDPSession(page);
  const data = { items: [], files: [path], dragOperationsMask: 1 };
  for (const type of ['dragEnter', 'dragOver', 'drop'] as const) {
    await session.send('Input.dispatchDragEvent', { type, x: 400, y: 300, data });
  }
  await session.detach();
}

/** Loads the previewed table and waits for its network. */
export async function loadTable(page: Page): Promise<void> {
  await button(page, 'Load the table').click();
  await graph(page).or(matrix(page)).first().waitFor();
}

/** Loads a table of other columns in the place of the one before, whose work is not saved if the window asks, and waits for its network. */
export async function replaceTable(page: Page, path: string): Promise<void> {
  const before = await currentRevision(page);
  await dropFile(page, path);
  await button(page, 'Load the table').click();
  const [asked, preview] = [button(page, 'Open without saving'), previewOf(page, basename(path))];
  await expect.poll(async () => (await asked.isVisible()) || !(await preview.isVisible())).toBe(true);
  if (await asked.isVisible()) await asked.click();
  await preview.waitFor({ state: 'detached' });
  // There is none until the new network is there.
  await expect.poll(async () => [null, before].includes(await currentRevision(page))).toBe(false);
  await graph(page).or(matrix(page)).first().waitFor();
}

async function currentRevision(page: Page): Promise<string | null> {
  return ((await askEngine(page, 'session.snapshot', undefined)) as Snapshot).history.current;
}

/** Opens a sample of the gallery as far as the workbench. */
export async function openSample(page: Page, title: string): Promise<void> {
  await engineReady(page);
  await page.getByRole('button', { name: title }).click();
  await graph(page).waitFor();
}

/** A run that does not end by itself while a test looks at it. */
export async function chooseLongRun(page: Page): Promise<void> {
  const training = room(page, 'Training');
  await training.getByRole('radio', { name: 'Adam', exact: true }).click();
  await training.getByLabel('Steps', { exact: true }).fill('1000000');
}

/** Begins such a run, and waits until it has gone past a step. */
export async function startLongRun(page: Page, step: number): Promise<void> {
  await chooseLongRun(page);
  await button(page, 'Train').click();
  await waitForStatus(page, 'Training');
  await waitForStep(page, step);
}

/** Trains with one optimiser to the last step, and waits for the revision: for a run that lowers the error. */
export async function trainFor(page: Page, optimizer: string, steps: number): Promise<void> {
  const training = room(page, 'Training');
  await training.getByRole('radio', { name: optimizer, exact: true }).click();
  await training.getByLabel('Steps', { exact: true }).fill(String(steps));
  // The run before may have left “Finished”.
  const before = await currentRevision(page);
  await button(page, 'Train').click();
  await expect.poll(() => currentRevision(page)).not.toBe(before);
  await waitForStatus(page, 'Finished');
}

export async function waitForStatus(page: Page, status: string, timeout = 120_000): Promise<void> {
  await expect.poll(async () => (await readRun(page)).status, { timeout }).toBe(status);
}

/** Waits until the run has gone past a step. */
export async function waitForStep(page: Page, step: number): Promise<void> {
  await expect.poll(async () => (await readRun(page)).step).toBeGreaterThan(step);
}

/** Lets the system's dialogs answer by themselves: with this file, whatever they ask for. */
export async function answerDialogs({ electron }: StudioApp, path: string): Promise<void> {
  await electron.evaluate(({ dialog }, filePath) => {
    dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath });
    dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: [filePath] });
  }, path);
}

/** Saves the project under a name, by its shortcut. */
export async function saveProject(app: StudioApp, path: string): Promise<void> {
  await answerDialogs(app, path);
  await app.page.keyboard.press('Control+Shift+S');
  await room(app.page, 'Notices').getByText('Saved as').waitFor();
  await room(app.page, 'Notices').getByRole('button', { name: 'Dismiss' }).first().click();
}

/** Loads the window anew, opens a copy of a project in it by the shortcut, and waits for what is in the project. */
export async function reopenProject(app: StudioApp, path: string): Promise<void> {
  const { page } = app;
  await page.reload();
  await graph(page).waitFor();
  // The window still shows the work that was there before, maybe of this very file: the name of a copy tells the two apart.
  const copy = join(dirname(path), `copy of ${basename(path)}`);
  await copyFile(path, copy);
  await answerDialogs(app, copy);
  await page.keyboard.press('Control+Shift+o');
  await expect.poll(() => page.title()).toContain(basename(copy));
}

/** The process of the engine. */
export async function enginePid({ electron }: StudioApp): Promise<number> {
  const pids = await electron.evaluate(({ app }) =>
    app
      .getAppMetrics()
      .filter((metric) => metric.name === 'KAN Studio engine')
      .map((metric) => metric.pid),
  );
  expect(pids).toHaveLength(1);
  return pids[0];
}

/** Asks again until the window has the size: at the start of the app it may not be on screen yet. */
export async function resize({ electron, page }: StudioApp, width: number, height: number): Promise<void> {
  const resized = async (): Promise<readonly number[]> => {
    await electron.evaluate(
      ({ BrowserWindow }, [w, h]) =>
        // Not the hidden window that computes on a graphics processor.
        BrowserWindow.getAllWindows()
          .find((window) => window.isVisible())
          ?.setContentSize(w, h),
      [width, height] as const,
    );
    return page.evaluate(() => [innerWidth, innerHeight]);
  };
  await expect.poll(resized).toEqual([width, height]);
}

let calls = 1_000_000;

/**
 * Asks the engine over the page's own port, beside the page's client. Typed arrays come back as arrays.
 *
 * @throws what the engine answers as an error, as JSON
 */
export async function askEngine<M extends EngineMethod>(
  page: Page,
  method: M,
  params: EngineParams<M>,
): Promise<unknown> {
  const call = { type: 'call', id: ++calls, method, params };
  const reply = await page.evaluate(
    (message) =>
      new Promise<{ value?: unknown; error?: unknown }>((resolve) => {
        const plain = (value: unknown): unknown => {
          if (ArrayBuffer.isView(value)) return Array.from(value as Float64Array);
          if (Array.isArray(value)) return value.map(plain);
          if (value === null || typeof value !== 'object') return value;
          return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, plain(inner)]));
        };
        const off = window.studio.engine.onMessage((answer) => {
          const { id, value, error } = answer as { id?: number; value?: unknown; error?: unknown };
          if (id !== message.id) return;
          off();
          resolve({ value: plain(value), error });
        });
        window.studio.engine.send(message);
      }),
    call,
  );
  if (reply.error !== undefined) throw new Error(JSON.stringify(reply.error));
  return reply.value;
}
