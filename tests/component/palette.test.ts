import { describe, expect, test } from 'vitest';
import { render } from 'vitest-browser-svelte';
import { page, userEvent } from 'vitest/browser';
import App from '../../renderer/App.svelte';
import { Studio } from '../../renderer/studio.svelte.ts';
import { FakeEngine, fakeStudio } from './support/fake-studio.ts';
import { button } from './support/workbench.ts';

const dialog = () => page.getByRole('dialog', { name: 'Commands' });
const selected = () =>
  page
    .getByRole('option')
    .elements()
    .find((option) => option.getAttribute('aria-selected') === 'true')?.textContent;

async function open() {
  const studio = new Studio(fakeStudio(), new FakeEngine());
  await render(App, { studio });
  await expect.element(button('Open a table')).toBeEnabled();
  return studio;
}

describe('the command palette', () => {
  test('typing filters the actions, arrows go through them, Enter performs one', async () => {
    const studio = await open();
    await userEvent.keyboard('{Control>}k{/Control}');
    await expect.element(page.getByRole('combobox', { name: 'Find a command' })).toHaveFocus();
    await userEvent.keyboard('theme');
    await expect.poll(() => page.getByRole('option').elements().length).toBe(3);
    expect(selected()).toContain('Theme of the system');
    await userEvent.keyboard('{ArrowDown}{ArrowDown}');
    expect(selected()).toContain('Dark theme');
    await userEvent.keyboard('{ArrowDown}');
    expect(selected()).toContain('Theme of the system');
    await userEvent.keyboard('{ArrowUp}{Enter}');
    await expect.poll(() => studio.theme.choice).toBe('dark');
    await expect.poll(() => dialog().query()).toBeNull();
  });

  test('finds help and settings by these words', async () => {
    await open();
    await userEvent.keyboard('{Control>}k{/Control}');
    await userEvent.keyboard('help');
    await expect.element(page.getByRole('option', { name: /^Open the guide/ })).toBeVisible();
    await expect.element(page.getByRole('option', { name: /^Keyboard shortcuts/ })).toBeVisible();
    await page.getByRole('combobox', { name: 'Find a command' }).fill('settings');
    await expect.element(page.getByRole('option', { name: /^Dark theme/ })).toBeVisible();
  });

  test('does not perform an action that is disabled, and says when nothing is found', async () => {
    const studio = await open();
    await userEvent.keyboard('{Control>}k{/Control}');
    await userEvent.keyboard('save{Enter}');
    await expect.element(dialog()).toBeVisible();
    expect(studio.notices.list).toEqual([]);
    await userEvent.keyboard('xyz');
    await expect.element(page.getByText('No command has that name.')).toBeVisible();
  });

  test('closes by Escape and returns the focus', async () => {
    await open();
    button('Open a table').element().focus();
    await userEvent.keyboard('{Control>}k{/Control}');
    await expect.element(dialog()).toBeVisible();
    await userEvent.keyboard('{Escape}');
    await expect.poll(() => dialog().query()).toBeNull();
    await expect.element(button('Open a table')).toHaveFocus();
  });

  test('a dialog that it opens gives the focus back to where it was before both', async () => {
    await open();
    button('Open a table').element().focus();
    await userEvent.keyboard('{Control>}k{/Control}');
    await expect.element(dialog()).toBeVisible();
    await userEvent.keyboard('keyboard shortcuts{Enter}');
    const keys = page.getByRole('dialog', { name: 'Keyboard shortcuts' });
    await expect.element(keys).toBeVisible();
    await userEvent.keyboard('{Escape}');
    await expect.element(keys).not.toBeInTheDocument();
    await expect.element(button('Open a table')).toHaveFocus();
  });
});

test('from the workbench to the samples and back', async () => {
  await open();
  await button('Open a table').click();
  await button('Load the table').click();
  await expect.element(page.getByRole('application')).toBeVisible();
  await button('KAN Studio').click();
  await expect.element(page.getByRole('heading', { name: 'Or start with a sample' })).toBeVisible();
  await button('Back to the workbench').click();
  await expect.element(page.getByRole('application')).toBeVisible();
});
