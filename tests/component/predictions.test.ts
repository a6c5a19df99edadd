import { beforeEach, describe, expect, test, vi } from 'vitest';
import { page } from 'vitest/browser';
import type { Studio } from '../../renderer/studio.svelte.ts';
import type { PredictionView } from '../../shared/contract/views/evaluation.ts';
import { userError } from '../../shared/errors.ts';
import { violations } from './support/axe.ts';
import type { FakeEngine, FakeStudio } from './support/fake-studio.ts';
import { modelEvent, scores } from './support/session-views.ts';
import { openWorkbench } from './support/workbench.ts';

let engine: FakeEngine;
let api: FakeStudio;
let studio: Studio;

const predictions: PredictionView = {
  sheet: '',
  sheets: [],
  fileName: 'new.csv',
  rows: 200,
  missing: 2,
  outside: 7,
  header: ['x1', 'x2', 'y_predicted', 'outside_range'],
  added: 2,
  preview: [
    ['0.1', '0.2', '1.234', ''],
    ['9', '0.2', '7.5', 'x1'],
  ],
  scores: null,
  notes: ['2 of 200 rows lack an input that can be used; their prediction is left empty.'],
};

describe('predictions for another table', () => {
  beforeEach(async () => {
    ({ engine, api, studio } = await openWorkbench({ trained: true, panel: 'predict' }));
  });

  test('of many classes can all be scrolled into view, and the predicted class always is', async () => {
    const classes = Array.from({ length: 7 }, (_, i) => `p(kind ${i + 1})`);
    const header = ['x1', 'x2', 'y_predicted', ...classes, 'outside_range'];
    const row = ['0.1', '0.2', 'kind 3', ...classes.map(() => '0.1'), ''];
    engine.answers['predict.preview'] = () => ({ ...predictions, header, added: 9, preview: [row, row] });
    await page.getByRole('tabpanel').getByRole('button', { name: 'Open a table…' }).click();
    const table = page.getByRole('region', { name: 'First rows with predictions' });
    const heading = (name: string) => table.getByRole('columnheader', { name, exact: true });
    await expect.element(heading('y_predicted')).toBeVisible();
    const inView = (name: string): boolean => {
      const [box, room] = [heading(name).element(), table.element()].map((of) => of.getBoundingClientRect());
      return box.left >= room.left - 1 && box.right <= room.right + 1;
    };
    await expect.poll(() => inView('y_predicted')).toBe(true);
    expect(inView('x1')).toBe(true);
    const scrolled = [table.element(), ...table.element().querySelectorAll('*')].find(
      (of) => of.scrollWidth > of.clientWidth + 200,
    )!;
    scrolled.scrollLeft = scrolled.scrollWidth;
    await expect.poll(() => inView('outside_range')).toBe(true);
    expect(inView('p(kind 7)')).toBe(true);
  });

  test('are shown beside the columns of the file, counted, and saved', async () => {
    engine.answers['predict.preview'] = () => predictions;
    engine.answers['predict.save'] = () => ({ rows: 200, bytes: 4321 });
    const named = vi.spyOn(api.files, 'saveDialog');
    await expect
      .element(
        page.getByText('It needs a column for each input that the network uses, with the same name: x1, x2.'),
      )
      .toBeVisible();
    await page.getByRole('tabpanel').getByRole('button', { name: 'Open a table…' }).click();
    const table = page.getByRole('region', { name: 'First rows with predictions' });
    await expect.element(table.getByRole('cell', { name: '1.234' })).toBeVisible();
    const facts = page.getByLabelText('Rows of the table');
    await expect.element(facts).toHaveTextContent(/Without prediction\s*2\s*Outside the training range\s*7/);
    expect(await violations()).toEqual([]);
    await page.getByRole('button', { name: 'Save as CSV…' }).click();
    await expect
      .poll(() => engine.asked('predict.save').at(-1))
      .toEqual({
        file: 'file-0001',
        overrides: {},
        threshold: 0.5,
        to: 'file-0003',
      });
    // 2 of the 200 rows have no prediction, and the keyboard is where it was.
    await expect
      .element(page.getByRole('region', { name: 'Notices' }))
      .toHaveTextContent('200 rows, 2 of them without a prediction.');
    await expect.element(page.getByRole('button', { name: 'Save as CSV…' })).toHaveFocus();
    expect(named).toHaveBeenLastCalledWith('pendulum predicted', { label: 'CSV table', extension: 'csv' });
    await page.getByRole('button', { name: 'Close the table' }).click();
    await expect.element(page.getByText('Predict new rows.')).toBeVisible();
  });

  test('have errors of the rows that have the target, and say how many these are', async () => {
    engine.answers['predict.preview'] = () => ({ ...predictions, scores: { ...scores(1.5, 0.9), rows: 41 } });
    await page.getByRole('tabpanel').getByRole('button', { name: 'Open a table…' }).click();
    const facts = page.getByLabelText('Rows of the table');
    await expect.element(facts).toHaveTextContent(/Rows with the target\s*41\s*RMSE\s*1\.500\s*R²\s*0\.9000/);
  });

  test('change with the network; a table that does not fit shows the reason', async () => {
    engine.answers['predict.preview'] = () => {
      throw userError('data.unknown-column', 'new.csv lacks a column: “x2”.', '“x2” may be “X2” there.');
    };
    await studio.files.openDropped([new File(['x1\n1\n'], 'new.csv')]);
    await expect.element(page.getByRole('alert')).toHaveTextContent(/lacks a column: “x2”.*may be “X2”/);
    engine.answers['predict.preview'] = () => predictions;
    engine.model = { ...engine.model!, revision: 'r-next' };
    const { scores: before, history } = studio.network;
    const next = { ...history.revisions[0], id: 'r-next', parent: 'r' };
    engine.emit(
      'model',
      modelEvent(engine.model, {
        scores: before,
        history: { ...history, revisions: [next], current: next.id },
      }),
    );
    await expect.element(page.getByRole('cell', { name: '7.5' })).toBeVisible();
  });
});
