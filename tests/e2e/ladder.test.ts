/** A first real table: how much it can carry, another model, and back; and what a project keeps of it. */
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import type { Snapshot } from '../../shared/contract/views/snapshot.ts';
import { root, useApp } from '../support/app.ts';
import { button, previewOf, room } from '../support/shown.ts';
import {
  askEngine,
  dropFile,
  loadTable,
  openTab,
  reopenProject,
  saveProject,
  waitForStatus,
} from '../support/story.ts';
import { useFolder } from '../support/folder.ts';

const folder = useFolder('all tests');

describe('the picture “What your data can carry”', () => {
  const app = useApp();
  const page = (): Page => app().page;
  const training = () => room(page(), 'Training');
  const models = () => training().getByRole('list', { name: 'Models that were compared' });
  const model = (name: string) =>
    models().getByRole('button', { name: new RegExp(`^${name} (chosen )?\\d`) });
  const inUse = () => models().locator('button[aria-pressed=true]');
  const state = async () => (await askEngine(page(), 'session.snapshot', undefined)) as Snapshot;

  it('shows a sentence and the figures of each model for a real table', async () => {
    await dropFile(page(), join(root, 'tests/fixtures/diabetes.csv'));
    await previewOf(page(), 'diabetes.csv').waitFor();
    await loadTable(page());
    await button(page(), 'Train').click();
    await waitForStatus(page(), 'Finished');
    await training()
      .getByRole('figure', { name: /^What your data can carry/ })
      .waitFor();
    const { ladder, rung } = (await state()).ladder!;
    expect(rung).toBe(ladder.chosen);
    expect(ladder.rungs.map(({ title }) => title).slice(0, 3)).toEqual([
      'Mean',
      'Straight lines',
      'Additive',
    ]);
    expect(await models().getByRole('button').count()).toBe(ladder.rungs.length);
    expect(await training().locator('[data-rung]').count()).toBe(ladder.rungs.length);
    expect(await inUse().textContent()).toContain(ladder.rungs[ladder.chosen].title);
    expect(await inUse().textContent()).toMatch(/chosen.*±.*df.*rows per parameter/);
    await training().getByText(ladder.sentence).first().waitFor();
    const errors = room(page(), 'Inspector').getByRole('table', { name: 'Errors by split' });
    expect(await errors.innerText()).toMatch(/Cross-validated/);
    expect(await errors.innerText()).not.toMatch(/Validation/);
  });

  it('one button uses another model, and undo brings the first one back', async () => {
    const before = await state();
    const { ladder } = before.ladder!;
    const other = ladder.chosen === 2 ? 'Straight lines' : 'Additive';
    await model(other).click();
    await expect.poll(() => inUse().textContent()).toContain(other);
    await training().getByText(`You use the model “${other}”`).waitFor();
    const after = await state();
    expect(after.model!.edges.some(({ kind }) => kind === 'spline')).toBe(other === 'Additive');
    await page().keyboard.press('Control+z');
    await expect.poll(async () => (await state()).model).toEqual(before.model);
    await page().keyboard.press('Control+Shift+z');
    await expect.poll(async () => (await state()).ladder).toEqual(after.ladder);
  });

  it('a project keeps all models', async () => {
    const before = await state();
    const path = folder('diabetes.kan');
    await saveProject(app(), path);
    await reopenProject(app(), path);
    const reopened = await state();
    expect(reopened.scores).toEqual(before.scores);
    expect(reopened.history).toEqual(before.history);
    expect(reopened.ladder).toEqual(before.ladder);
    await openTab(page(), 'Training');
    await model('Mean').click();
    await expect.poll(() => inUse().textContent()).toContain('Mean');
    await page().keyboard.press('Control+z');
    await expect.poll(async () => (await state()).model).toEqual(before.model);
  });
});
