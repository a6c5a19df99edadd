import { beforeEach, describe, expect, test } from 'vitest';
import { render } from 'vitest-browser-svelte';
import { page, userEvent } from 'vitest/browser';
import App from '../../renderer/App.svelte';
import { Studio } from '../../renderer/studio.svelte.ts';
import { violations } from './support/axe.ts';
import { FakeEngine, fakeStudio } from './support/fake-studio.ts';
import { useTheme } from './support/styles.ts';

describe.each(['light', 'dark'] as const)('in the %s theme', (theme) => {
  let studio: Studio;

  beforeEach(async () => {
    studio = new Studio({ ...fakeStudio() }, new FakeEngine());
    await render(App, { studio });
    await studio.theme.choose(theme);
    useTheme(theme);
    await expect.element(page.getByRole('heading', { name: 'Or start with a sample' })).toBeVisible();
  });

  test('the empty state has no violations', async () => {
    expect(await violations()).toEqual([]);
  });

  test('the preview has no violations', async () => {
    await page.getByRole('button', { name: 'Open a table' }).click();
    await expect.element(page.getByRole('button', { name: 'Load the table' })).toBeVisible();
    expect(await violations()).toEqual([]);
  });

  test('the workbench has no violations, with an edge open, the list of edges, a notice or the palette', async () => {
    await page.getByRole('button', { name: 'Open a table' }).click();
    await page.getByRole('button', { name: 'Load the table' }).click();
    await expect.element(page.getByRole('application')).toBeVisible();
    expect(await violations()).toEqual([]);
    await page.getByLabelText('Steps', { exact: true }).fill('2');
    await page.getByRole('button', { name: 'Train', exact: true }).click();
    await expect.element(page.getByRole('region', { name: 'Next steps' })).toBeVisible();
    await expect.element(page.getByRole('log')).toBeVisible();
    expect(await violations()).toEqual([]);
    await page.getByRole('radio', { name: 'List of edges' }).click();
    await page.getByRole('button', { name: 'x1 → h₁,₂' }).click();
    await expect.element(page.getByRole('button', { name: 'Next edge' })).toBeVisible();
    studio.notices.warn('The engine stopped and was started again.', 'Your network was recovered.');
    await expect.element(page.getByText('Your network was recovered.')).toBeVisible();
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect(await violations()).toEqual([]);
    await userEvent.keyboard('{Control>}k{/Control}');
    await expect.element(page.getByRole('dialog')).toBeVisible();
    expect(await violations()).toEqual([]);
  });
});
