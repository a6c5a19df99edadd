/** The network graph: pruning by the slider, and a network of two thousand edges. */
import { readFile, writeFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import type { Snapshot } from '../../shared/contract/views/snapshot.ts';
import { seededRandom } from '../../shared/random.ts';
import { useApp } from '../support/app.ts';
import { button, edgePosition, graph, matrix, plotsPrint, readNumber, room } from '../support/shown.ts';
import {
  answerDialogs,
  askEngine,
  chooseLongRun,
  dropFile,
  loadTable,
  openTab,
  replaceTable,
  resize,
  waitForStatus,
  waitForStep,
  trainFor,
} from '../support/story.ts';
import { useFolder } from '../support/folder.ts';

const folder = useFolder('all tests');
const app = useApp();
const page = () => app().page;

/** y = exp(sin πx₁ + x₂²) of the first two of many columns. */
async function writeTable(name: string, inputs: number, rows: number): Promise<string> {
  const random = seededRandom(11);
  const lines = Array.from({ length: rows }, () => {
    const x = Array.from({ length: inputs }, () => 2 * random.next() - 1);
    return [...x, Math.exp(Math.sin(Math.PI * x[0]) + x[1] ** 2)].map((value) => value.toFixed(6)).join();
  });
  const head = [...Array.from({ length: inputs }, (_, i) => `x${i + 1}`), 'y'].join();
  const path = folder(name);
  await writeFile(path, [head, ...lines, ''].join('\n'));
  return path;
}

const edgesOf = ({ model }: Snapshot): number =>
  model?.edges.filter(({ kind }) => kind !== 'removed').length ?? NaN;

describe('pruning by the slider', () => {
  const snapshot = async () => (await askEngine(page(), 'session.snapshot', undefined)) as Snapshot;

  it('shows what it would remove and the cost, prunes, and can be undone and redone', async () => {
    await dropFile(page(), await writeTable('hello.csv', 2, 300));
    await loadTable(page());
    await trainFor(page(), 'LM', 15);
    const whole = await snapshot();
    expect(edgesOf(whole)).toBe(15);

    await button(page(), 'Prune by score').click();
    const bar = page().getByRole('region', { name: 'Prune', exact: true });
    const before = await plotsPrint(page());
    await bar.getByRole('slider', { name: 'Weakest edges to prune' }).fill('6');
    await expect.poll(() => plotsPrint(page())).not.toBe(before);
    const effect = bar.getByRole('status');
    await expect.poll(() => effect.getAttribute('aria-busy')).toBe('false');
    const promised = readNumber((await effect.locator('b').textContent()) ?? '');
    const going = readNumber(
      /(\d+) edges? would be pruned/.exec((await effect.textContent()) ?? '')?.[1] ?? '',
    );
    expect(going).toBeGreaterThanOrEqual(6);
    // So far nothing has been done.
    expect(edgesOf(await snapshot())).toBe(15);

    await bar.getByRole('button', { name: `Prune ${going} edges` }).click();
    await expect.poll(async () => edgesOf(await snapshot())).toBe(15 - going);
    const pruned = await snapshot();
    // What the slider promised, to the three digits that it shows.
    expect(pruned.scores?.validation.rmse).toBeCloseTo(
      promised,
      Math.max(0, 2 - Math.floor(Math.log10(promised))),
    );
    await expect.poll(() => graph(page()).getAttribute('aria-label')).toContain(`${15 - going} edges`);

    await page().keyboard.press('Control+z');
    await expect.poll(() => graph(page()).getAttribute('aria-label')).toContain('15 edges');
    expect((await snapshot()).model?.revision).toBe(whole.model?.revision);
    await page().keyboard.press('Control+Shift+z');
    await expect.poll(() => graph(page()).getAttribute('aria-label')).toContain(`${15 - going} edges`);
    expect((await snapshot()).model?.revision).toBe(pruned.model?.revision);
  });
});

describe('a wide network', () => {
  it('of two thousand edges is drawn, trained, searched, selected from and saved as a picture', async () => {
    await resize(app(), 1440, 900);
    await replaceTable(page(), await writeTable('wide.csv', 30, 200));
    // Thirty inputs and five nodes have a matrix beside the graph, sixty-four nodes a graph alone.
    await graph(page()).waitFor();
    await matrix(page())
      .getByRole('button', { name: /^x7 → h₁,₂, score / })
      .click();
    await room(page(), 'Inspector').getByRole('heading', { name: 'x7 → h₁,₂' }).waitFor();
    const show = (form: string) => page().getByRole('radio', { name: form, exact: true }).click();
    await show('Matrix of inputs');
    await expect.poll(() => graph(page()).count()).toBe(0);
    expect(await matrix(page()).locator('[aria-pressed=true]').count()).toBe(1);
    await show('Graph and matrix');
    // What is selected in the graph is selected in the matrix.
    await graph(page()).focus();
    await page().keyboard.press('ArrowDown');
    await page().keyboard.press('Enter');
    const selected = async () => matrix(page()).locator('[aria-pressed=true]').getAttribute('aria-label');
    await expect.poll(async () => (await selected())?.startsWith('x7 → h₁,₂')).toBe(false);
    const name = (await selected())?.split(', score')[0] ?? '';
    await room(page(), 'Inspector').getByRole('heading', { name }).waitFor();
    await openTab(page(), 'Network');
    await page().getByLabel('Layer 1', { exact: true }).fill('64');
    await expect
      .poll(() => graph(page()).getAttribute('aria-label'))
      .toBe('Network graph: 30 → 64 → 1 nodes, 1984 edges');

    await chooseLongRun(page());
    // More edges than rows: with larger steps a fast machine finds an exact fit, and the run ends.
    await room(page(), 'Training').getByLabel('Learning rate', { exact: true }).fill('0.0001');
    const before = await plotsPrint(page());
    await button(page(), 'Train').click();
    await waitForStep(page(), 2);
    await expect.poll(() => plotsPrint(page())).not.toBe(before);

    // Chosen in the midst of training.
    const { x, y } = await edgePosition(page(), 'e0-7-31');
    await page().mouse.click(x, y);
    await room(page(), 'Inspector').getByRole('heading', { name: 'x8 → h₁,₃₂' }).waitFor();
    await button(page(), 'Stop').click();
    await waitForStatus(page(), 'Stopped');

    await page().keyboard.press('Control+f');
    await page().keyboard.type('x30 -> h1,64');
    await page().keyboard.press('Enter');
    await room(page(), 'Inspector').getByRole('heading', { name: 'x30 → h₁,₆₄' }).waitFor();
    await page().keyboard.press('Escape');

    // All edges, though few are on screen.
    for (let i = 0; i < 6; i++) await button(page(), 'Zoom in').click();
    const file = folder('wide.svg');
    await answerDialogs(app(), file);
    await button(page(), 'Save a picture of the network').click();
    const dialog = page().getByRole('dialog', { name: 'Picture of the network' });
    await dialog.getByRole('button', { name: 'Save SVG…' }).click();
    await room(page(), 'Notices').getByText('Saved as wide.svg').waitFor();
    const svg = await readFile(file, 'utf8');
    expect(svg.match(/stroke="#1f5bb5"/g)).toHaveLength(1984);
    expect(svg).toContain('>x30</text>');
  });
});
