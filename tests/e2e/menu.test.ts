/** The native menu: the page's actions, and what the system brings. */
import { describe, expect, it } from 'vitest';
import { useApp } from '../support/app.ts';
import { graph, room } from '../support/shown.ts';
import { engineReady, openSample } from '../support/story.ts';

interface Item {
  readonly id: string;
  readonly label: string;
  readonly accelerator: string | undefined;
  readonly enabled: boolean;
  readonly checked: boolean;
}

describe('the native menu', () => {
  const app = useApp();

  /** Items of the page's actions, from left to right and top to bottom. */
  const items = (): Promise<Item[]> =>
    app().electron.evaluate(({ Menu }) => {
      const found: Item[] = [];
      const collect = (menu: Electron.Menu | null | undefined): void => {
        for (const item of menu?.items ?? []) {
          const { id, label, accelerator, enabled, checked } = item;
          if (id?.includes('.')) {
            found.push({ id, label, accelerator: accelerator as string | undefined, enabled, checked });
          }
          collect(item.submenu);
        }
      };
      collect(Menu.getApplicationMenu());
      return found;
    });
  const item = async (id: string): Promise<Item | undefined> => (await items()).find((one) => one.id === id);
  const enabled = async (id: string): Promise<boolean | undefined> => (await item(id))?.enabled;
  const press = (id: string): Promise<void> =>
    app().electron.evaluate(({ Menu }, wanted) => {
      Menu.getApplicationMenu()?.getMenuItemById(wanted)?.click();
    }, id);

  it('has every action of the palette once', async () => {
    const { page } = app();
    await engineReady(page);
    await expect.poll(async () => (await items()).length).toBeGreaterThan(40);
    await page.keyboard.press('Control+K');
    const inPalette = (await page.getByRole('option').locator('> span').allTextContents()).map((label) =>
      label.replace('✓', ''),
    );
    await page.keyboard.press('Escape');
    const labels = (await items()).map(({ label }) => label);
    expect(labels.filter((label) => label !== 'Commands…').toSorted()).toEqual(
      inPalette.filter((label) => label !== 'Commands…').toSorted(),
    );
    const bar = await app().electron.evaluate(({ Menu }) =>
      (Menu.getApplicationMenu()?.items ?? []).map(({ label }) => label.replace('&', '')),
    );
    expect(bar.slice(0, 3)).toEqual(['File', 'Edit', 'View']);
    expect(bar.at(-1)).toBe('Help');
    expect((await item('train.start'))?.accelerator).toBe('CmdOrCtrl+Return');
  });

  it('enables the actions that are possible, and none of the page while a dialog is open', async () => {
    const { page } = app();
    await expect.poll(() => enabled('data.open')).toBe(true);
    expect(await enabled('project.save')).toBe(false);
    expect(await enabled('edit.undo')).toBe(false);
    await openSample(page, 'Hello');
    await expect.poll(() => enabled('project.save')).toBe(true);
    expect(await enabled('train.start')).toBe(true);
    expect(await enabled('train.stop')).toBe(false);
    await page.keyboard.press('?');
    await page.getByRole('dialog').waitFor();
    await expect.poll(() => enabled('project.save')).toBe(false);
    await press('view.history');
    await page.keyboard.press('Escape');
    await expect.poll(() => enabled('project.save')).toBe(true);
    expect(await page.getByRole('tab', { name: 'Data', exact: true }).getAttribute('aria-selected')).toBe(
      'true',
    );
  });

  it('performs actions of the page, and marks those that are on', async () => {
    const { page } = app();
    await press('view.history');
    await room(page, 'History').waitFor();
    await press('view.theme.dark');
    await expect.poll(async () => (await item('view.theme.dark'))?.checked).toBe(true);
    expect((await item('view.theme.light'))?.checked).toBe(false);
    expect(await page.evaluate(() => document.documentElement.dataset['theme'])).toBe('dark');
    // A press on what is marked leaves it so.
    await press('view.theme.dark');
    expect((await item('view.theme.dark'))?.checked).toBe(true);
    await press('view.theme.system');
  });

  it('undoes typing when the focus is in a text field, else goes back in the history', async () => {
    const { page } = app();
    await press('edge.strongest');
    await expect.poll(() => enabled('edge.lock')).toBe(true);
    await press('edge.lock');
    await room(page, 'History')
      .getByText(/^Locked/)
      .first()
      .waitFor();
    await expect.poll(() => enabled('edit.undo')).toBe(true);
    const steps = room(page, 'Training').getByLabel('Steps', { exact: true });
    const before = await steps.inputValue();
    await steps.click();
    await page.keyboard.press('End');
    await page.keyboard.type('7');
    expect(await steps.inputValue()).toBe(`${before}7`);
    await press('edit.undo');
    await expect.poll(() => steps.inputValue()).toBe(before);
    // The history was left alone.
    await graph(page).focus();
    await expect.poll(() => enabled('edit.redo')).toBe(false);
    await press('edit.undo');
    await expect.poll(() => enabled('edit.redo')).toBe(true);
  });
});
