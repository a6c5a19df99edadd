/** The pictures of README and guide, taken from the running app: `npm run screenshots`. */
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { launchApp, root, screenshot } from '../support/app.ts';
import {
  button,
  dropFile,
  edgePosition,
  engineReady,
  graph,
  loadTable,
  previewOf,
  readRun,
  resize,
  room,
  waitForStatus,
  waitForStep,
} from '../support/story.ts';

const images = join(root, 'docs', 'images');
const example = (name: string): string => join(root, 'examples', name);

it('takes the pictures', async () => {
  const app = await launchApp();
  const { page } = app;
  const take = async (name: string): Promise<void> => {
    // No control under the pointer, no notice half in.
    await page.mouse.move(0, 0);
    await page.waitForFunction(() =>
      document.getAnimations().every(({ playState }) => playState !== 'running'),
    );
    await screenshot(page, join(images, `${name}.png`));
  };
  await engineReady(page);
  await resize(app, 1440, 900);
  await page.getByRole('radio', { name: 'Light', exact: true }).click();
  await page.getByRole('button', { name: 'Hello, KAN' }).waitFor();
  await take('welcome');

  await dropFile(page, example('reactor-yield.csv'));
  await previewOf(page, 'reactor-yield.csv').waitFor();
  await take('preview');
  await button(page, 'Cancel').click();

  await dropFile(page, example('hello-kan.csv'));
  await previewOf(page, 'hello-kan.csv').waitFor();
  await loadTable(page);
  await button(page, 'Train').click();
  await waitForStep(page, 150);
  await button(page, 'Pause').click();
  await waitForStatus(page, 'Paused');
  await take('training');
  await button(page, 'Resume').click();
  await waitForStatus(page, 'Finished', 60_000);

  const { x, y } = await edgePosition(page, await strongestEdge());
  await page.mouse.click(x, y);
  await room(page, 'Inspector').getByRole('table', { name: 'Values of the spline' }).waitFor();
  await take('edge');

  await page.getByRole('radio', { name: 'Dark', exact: true }).click();
  await page.waitForFunction(() => matchMedia('(prefers-color-scheme: dark)').matches);
  await take('dark');
  expect((await readRun(page)).step).toBeGreaterThan(150);
  await app.close();

  /** The edge of the first layer that counts most, by the list of edges. */
  async function strongestEdge(): Promise<string> {
    await page.getByRole('radio', { name: 'List of edges' }).click();
    const rows = page.getByRole('table', { name: 'Edges of the network' }).locator('tbody tr');
    const scores = await rows.evaluateAll((all) =>
      all.slice(0, 10).map((row) => Number(row.children[3]?.textContent)),
    );
    await page.getByRole('radio', { name: 'Graph', exact: true }).click();
    await graph(page).waitFor();
    const strongest = scores.indexOf(Math.max(...scores));
    return `e0-${Math.floor(strongest / 5)}-${strongest % 5}`;
  }
});
