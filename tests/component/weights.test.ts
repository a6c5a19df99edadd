/** Figures of rows that have weights say so. */
import { expect, test } from 'vitest';
import { render } from 'vitest-browser-svelte';
import { page } from 'vitest/browser';
import { Notices } from '../../renderer/common/notices.svelte.ts';
import { suggestSetup } from '../../renderer/rooms/data/roles.ts';
import { DataState } from '../../renderer/rooms/data/state.svelte.ts';
import SplitErrors from '../../renderer/rooms/evaluation/SplitErrors.svelte';
import SplitDetail from '../../renderer/rooms/inspector/model/SplitDetail.svelte';
import type { EngineClient } from '../../shared/contract/engine.ts';
import type { DataSetup } from '../../shared/contract/schemas/setups.ts';
import type { ErrorMeasure, Scores } from '../../shared/contract/views/scores.ts';
import { scores } from './support/session-views.ts';
import { table } from './support/table-views.ts';

const classes: Scores = {
  ...scores(0, 0),
  ...{ rows: 24, rmse: null, r2: null, targets: [], crossEntropy: 0.5, accuracy: 0.7, rocAuc: 0.9 },
  confusion: {
    labels: ['No', 'Yes'],
    counts: [
      [16, 11],
      [2, 14],
    ],
  },
};
const of = { train: classes, validation: classes, test: classes };
const measureWith = (column: string | null): ErrorMeasure => ({
  kind: 'cross-entropy',
  targets: ['y'],
  weighing: column === null ? null : { column, holds: 'weight' },
});

test('a confusion matrix of rows with weights says that its numbers are sums of weights', async () => {
  const { rerender } = await render(SplitDetail, { scores: of, measure: measureWith('w') });
  await expect.element(page.getByText('Sums of the rows’ weights.')).toBeVisible();
  await expect
    .element(page.getByText(/would be right for 62\.8 % of these rows, by their weights\./))
    .toBeVisible();
  await rerender({ scores: of, measure: measureWith(null) });
  await expect.element(page.getByText('Sums of the rows’ weights.')).not.toBeInTheDocument();
});

test('an error of rows that count by weights or by uncertainties is called weighted', () => {
  const data = new DataState({} as EngineClient, new Notices());
  const setup = suggestSetup(table);
  const errorWith = (part: Partial<DataSetup>): string => {
    data.applied = { ...setup, ...part };
    return data.error;
  };
  expect(errorWith({})).toBe('RMSE');
  expect(errorWith({ weights: 'w' })).toBe('weighted RMSE');
  expect(errorWith({ uncertainty: 's' })).toBe('weighted RMSE');
  expect(errorWith({ groups: 'g' })).toBe('RMSE');
});

test('a long name of the error does not cover the name beside it', async () => {
  const { container } = await render(SplitErrors, {
    ...{ scores: of, measure: measureWith('w'), split: 'test' as const, heldOut: null, output: 0 },
    onchange: () => undefined,
  });
  container.style.width = '228px';
  const [, error, share] = [...container.querySelectorAll<HTMLElement>('.head span')];
  const written = (element: HTMLElement): DOMRect => {
    const range = document.createRange();
    range.selectNodeContents(element);
    return range.getBoundingClientRect();
  };
  expect(error.textContent).toBe('Weighted cross-entropy');
  expect(written(error).right).toBeLessThanOrEqual(written(share).left);
});
