/** What the app shows: its parts, found by their accessible names, and the values that a person reads there. */
import type { Locator, Page } from 'playwright-core';

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

/** The preview of a file. */
export const previewOf = (page: Page, fileName: string): Locator =>
  page.getByRole('region', { name: `Preview of ${fileName}`, exact: true });

/** The drawing of the network. */
export const graph = (page: Page): Locator => page.getByRole('application', { name: /^Network graph/ });

/** The network as a matrix, which a large one is shown as. */
export const matrix = (page: Page): Locator =>
  page.getByRole('region', { name: 'Matrix of inputs and nodes', exact: true });

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
