import { beforeEach, expect, test } from 'vitest';
import { render } from 'vitest-browser-svelte';
import { page } from 'vitest/browser';
import App from '../../renderer/App.svelte';
import { Studio } from '../../renderer/studio.svelte.ts';
import type { ComparedModel, ComparisonView } from '../../shared/contract/comparisonViews.ts';
import { idleComparison } from '../../shared/contract/idleComparison.ts';
import { violations } from './support/axe.ts';
import { FakeEngine, fakeStudio } from './support/fake-studio.ts';

let engine: FakeEngine;
let studio: Studio;

const model = (hidden: readonly number[], rmse: number, seconds: number): ComparedModel => {
  const none = { r2: null, targets: [], crossEntropy: null, accuracy: null, rocAuc: null, confusion: null };
  return { hidden, parameters: 151, seconds, test: { rows: 150, rmse, ...none } };
};
const view: ComparisonView = {
  ...idleComparison,
  status: 'finished',
  revision: 'earlier',
  rows: { train: 700, validation: 150, test: 150 },
  kan: model([5], 0.00012, 2),
  perceptrons: [
    {
      ...model([10, 10], 0.0345, 4),
      ...{ method: 'Levenberg–Marquardt', activation: 'tanh', atKanTime: 0.0678 },
      curve: [
        { seconds: 1, error: 0.0678 },
        { seconds: 4, error: 0.0345 },
      ],
    },
  ],
  verdict: 'The KAN has the lower error.',
};

beforeEach(async () => {
  engine = new FakeEngine();
  studio = new Studio(fakeStudio(), engine);
  studio.view.show('comparison');
  await render(App, { studio });
  await page.getByRole('button', { name: 'Open a table' }).click();
  await page.getByRole('button', { name: 'Load the table' }).click();
  await expect.element(page.getByRole('application')).toBeVisible();
  studio.view.show('comparison');
});

test('before a comparison the panel says what it would show, and needs a trained network', async () => {
  await expect.element(page.getByText('Does the network do better than an MLP?')).toBeVisible();
  await expect.element(page.getByRole('button', { name: 'Compare with MLPs' })).toBeDisabled();
});

test('the table has every model with its error, and the verdict stands beside it', async () => {
  engine.emit('comparison', view);
  const row = page.getByRole('row', { name: 'MLP 10 × 10' });
  await expect.element(row).toHaveTextContent('0.03450');
  await expect.element(row).toHaveTextContent('0.06780');
  await expect.element(page.getByRole('row', { name: 'KAN [5]' })).toHaveTextContent('0.0001200');
  await expect.element(page.getByText('The KAN has the lower error.')).toBeVisible();
  await expect.element(page.getByText('These figures are of an earlier network.')).toBeVisible();
  expect(await violations()).toEqual([]);
});

test('a comparison that runs can be stopped', async () => {
  engine.emit('comparison', { ...view, status: 'running', training: 0, verdict: '' });
  await expect.element(page.getByText('Training MLP 10 × 10…')).toBeVisible();
  await expect.element(page.getByRole('button', { name: 'Stop the comparison' })).toBeVisible();
});
