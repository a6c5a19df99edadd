/** A formula in its line: what does not fit is announced, downwards and to the right. */
import { createRawSnippet } from 'svelte';
import { expect, test } from 'vitest';
import { render } from 'vitest-browser-svelte';
import { page } from 'vitest/browser';
import FormulaLine from '../../renderer/rooms/formula/FormulaLine.svelte';
import './support/styles.ts';

async function show(width: number): Promise<void> {
  const children = createRawSnippet(() => ({
    render: () =>
      `<div style="flex: none; width: ${width}px; height: 20px">a part without a place to break</div>`,
  }));
  const { container } = await render(FormulaLine, { label: 'The structure', quiet: true, children });
  container.style.display = 'flex';
  container.style.width = '400px';
}

test('a part that is too long for the line fades at its end, and a button shows it whole', async () => {
  await show(900);
  const line = page.getByRole('group', { name: 'The structure' });
  const whole = page.getByRole('button', { name: 'Show the whole formula' });
  await expect.element(whole).toBeVisible();
  expect(getComputedStyle(line.element()).maskImage).toContain('to right');
  await whole.click();
  expect(getComputedStyle(line.element()).maskImage).toBe('none');
  await expect.element(page.getByRole('button', { name: 'Show the first lines only' })).toBeVisible();
});

test('a short one has no button', async () => {
  await show(200);
  await expect.element(page.getByRole('group', { name: 'The structure' })).toBeVisible();
  expect(page.getByRole('button').elements()).toHaveLength(0);
});
