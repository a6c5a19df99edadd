/** Each chart is saved as a picture and as numbers, from its menu. */
import { readFile } from 'node:fs/promises';
import type { Locator } from 'playwright-core';
import { expect, it } from 'vitest';
import { useApp } from '../support/app.ts';
import { room } from '../support/shown.ts';
import { answerDialogs, openSample, openTab, trainFor } from '../support/story.ts';
import { useFolder } from '../support/folder.ts';

const app = useApp();
const folder = useFolder('all tests');

/** Chooses an entry of the open menu and reads what was saved. */
async function saved(entry: string, name: string): Promise<Buffer> {
  const { page } = app();
  await answerDialogs(app(), folder(name));
  await page.getByRole('menuitem', { name: entry }).click();
  await room(page, 'Notices').getByText(`Saved as ${name} in the folder`).waitFor();
  return readFile(folder(name));
}

const menuOf = (chart: Locator): Locator => chart.getByRole('button', { name: /^Save the chart/ });

it('the learning curve: by its button, as a picture and as numbers', async () => {
  const { page } = app();
  await openSample(page, 'Hello, KAN');
  const training = room(page, 'Training');
  await trainFor(page, 'L-BFGS', 3);
  const chart = training.getByRole('figure', { name: /^Training curve/ });

  await menuOf(chart).click();
  const svg = (await saved('Save the chart as SVG…', 'curve.svg')).toString();
  expect(svg).toMatch(/^<svg xmlns="http:\/\/www.w3.org\/2000\/svg" width="\d+" height="\d+"/);
  // The curves are painted: they are embedded as pixels, with the legend as text beside them.
  expect(svg).toContain('href="data:image/png;base64,');
  expect(svg).toMatch(/<text [^>]*>Validation<\/text>/);
  expect(svg).not.toMatch(/oklab|color-mix|var\(/);

  // Without a mouse: the key of menus opens it, Escape closes it and gives the focus back.
  await menuOf(chart).focus();
  await page.keyboard.press('Shift+F10');
  await page.getByRole('menu', { name: /^Menu of the chart/ }).waitFor();
  await page.keyboard.press('Escape');
  expect(await menuOf(chart).evaluate((element) => element === document.activeElement)).toBe(true);
  await page.keyboard.press('Shift+F10');
  const rows = (await saved('Save its numbers as CSV…', 'curve.csv')).toString().trim().split('\n');
  expect(rows[0]).toMatch(/^Step,Training RMSE of y[^,]*,Validation RMSE of y[^,]*$/);
  expect(rows).toHaveLength(1 + 4);
  expect(rows.slice(1).every((row) => row.split(',').every((cell) => Number.isFinite(Number(cell))))).toBe(
    true,
  );
});

it('a scatter plot: by the right button of the mouse, as a sharp picture', async () => {
  const { page } = app();
  await openTab(page, 'Evaluation');
  const chart = room(page, 'Evaluation')
    .getByRole('figure', { name: /^Predictions/ })
    .first();
  await chart.click({ button: 'right' });
  const png = await saved('Save the chart as PNG…', 'fit.png');
  expect(png.subarray(1, 4).toString()).toBe('PNG');
  const box = await chart.boundingBox();
  // Three pixels for each pixel of the window, with a margin of 8; wider where a title is cut in the window.
  expect(png.readUInt32BE(16) % 3).toBe(0);
  expect(png.readUInt32BE(16)).toBeGreaterThanOrEqual(3 * (Math.ceil(box?.width ?? 0) + 16));
  expect(png.readUInt32BE(20)).toBe(3 * (Math.ceil(box?.height ?? 0) + 16));
  await chart.click({ button: 'right' });
  const csv = (await saved('Save its numbers as CSV…', 'fit.csv')).toString();
  expect(csv.split('\n')[0]).toMatch(/^Row,.*,.*$/);
});
