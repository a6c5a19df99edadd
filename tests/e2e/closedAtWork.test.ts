/** What a person finds at the next start after closing the app while it works. */
import { join } from 'node:path';
import type { Locator } from 'playwright-core';
import { it } from 'vitest';
import { root, useAppAgain } from '../support/app.ts';
import { button, room } from '../support/shown.ts';
import { dropFile, loadTable, openTab } from '../support/story.ts';

const { app, openAgain } = useAppAgain();

const formulas = (): Locator => room(app().page, 'Formulas');
const listed = (): Locator => formulas().getByRole('radiogroup', { name: 'Formulas of' }).getByRole('radio');

it('the models that were compared so far, and that the run was stopped', async () => {
  const { page } = app();
  await dropFile(page, join(root, 'examples', 'alloy-strength.csv'));
  await loadTable(page);
  await button(page, 'Train').click();
  await room(page, 'Training').getByText('What your data can carry').waitFor();
  await openAgain();
  await room(app().page, 'Training')
    .getByText('The run was stopped before it had compared all models.')
    .waitFor();
});

it('the formulas that were found so far, of a search that was stopped', async () => {
  const { page } = app();
  await openTab(page, 'Formulas');
  await formulas().getByRole('button', { name: 'Find formulas' }).click();
  await listed().first().waitFor();
  await formulas().getByRole('button', { name: 'Stop the search' }).waitFor();
  await openAgain();
  await openTab(app().page, 'Formulas');
  await formulas().getByText('Stopped', { exact: true }).waitFor();
  await listed().first().waitFor();
});
