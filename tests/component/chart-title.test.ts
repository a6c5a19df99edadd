/** The title of a chart in a narrow panel. */
import { createRawSnippet } from 'svelte';
import { expect, test } from 'vitest';
import { page } from 'vitest/browser';
import { render } from 'vitest-browser-svelte';
import ChartFigure from '../../renderer/ui/chart/ChartFigure.svelte';

/** The title of a chart in a window of this width. */
async function titled(title: string, width: number): Promise<HTMLElement> {
  await page.viewport(width, 400);
  const children = createRawSnippet(() => ({ render: () => '<svg height="40"></svg>' }));
  const numbers = () => ({ columns: [], rows: [] }) as never;
  await render(ChartFigure, { label: 'A chart', title, numbers, children });
  const shown = page.getByRole('figure', { name: 'A chart' }).getByText(title);
  return shown.element() as HTMLElement;
}

const LINE = 16;
const lines = (title: HTMLElement): number => Math.round(title.getBoundingClientRect().height / LINE);

test('is whole on two lines where it does not fit on one', async () => {
  const title = await titled('Validation RMSE [mAU*s]', 180);
  expect(lines(title)).toBe(2);
  expect(title.scrollHeight).toBeLessThanOrEqual(title.clientHeight + 1);
  expect(title.scrollWidth).toBeLessThanOrEqual(title.clientWidth + 1);
});

test('has two lines at most, leaves the button free, and is told in full by its tip', async () => {
  const long =
    'Residuals of the molar concentration of the product at the outlet, observed − predicted, test rows';
  const title = await titled(long, 240);
  expect(lines(title)).toBe(2);
  expect(title.title).toBe(long);
  const button = page.getByRole('button', { name: 'Save the chart: A chart' }).element();
  expect(title.getBoundingClientRect().right).toBeLessThanOrEqual(button.getBoundingClientRect().left + 1);
});

test('stays on one line where it fits', async () => {
  expect(lines(await titled('Learning curve', 400))).toBe(1);
});
