/** The profile of a column with many labels. */
import { expect, test } from 'vitest';
import { page } from 'vitest/browser';
import { render } from 'vitest-browser-svelte';
import CategoryCurve from '../../renderer/rooms/evaluation/CategoryCurve.svelte';
import type { ProfileCurve } from '../../shared/contract/views/evaluation.ts';

const labels = (count: number): ProfileCurve[] =>
  Array.from({ length: count }, (_, i) => ({
    ...{
      name: `well=W${i}`,
      column: 'well',
      label: `W${i}`,
      min: 0,
      max: 1,
      levels: null,
      at: i === 2 ? 1 : 0,
    },
    ...{ x: Float64Array.of(0, 1), y: Float64Array.of(1, 1 + (i % 7)), low: null, high: null },
  }));

test.each([12, 96])(
  'of %i labels is hardly wider than that of a few, and its list is at its left',
  async (count) => {
    await render(CategoryCurve, {
      ...{ name: 'well', labels: labels(count), output: 'y', range: [0, 8] as const, onchoose: () => {} },
    });
    const list = page.getByRole('combobox', { name: 'well' });
    await expect.element(list).toHaveDisplayValue('W2');
    const cell = document.querySelector('li')!;
    expect(cell.offsetWidth).toBeLessThan(650);
    expect(list.element().getBoundingClientRect().right - cell.getBoundingClientRect().left).toBeLessThan(
      230,
    );
    expect(document.querySelectorAll('circle')).toHaveLength(count);
  },
);

test('has room for the numbers of its axis, which are not cut off', async () => {
  await render(CategoryCurve, {
    ...{ name: 'well', labels: labels(3), output: 'price', onchoose: () => {} },
    range: [100_000, 250_000] as const,
  });
  await expect.element(page.getByText('200000')).toBeVisible();
  const { left } = document.querySelector('li svg')!.getBoundingClientRect();
  const marks = [...document.querySelectorAll('.tick')].map((mark) => mark.getBoundingClientRect().left);
  expect(Math.min(...marks)).toBeGreaterThanOrEqual(left);
});
