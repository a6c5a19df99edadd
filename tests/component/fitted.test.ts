/** A formula in a narrow place. */
import { expect, test } from 'vitest';
import { page } from 'vitest/browser';
import { render } from 'vitest-browser-svelte';
import Typeset from '../../renderer/ui/Typeset.svelte';

const latex = '\\varphi = 1.243 \\, \\sin\\left(3.142 \\, x_{1} + 6.123 \\cdot 10^{-10}\\right) + 0.006784';

const place = () => document.querySelector('.typeset')!.parentElement!.getBoundingClientRect();
const parts = () =>
  [...document.querySelectorAll('.typeset .katex-base')].map((part) => part.getBoundingClientRect());
const cut = () => parts().filter(({ right }) => right > place().right + 0.5).length;

test('shows each sign of a formula, also the plus before a line break', async () => {
  await page.viewport(200, 300);
  const { rerender } = await render(Typeset, { latex, fitted: true });
  expect(parts()).toHaveLength(3);
  expect(cut()).toBe(0);
  const narrow = parts()[0].height;
  await page.viewport(600, 300);
  await expect.poll(() => parts()[0].height).toBeGreaterThan(narrow);
  await page.viewport(200, 300);
  await expect.poll(cut).toBe(0);
  await rerender({ latex: '\\varphi = x' });
  expect(parts()[0].height).toBeGreaterThan(narrow);
});
