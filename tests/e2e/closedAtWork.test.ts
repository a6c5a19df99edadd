/** What a person finds at the next start after closing the app while it works. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Locator } from 'playwright-core';
import { it } from 'vitest';
import { seededRandom } from '../../shared/random.ts';
import { root, useAppAgain } from '../support/app.ts';
import { useFolder } from '../support/folder.ts';
import { button, room } from '../support/shown.ts';
import { dropFile, loadTable, openTab, replaceTable } from '../support/story.ts';

const { app, openAgain } = useAppAgain();
const folder = useFolder('all tests');

const formulas = (): Locator => room(app().page, 'Formulas');
const listed = (): Locator => formulas().getByRole('radiogroup', { name: 'Formulas of' }).getByRole('radio');

/** Rows without errors, of a law in two hidden layers: finer and finer grids pay, and all models take very long. */
function longTable(): string {
  const random = seededRandom(1);
  const rows = Array.from({ length: 40_000 }, () => {
    const [a, b, c, d] = Array.from({ length: 4 }, () => 2 * random.next() - 1);
    const waves = Math.sin(Math.PI * (a * a + b * b)) + Math.sin(Math.PI * (c * c + d * d));
    return [a, b, c, d, Math.exp(waves / 2)].map((value) => value.toFixed(9)).join(',');
  });
  return ['a,b,c,d,y', ...rows].join('\n');
}

it('the models that were compared so far, and that the run was stopped', async () => {
  const { page } = app();
  writeFileSync(folder('long.csv'), longTable());
  await dropFile(page, folder('long.csv'));
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
  await replaceTable(page, join(root, 'examples', 'alloy-strength.csv'));
  await openTab(page, 'Formulas');
  await formulas().getByRole('button', { name: 'Find formulas' }).click();
  await listed().first().waitFor();
  await formulas().getByRole('button', { name: 'Stop the search' }).waitFor();
  await openAgain();
  await room(app().page, 'Notices')
    .getByText('When the app ended, it stopped a search for formulas.')
    .waitFor();
  await openTab(app().page, 'Formulas');
  await formulas().getByText('Stopped', { exact: true }).waitFor();
  await listed().first().waitFor();
});

it('that a table was being read, which is to be opened again', async () => {
  const { page } = app();
  const lines = Array.from(
    { length: 1_000_000 },
    (_, i) => `${i % 997},${i % 89},${(i % 997) + 2 * (i % 89)}`,
  );
  writeFileSync(folder('huge.csv'), ['a,b,y', ...lines].join('\n'));
  await dropFile(page, folder('huge.csv'));
  await button(page, 'Load the table').click();
  await page.getByRole('banner').getByText('Loading the table…').waitFor();
  await openAgain();
  await room(app().page, 'Notices')
    .getByText(
      'When the app ended, it stopped the reading of a table, of which nothing is kept. Start again.',
    )
    .waitFor();
  await room(app().page, 'Data').getByText('alloy-strength.csv').waitFor();
});
