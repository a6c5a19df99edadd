/** The pictures of README and guide, taken from the running app: `npm run screenshots`. */
import { join } from 'node:path';
import { it } from 'vitest';
import { launchApp, root, screenshot } from '../support/app.ts';
import { button, edgePosition, previewOf, room } from '../support/shown.ts';
import { dropFile, engineReady, openSample, openTab, resize, waitForStatus } from '../support/story.ts';

const images = join(root, 'docs', 'images');
const example = (name: string): string => join(root, 'examples', name);

it('writes the pictures of the documents', async () => {
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

  await openSample(page, 'Hello, KAN');
  await button(page, 'Train').click();
  await waitForStatus(page, 'Finished', 60_000);
  await take('training');

  const { x, y } = await edgePosition(page, 'e0-0-0');
  await page.mouse.click(x, y);
  await room(page, 'Inspector').getByRole('table', { name: 'Values of the spline' }).waitFor();
  await room(page, 'Inspector').getByText('1 − R²').first().waitFor();
  await take('edge');
  await button(page, 'Clear the selection').click();

  await openTab(page, 'Evaluation');
  await room(page, 'Evaluation').getByRole('figure').first().waitFor();
  await take('evaluation');

  await openTab(page, 'History');
  const revisions = page.getByRole('listbox').getByRole('option');
  await revisions.first().waitFor();
  const before = await revisions.count();
  await openTab(page, 'Training');
  await page.getByRole('radio', { name: 'Sparse', exact: true }).click();
  await button(page, 'Train').click();
  await openTab(page, 'History');
  await revisions.nth(before).waitFor({ timeout: 60_000 });
  await waitForStatus(page, 'Finished', 60_000);
  await revisions.nth(1).click();
  await button(page, 'Compare').click();
  const dialog = page.getByRole('dialog', { name: 'Compare two revisions' });
  await dialog.getByRole('row', { name: /RMSE, test/ }).waitFor();
  await take('history');
  await page.keyboard.press('Escape');
  await page.keyboard.press('Control+z');

  await page.getByRole('button', { name: 'Find formulas' }).first().click();
  await page.getByText(/^Done · /).waitFor({ timeout: 60_000 });
  await openTab(page, 'Formulas');
  await take('formula');

  await button(page, 'Use this formula').click();
  await room(page, 'Formula').getByRole('group', { name: 'The formula of y' }).waitFor();
  await page.getByRole('radio', { name: 'Dark', exact: true }).click();
  await page.waitForFunction(() => matchMedia('(prefers-color-scheme: dark)').matches);
  await openTab(page, 'Evaluation');
  await take('dark');
  await app.close();
}, 240_000);
