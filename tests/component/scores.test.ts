import { beforeEach, describe, expect, test } from 'vitest';
import { page } from 'vitest/browser';
import { Studio } from '../../renderer/studio.svelte.ts';
import type { Confusion, Scores } from '../../shared/contract/views/scores.ts';
import type { Weighing } from '../../shared/contract/weighing.ts';
import type { RevisionView } from '../../shared/contract/views/history.ts';
import { violations } from './support/axe.ts';
import { FakeEngine, fakeStudio } from './support/fake-studio.ts';
import { animationsEnd, useTheme } from './support/styles.ts';
import { modelEvent, noHistory, scores } from './support/session-views.ts';
import { showWorkbench } from './support/workbench.ts';

/** A window with a trained network whose errors are these, on the rows of each split. */
async function openWith(
  train: Scores,
  validation: Scores,
  test: Scores,
  weighing: Weighing | null = null,
): Promise<FakeEngine> {
  const engine = new FakeEngine();
  const task = train.confusion ? ('classification' as const) : ('regression' as const);
  const prepared = { ...engine.dataset, task };
  engine.answers = { 'data.prepare': () => prepared };
  const studio = new Studio({ ...fakeStudio() }, engine);
  await showWorkbench(studio);
  await expect.element(page.getByRole('application')).toBeVisible();
  const scores = { train, validation, test };
  const present: RevisionView = {
    ...{ id: engine.model!.revision, parent: null, label: 'Trained', name: '', kind: 'train', scores },
    measure: {
      kind: train.confusion ? 'cross-entropy' : train.targets.length > 1 ? 'scaled RMSE' : 'RMSE',
      targets: train.targets.map(({ name }) => name),
      weighing,
    },
    ...{ heldOut: null, time: 0, training: null, curve: [], otherTable: null },
  };
  const history = { ...noHistory, revisions: [present], current: present.id };
  engine.emit('model', modelEvent(engine.model!, { scores, history }));
  return engine;
}

const labels = ['setosa', 'versicolor', 'virginica'];

function classScores(counts: Confusion['counts']): Scores {
  const rows = counts.flat().reduce((sum, count) => sum + count, 0);
  const accuracy = counts.reduce((sum, row, c) => sum + row[c], 0) / rows;
  const confusion = { labels, counts };
  return {
    ...scores(0, 0),
    rows,
    rmse: null,
    r2: null,
    targets: [],
    crossEntropy: 0.1234,
    accuracy,
    rocAuc: 0.9876,
    confusion,
  };
}

const trained = classScores([
  [33, 0, 0],
  [0, 31, 2],
  [0, 1, 34],
]);
const tested = classScores([
  [10, 0, 0],
  [0, 6, 2],
  [0, 3, 9.5],
]);
const none: Scores = { ...scores(0, 0), rows: 0, rmse: null, r2: null, targets: [] };

const matrix = () => page.getByRole('table', { name: 'rows by true and by predicted class' });
const cells = (row: string) =>
  matrix()
    .getByRole('row', { name: row })
    .getByRole('cell')
    .elements()
    .map((cell) => cell.textContent.trim());

describe.each(['light', 'dark'] as const)('errors of classes in the %s theme', (theme) => {
  beforeEach(async () => {
    await openWith(trained, none, tested);
    useTheme(theme);
    await animationsEnd();
  });

  test('have accuracy, area and a confusion matrix of the test rows, with colours for right and wrong', async () => {
    await expect.element(page.getByRole('columnheader', { name: 'AUC' })).toBeVisible();
    const row = page.getByRole('table', { name: 'Errors by split' }).getByRole('row', { name: /^Test/ });
    await expect.element(row).toHaveTextContent(/0\.1234\s*83\.6 %\s*0\.9876/);
    await expect.element(matrix()).toHaveAccessibleName(/^Test rows/);
    expect(['True setosa', 'True versicolor', 'True virginica'].map(cells)).toEqual([
      ['10', '0', '0'],
      ['0', '6', '2'],
      ['0', '3', '9.5'],
    ]);
    const wrong = matrix().getByTitle('25 % of versicolor predicted as virginica');
    const right = matrix().getByTitle('75 % of versicolor predicted as versicolor');
    const nothing = matrix().getByTitle('0 % of setosa predicted as virginica');
    const colour = (cell: typeof wrong): string => getComputedStyle(cell.element()).backgroundColor;
    expect(new Set([wrong, right, nothing].map(colour)).size).toBe(3);
    expect(await violations()).toEqual([]);
  });

  test('are those of the selected split; a split without rows is not offered', async () => {
    const rows = page.getByRole('radiogroup', { name: 'Split' });
    expect(
      rows
        .getByRole('radio')
        .elements()
        .map((radio) => radio.textContent.trim()),
    ).toEqual(['Training', 'Test']);
    await rows.getByRole('radio', { name: 'Training' }).click();
    await expect.element(matrix()).toHaveAccessibleName(/^Training rows/);
    expect(cells('True virginica')).toEqual(['0', '1', '34']);
  });
});

describe('errors of several targets', () => {
  test('are shown for each target', async () => {
    const two = (rmse: number): Scores => ({
      ...scores(rmse, 0.9),
      targets: [
        { name: 'speed', rmse, r2: 0.987 },
        { name: 'heat', rmse: 2 * rmse, r2: null },
      ],
    });
    await openWith(two(0.01), two(0.02), two(0.03));
    const table = page.getByRole('table', { name: 'Errors by target, Test rows' });
    await expect.element(table.getByRole('row', { name: /^speed/ })).toHaveTextContent(/0\.03000\s*0\.9870/);
    await expect.element(table.getByRole('row', { name: /^heat/ })).toHaveTextContent(/0\.06000\s*–/);
    await page.getByRole('radiogroup', { name: 'Split' }).getByRole('radio', { name: 'Validation' }).click();
    const held = page.getByRole('table', { name: 'Errors by target, Validation rows' });
    await expect.element(held.getByRole('row', { name: /^heat/ })).toHaveTextContent(/0\.04/);
    expect(await violations()).toEqual([]);
  });

  test('of a single target are in the table of splits only', async () => {
    await openWith(scores(0.1, 0.9), scores(0.1, 0.9), scores(0.1, 0.9));
    await expect.element(page.getByRole('table', { name: 'Errors by split' })).toBeVisible();
    expect(page.getByRole('radiogroup', { name: 'Split' }).elements()).toEqual([]);
  });
});

describe('errors of rows with uncertainties', () => {
  const weighed = { ...scores(0.5, 0.9), weight: 600 };
  const few = { ...weighed, rows: 20, weight: 72 };

  test.each([
    ['uncertainty', 1],
    ['weight', 0],
  ] as const)('rows that count by their %s have χ² below the errors: %d', async (holds, count) => {
    await openWith(weighed, none, few, { column: 's', holds });
    await expect.element(page.getByRole('table', { name: 'Errors by split' })).toBeVisible();
    const text = 'χ², the sum of (error/s)², is 150.0 on 150 training rows and 18.00 on 20 test rows.';
    expect(page.getByText(text).elements()).toHaveLength(count);
  });
});
