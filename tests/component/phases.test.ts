import { beforeEach, expect, test } from 'vitest';
import { page } from 'vitest/browser';
import { Studio } from '../../renderer/studio.svelte.ts';
import type { PhasesView } from '../../shared/contract/views/phases.ts';
import { idleFindings } from '../../shared/contract/views/findings.ts';
import { cancelled } from '../../shared/errors.ts';
import { violations } from './support/axe.ts';
import { emptySnapshot } from './support/session-views.ts';
import { FakeEngine, fakeStudio } from './support/fake-studio.ts';
import { showWorkbench } from './support/workbench.ts';

let engine: FakeEngine;
let studio: Studio;

const x = Float64Array.of(-1, 0, 1);
const of = (hidden: readonly number[], earlier: number) => ({
  hidden,
  parameters: 204,
  errors: [
    [0.001, 0.5],
    [earlier, 0.002],
  ],
  curves: [Float64Array.of(1, 0, 0), Float64Array.of(1, 0, 1)],
});
const view: PhasesView = {
  by: { parts: 2 },
  phases: ['first', 'second'].map((name) => ({ name, rows: 50, points: { x, y: x } })),
  x,
  axes: { input: 'x1', target: 'y' },
  kan: of([], 0.003),
  mlp: of([10, 10], 0.789),
};

beforeEach(async () => {
  engine = new FakeEngine();
  studio = new Studio(fakeStudio(), engine);
  await showWorkbench(studio);
  await expect.element(page.getByRole('application')).toBeVisible();
  studio.view.show('phases');
});

test('before it learns the panel says what it would show, and why the preset keeps what it learned', async () => {
  await expect.element(page.getByText('Does the network forget?')).toBeVisible();
  await expect.element(page.getByText('rows elsewhere do not change it')).toBeVisible();
  await page.getByRole('combobox', { name: 'Network that learns' }).selectOptions('own');
  await expect.element(page.getByText('With hidden layers a KAN forgets too')).toBeVisible();
});

test('for classes it says why it cannot learn', async () => {
  studio.data.dataset = { ...studio.data.dataset!, task: 'classification', classes: ['off', 'on'] };
  await expect
    .element(page.getByText('Only networks that predict a number can learn in phases'))
    .toBeVisible();
  await expect.element(page.getByRole('button', { name: 'Learn in phases' })).toBeDisabled();
});

test('asks the engine for equal parts of the rows with the preset', async () => {
  engine.answers = { 'phases.learn': () => view };
  await page.getByRole('button', { name: 'Learn in phases' }).click();
  await expect.element(page.getByText('The KAN kept earlier phases, the MLP forgot them.')).toBeVisible();
  const asked = engine.asked('phases.learn')[0];
  expect(asked).toEqual({
    by: { parts: 5 },
    network: { hidden: [], grid: 200, order: 3, baseFunction: 'zero', seed: 1 },
    steps: 100,
  });
});

test('the network that learned the phases becomes the current one, and its figures say what they were made for', async () => {
  engine.emit('phases', view);
  const made = { table: 'peaks.csv', network: '', changed: ['roles'] as const };
  engine.emit('findings', { ...idleFindings, phases: made, phasesUsable: true });
  await expect
    .element(page.getByText('Out of date: what the columns are used for has changed.'))
    .toBeVisible();
  await expect.element(page.getByText('Made for peaks.csv.')).toBeVisible();
  engine.answers = { 'phases.use': () => ({ ...emptySnapshot, phases: view }) };
  await page.getByRole('button', { name: 'Use this network' }).click();
  await expect.poll(() => engine.calls.map(({ method }) => method)).toContain('phases.use');
});

test('what was found before is there again where the learning is stopped at once', async () => {
  engine.emit('phases', view);
  engine.answers = { 'phases.learn': () => Promise.reject(cancelled()) };
  await page.getByRole('button', { name: 'Learn again' }).click();
  await expect.element(page.getByRole('row', { name: 'after second' }).nth(0)).toBeVisible();
});

test('shows errors and functions after each phase, while it learns and in the end', async () => {
  let answer: (found: PhasesView) => void = () => undefined;
  engine.answers = { 'phases.learn': () => new Promise<PhasesView>((resolve) => (answer = resolve)) };
  await page.getByRole('button', { name: 'Learn in phases' }).click();
  engine.emit('phases', { ...view, mlp: { ...view.mlp, errors: [], curves: [] } });
  await expect.element(page.getByText('The MLP learns phase 1 of 2…')).toBeVisible();
  await expect.element(page.getByRole('button', { name: 'Stop learning' })).toBeVisible();
  answer(view);
  const rows = page.getByRole('row', { name: 'after second' });
  await expect.element(rows.nth(0)).toHaveTextContent('0.003000');
  await expect.element(rows.nth(1)).toHaveTextContent('0.7890');
  await expect
    .element(page.getByRole('figure', { name: 'MLP 10 × 10, after each phase' }).getByRole('img').nth(1))
    .toHaveAccessibleName('After second: largest RMSE on the phases so far 0.7890');
  expect(await violations()).toEqual([]);
});
