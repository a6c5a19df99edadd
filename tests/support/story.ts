/**
 * Actions of a person in the app, and values that a person reads. Rooms and controls are found by their accessible
 * names.
 */
import { copyFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import type { Locator, Page } from 'playwright-core';
import { expect } from 'vitest';
import type { EngineMethod, EngineParams } from '../../shared/contract/engine.ts';
import type { Snapshot } from '../../shared/contract/views/snapshot.ts';
import type { StudioApp } from './app.ts';

/** The rooms of the workbench. */
export type Room =
  | 'Data'
  | 'Network set-up'
  | 'History'
  | 'Network'
  | 'Inspector'
  | 'Training'
  | 'Formulas'
  | 'Formula'
  | 'Evaluation'
  | 'Predict'
  | 'Log'
  | 'Notices';

export const room = (page: Page, name: Room): Locator => page.getByRole('region', { name, exact: true });

export const button = (page: Page, name: string): Locator => page.getByRole('button', { name, exact: true });

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

/** The preview of a file. */
export const previewOf = (page: Page, fileName: string): Locator =>
  page.getByRole('region', { name: `Preview of ${fileName}`, exact: true });

/** Loads the previewed table and waits for its network. */
export async function loadTable(page: Page): Promise<void> {
  await button(page, 'Load the table').click();
  await graph(page).or(matrix(page)).first().waitFor();
}

/** Loads a table of other columns in the place of work that is not saved, and waits for its network. */
export async function replaceTable(page: Page, path: string): Promise<void> {
  const before = await currentRevision(page);
  await dropFile(page, path);
  await button(page, 'Load the table').click();
  await button(page, 'Replace without saving').click();
  await previewOf(page, basename(path)).waitFor({ state: 'detached' });
  // There is none until the new network is there.
  await expect.poll(async () => [null, before].includes(await currentRevision(page))).toBe(false);
  await graph(page).or(matrix(page)).first().waitFor();
}

async function currentRevision(page: Page): Promise<string | null> {
  return ((await askEngine(page, 'session.snapshot', undefined)) as Snapshot).history.current;
}

/** The drawing of the network. */
export const graph = (page: Page): Locator => page.getByRole('application', { name: /^Network graph/ });

/** The network as a matrix, which a large one is shown as. */
export const matrix = (page: Page): Locator =>
  page.getByRole('region', { name: 'Matrix of inputs and nodes', exact: true });

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

export interface RunReading {
  readonly status: string;
  readonly step: number;
  readonly steps: number;
  /** Step and errors that stand above the chart: of the chart's last point. */
  readonly plotted: number;
  readonly train: number;
  readonly validation: number;
}

/** What the training room says, all of the same moment. */
export async function readRun(page: Page): Promise<RunReading> {
  const texts = await room(page, 'Training').evaluate((element) => {
    const text = (selector: string): string => element.querySelector(selector)?.textContent ?? '';
    return {
      status: text('header [role=status]'),
      steps: text('[data-fact=step] dd'),
      plotted: text('figcaption .step'),
      train: text('[data-value=train]'),
      validation: text('[data-value=validation]'),
    };
  });
  const [step, steps] = texts.steps.split(' of ').map(readNumber);
  return {
    status: texts.status,
    step: step ?? NaN,
    steps: steps ?? NaN,
    plotted: readNumber(texts.plotted.replace('step', '')),
    train: readNumber(texts.train),
    validation: readNumber(texts.validation),
  };
}

/** Rows by split, as the data room has them. */
export async function splitRows(page: Page): Promise<Record<string, number>> {
  const texts = await room(page, 'Data').locator('dl[aria-label="Rows by split"] div').allInnerTexts();
  return Object.fromEntries(
    texts.map((text) => {
      const [name = '', count = ''] = text.split('\n');
      return [name, readNumber(count)];
    }),
  );
}

/** The label of what a select shows. */
export function selectedLabel(select: Locator): Promise<string> {
  return select.evaluate((element) => (element as HTMLSelectElement).selectedOptions[0]?.label ?? '');
}

/** A number as the app writes it: 12 345, −0.5, 1.2·10⁻⁷; NaN for a dash. */
export function readNumber(text: string): number {
  const plain = text
    .replace(/[\s\u202f]/g, '')
    .replace('−', '-')
    .replace(/·10([⁻⁰¹²³⁴⁵⁶⁷⁸⁹]+)/, (_, power: string) => `e${[...power].map(fromSuperscript).join('')}`);
  return plain === '' ? NaN : Number(plain);
}

function fromSuperscript(sign: string): string {
  return sign === '⁻' ? '-' : String('⁰¹²³⁴⁵⁶⁷⁸⁹'.indexOf(sign));
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

/**
 * Where the middle of an edge's plot, or of a link of it, lies in the window, after Cytoscape's own account. Waits until it
 * stands still: after the window or a panel has changed its size, the graph is fitted again in one of the next frames.
 */
export async function edgePosition(page: Page, id: string): Promise<{ x: number; y: number }> {
  return graph(page)
    .locator('.ground')
    .evaluate(async (ground, edge) => {
      const now = (): { x: number; y: number } => {
        // Cytoscape leaves itself on its container.
        const { cy } = (ground as unknown as { _cyreg: { cy: CytoscapeLike } })._cyreg;
        const element = cy.getElementById(edge);
        const { x, y } = element.isEdge() ? element.renderedMidpoint() : element.renderedPosition();
        const box = ground.getBoundingClientRect();
        return { x: box.left + x, y: box.top + y };
      };
      const frame = (): Promise<unknown> => new Promise((drawn) => requestAnimationFrame(drawn));
      for (let place = now(); ;) {
        for (let frames = 0; frames < 3; frames++) await frame();
        const later = now();
        if (later.x === place.x && later.y === place.y) return place;
        place = later;
      }
    }, id);
}

interface CytoscapeLike {
  getElementById(id: string): {
    isEdge(): boolean;
    renderedPosition(): { x: number; y: number };
    renderedMidpoint(): { x: number; y: number };
  };
}

/** A print of the small plots of the edges as they are drawn now. */
export function plotsPrint(page: Page): Promise<string> {
  return graph(page)
    .locator('canvas.plots')
    .evaluate((canvas) => (canvas as HTMLCanvasElement).toDataURL());
}
