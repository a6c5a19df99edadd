import { beforeEach, expect, test } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { Studio } from '../../renderer/studio.svelte.ts';
import { type ComparisonView, idleComparison } from '../../shared/contract/views/comparison.ts';
import { idleSizeStudy, type SizeStudyView } from '../../shared/contract/views/sizeStudy.ts';
import { idleFindings } from '../../shared/contract/views/findings.ts';
import { powerLawOf } from '../../shared/results/powerLaw.ts';
import { violations } from './support/axe.ts';
import { FakeEngine, fakeStudio } from './support/fake-studio.ts';
import { comparedModel } from './support/session-views.ts';
import { showWorkbench } from './support/workbench.ts';

let engine: FakeEngine;
let studio: Studio;

const view: ComparisonView = {
  ...idleComparison,
  status: 'finished',
  revision: 'earlier',
  rows: { train: 700, validation: 150, test: 150 },
  kan: comparedModel([5], 0.00012, 2),
  perceptrons: [
    {
      ...comparedModel([10, 10], 0.0345, 4),
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
  await showWorkbench(studio);
  await expect.element(page.getByRole('application')).toBeVisible();
  studio.view.show('comparison');
});

test('before a comparison the panel says what it would show, and needs a trained network', async () => {
  await expect.element(page.getByText('Does the network do better than an MLP?')).toBeVisible();
  await expect.element(page.getByRole('button', { name: 'Compare with MLPs' })).toBeDisabled();
});

test('the table has every model with its error, and the verdict stands beside it', async () => {
  engine.emit('comparison', view);
  const made = { table: 'peaks.csv', network: 'Trained 5 steps', changed: ['split', 'network'] as const };
  engine.emit('findings', { ...idleFindings, comparison: made });
  const row = page.getByRole('row', { name: 'MLP 10 × 10' });
  await expect.element(row).toHaveTextContent('0.03450');
  await expect.element(row).toHaveTextContent('0.06780');
  await expect.element(page.getByRole('row', { name: 'KAN [5]' })).toHaveTextContent('0.0001200');
  await expect.element(page.getByText('The KAN has the lower error.')).toBeVisible();
  await expect.element(page.getByText('Out of date: the split and the network have changed.')).toBeVisible();
  await expect.element(page.getByText('Made for peaks.csv and the network “Trained 5 steps”.')).toBeVisible();
  expect(await violations()).toEqual([]);
});

test('a press on a heading sorts the table, by keyboard too', async () => {
  engine.emit('comparison', view);
  const heading = page.getByRole('columnheader', { name: 'Test RMSE' });
  const first = () =>
    page.getByRole('table', { name: 'Errors on the test rows, by model' }).getByRole('rowheader').first();
  await expect.element(heading).toHaveAttribute('aria-sort', 'none');
  await heading.getByRole('button').click();
  await expect.element(heading).toHaveAttribute('aria-sort', 'ascending');
  await expect.element(first()).toHaveTextContent('KAN [5]');
  (heading.getByRole('button').element() as HTMLElement).focus();
  await userEvent.keyboard('{Enter}');
  await expect.element(heading).toHaveAttribute('aria-sort', 'descending');
  await expect.element(first()).toHaveTextContent('MLP 10 × 10');
  expect(await violations()).toEqual([]);
});

test('a comparison that runs can be stopped', async () => {
  engine.emit('comparison', { ...view, status: 'running', training: 0, verdict: '' });
  await expect.element(page.getByText('Training MLP 10 × 10…')).toBeVisible();
  await expect.element(page.getByRole('button', { name: 'Stop the comparison' })).toBeVisible();
});

const points = [10, 20, 40].map((parameters) => {
  return { name: `grid ${parameters}`, parameters, seconds: 1, error: 8 * parameters ** -4 };
});
const mlpPoints = points.map((point) => ({ ...point, name: `MLP ${point.parameters}`, error: 0.1 }));
const sizes: SizeStudyView = {
  ...idleSizeStudy,
  status: 'finished',
  revision: 'earlier',
  rows: { train: 700, test: 150 },
  kan: { points, law: powerLawOf(points) },
  mlp: { points: mlpPoints, law: null },
  verdict: 'The KAN’s error falls with the power −4.',
};

test('the error against the size has a table, slopes and the one of the paper', async () => {
  engine.emit('sizeStudy', sizes);
  await page.getByRole('radio', { name: 'Error against size' }).click();
  await expect.element(page.getByRole('row', { name: 'KAN, grid 40' })).toHaveTextContent('3.125·10⁻⁶');
  await expect.element(page.getByRole('row', { name: 'MLP 20' })).toHaveTextContent('0.1000');
  await expect.element(page.getByText('KAN, slope −4')).toBeVisible();
  await expect.element(page.getByText('KAN paper, −4')).toBeVisible();
  await expect.element(page.getByText('The KAN’s error falls with the power −4.')).toBeVisible();
  expect(document.querySelectorAll('svg line.kan, svg line.mlp, svg line.expected')).toHaveLength(2);
  expect(await violations()).toEqual([]);
});

test('a study of sizes that runs says what it trains, and can be stopped', async () => {
  await page.getByRole('radio', { name: 'Error against size' }).click();
  await expect.element(page.getByText('How fast does the error fall with the size?')).toBeVisible();
  engine.emit('sizeStudy', { ...sizes, status: 'running', training: 'KAN, grid 80', verdict: '' });
  await expect.element(page.getByText('Training KAN, grid 80…')).toBeVisible();
  await expect.element(page.getByRole('button', { name: 'Stop the study' })).toBeVisible();
});
