/** Going back and trying another way: undo, redo, branches, names, comparing; and what a project keeps of it. */
import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import type { Snapshot } from '../../shared/contract/views/snapshot.ts';
import { useApp } from '../support/app.ts';
import { button, graph, readNumber, readRun, room } from '../support/shown.ts';
import { askEngine, openSample, openTab, saveProject, trainFor } from '../support/story.ts';
import { useFolder } from '../support/folder.ts';

const folder = useFolder('all tests');

describe('the history', () => {
  const app = useApp();
  const page = (): Page => app().page;
  const rows = () =>
    page()
      .getByRole('listbox', { name: /^Revisions/ })
      .getByRole('option');
  const current = () => rows().and(page().locator('[aria-current=true]'));
  const card = () => page().getByRole('region', { name: 'Revision', exact: true });

  it('undoes and redoes a run: the network is the earlier one, to the last digit', async () => {
    await openSample(page(), 'Hello, KAN');
    await openTab(page(), 'History');
    const untrained = await state(page());
    await trainFor(page(), 'L-BFGS', 30);
    const trained = await state(page());
    expect(await rows().count()).toBe(2);

    await page().keyboard.press('Control+z');
    await expect.poll(async () => (await state(page())).model).toEqual(untrained.model);
    await expect.poll(() => current().textContent()).toContain('New network');
    expect((await state(page())).scores).toEqual(untrained.scores);
    expect(await room(page(), 'Training').getByText('Press Train to see the error').count()).toBe(1);

    await page().keyboard.press('Control+Shift+z');
    await expect.poll(async () => (await state(page())).model).toEqual(trained.model);
    expect((await state(page())).scores).toEqual(trained.scores);
    await expect.poll(async () => (await readRun(page())).plotted).toBe(30);
    expect(await button(page(), 'Redo').isDisabled()).toBe(true);
  });

  it('starts a branch from an earlier revision; both branches stay', async () => {
    await button(page(), 'Undo').click();
    await expect.poll(() => current().textContent()).toContain('New network');
    await trainFor(page(), 'LM', 8);
    const { history } = await state(page());
    const [root, first, second] = history.revisions;
    expect([first.parent, second.parent]).toEqual([root.id, root.id]);
    expect(await rows().count()).toBe(3);
    expect(await rows().first().textContent()).toContain('Trained 8 steps');
  });

  it('shows the other branch without making it current, and compares the two', async () => {
    const before = await state(page());
    await rows().filter({ hasText: '30 steps' }).click();
    await card().getByRole('img', { name: 'The network at this revision' }).waitFor();
    expect(await state(page())).toEqual(before);

    await card().getByRole('button', { name: 'Compare' }).click();
    const dialog = page().getByRole('dialog', { name: 'Compare two revisions' });
    const line = dialog.getByRole('row', { name: /^RMSE, validation/ }).getByRole('cell');
    await line.first().waitFor();
    const shown = (await line.allTextContents()).map((text) => readNumber(text.replace('better', '')));
    const [, first, second] = before.history.revisions;
    const errors = [first, second].map(({ scores }) => scores?.validation.rmse ?? NaN);
    shown.forEach((value, side) => expect(value / errors[side]).toBeCloseTo(1, 3));
    const better = await line.evaluateAll((cells) =>
      cells.map((cell) => cell.textContent.includes('better')),
    );
    expect(better).toEqual([errors[0] < errors[1], errors[1] < errors[0]]);
    await page().keyboard.press('Escape');
    await dialog.waitFor({ state: 'detached' });
  });

  it('makes the other branch current, names it, and overlays the curves of both runs', async () => {
    await card().getByRole('button', { name: 'Make current' }).click();
    await expect.poll(() => current().textContent()).toContain('30 steps');
    const name = card().getByLabel('Name of the revision');
    await name.fill('the quasi-Newton way');
    await name.press('Enter');
    await expect.poll(() => current().textContent()).toContain('the quasi-Newton way');

    for (const run of ['Run 1', 'Run 2']) await page().getByRole('checkbox', { name: run }).check();
    const key = room(page(), 'Training').locator('figcaption');
    await expect.poll(() => key.textContent()).toMatch(/Run 1.*Run 2/);
  });

  it('is complete after the window is reloaded, and in the saved project', async () => {
    const before = await state(page());
    await page().reload();
    await graph(page()).waitFor();
    await current().getByText('the quasi-Newton way').waitFor();
    expect(await rows().count()).toBe(3);

    const project = folder('ways.kan');
    expect(await page().getByText('not saved', { exact: true }).count()).toBe(1);
    await saveProject(app(), project);
    await page().getByText('not saved', { exact: true }).waitFor({ state: 'detached' });
    await page().keyboard.press('Control+z');
    await expect.poll(() => current().textContent()).toContain('New network');
    // Nothing that is not in the file would be lost, so nothing is asked.
    await page().keyboard.press('Control+Shift+o');
    await current().getByText('the quasi-Newton way').waitFor();
    const after = await state(page());
    expect(after.model).toEqual(before.model);
    expect(after.history.revisions).toEqual(before.history.revisions);
  });
});

/** What the engine itself has. */
async function state(page: Page): Promise<Snapshot> {
  return (await askEngine(page, 'session.snapshot', undefined)) as Snapshot;
}
