import { expect, test, vi } from 'vitest';
import { render } from 'vitest-browser-svelte';
import { page, userEvent } from 'vitest/browser';
import { Selection } from '../../renderer/common/selection.svelte.ts';
import RowsTable from '../../renderer/rooms/evaluation/RowsTable.svelte';
import FormulaList from '../../renderer/rooms/formula/FormulaList.svelte';
import { paretoPoints } from '../../renderer/rooms/formula/pareto.ts';
import { errorsText } from '../../renderer/rooms/formula/rounding.ts';
import EdgeList from '../../renderer/rooms/graph/lists/EdgeList.svelte';
import { evaluationView, foundFormulas } from './support/findings.ts';
import { modelView } from './support/network-views.ts';

/** What the rows say, from the first on. */
const texts = (found: ReturnType<typeof page.getByRole>): readonly string[] =>
  found.elements().map((one) => one.textContent.trim());

test('formulas are sorted by complexity or error, and a press selects the right one', async () => {
  const onpick = vi.fn();
  await render(FormulaList, {
    ...{ output: 'y', error: 'RMSE', unit: 'N', formulas: foundFormulas, selected: 3 },
    ...{ onpick, onuse: vi.fn() },
  });
  const complexities = (): readonly string[] =>
    texts(page.getByRole('radio')).map((text) => /^\d+/u.exec(text)![0]);
  const heading = page.getByRole('button', { name: 'Complexity' });
  expect(complexities()).toEqual(['1', '4', '5', '9', '12']);
  await heading.click();
  await heading.click();
  await expect.poll(complexities).toEqual(['12', '9', '5', '4', '1']);
  await expect.element(page.getByRole('radio', { checked: true })).toHaveTextContent(/^9/u);
  // The places are those of the list as it was found.
  await page.getByRole('radio').first().click();
  expect(onpick).toHaveBeenLastCalledWith(4);
  page.getByRole('radio', { checked: true }).element().focus();
  await userEvent.keyboard('{ArrowDown}');
  expect(onpick).toHaveBeenLastCalledWith(2);
  await page.getByRole('button', { name: 'Validation RMSE [N]' }).click();
  await expect.poll(complexities).toEqual(['12', '9', '5', '4', '1']);
});

test('a formula that straight lines are better than says so', async () => {
  const formulas = foundFormulas.map((one, i) => (i === 1 ? { ...one, behindLines: true as const } : one));
  await render(FormulaList, {
    ...{ output: 'y', error: 'RMSE', unit: 'N', formulas, selected: 3 },
    ...{ onpick: vi.fn(), onuse: vi.fn() },
  });
  const behind = page.getByText('the mean or straight lines predict other rows better');
  expect(behind.elements()).toHaveLength(1);
  await expect
    .element(page.getByRole('radio', { name: /the mean or straight lines predict other rows better$/u }))
    .toHaveTextContent(/^4/u);
});

test('a formula that was fitted to the validation rows too is listed by its error without them', async () => {
  const fitted = { ...foundFormulas[3], validationError: 0.3, comparedBy: 0.7 };
  const formulas = [...foundFormulas.slice(0, 3), fitted];
  const shown = { output: 'y', error: 'RMSE', unit: 'N', formulas, onuse: vi.fn() };
  await render(FormulaList, { ...shown, selected: 3, onpick: vi.fn() });
  const row = page.getByRole('radio', { checked: true });
  await expect.element(row).toHaveTextContent(/^9 0\.7000/u);
  await expect.element(row).not.toHaveTextContent('0.3');
  await expect
    .element(row)
    .toHaveTextContent(
      'fitted to the validation rows too; fitted to the training rows alone, its validation error is 0.7000',
    );
  expect(paretoPoints(formulas).map(({ error }) => error)).toEqual([0.94, 0.61, 0.48, 0.7]);
  expect(errorsText({ ...fitted, fittedToValidation: true }, 'RMSE')).toContain(
    'validation 0.3000 (it was fitted to these too)',
  );
});

test('the proposed formula says why it is proposed, and keeps saying so where another is selected', async () => {
  const shown = { output: 'y', error: 'RMSE', unit: 'N', formulas: foundFormulas, onuse: vi.fn() };
  await render(FormulaList, { ...shown, selected: 0, onpick: vi.fn() });
  const reason = page.getByText('proposed: the simplest within 2 % of the lowest error', { exact: true });
  expect(reason.elements()).toHaveLength(1);
  await expect.element(page.getByRole('radio', { checked: true })).not.toHaveTextContent('proposed');
});

test('under which conditions it is the simplest stands in the title of the reason', async () => {
  const [first, second] = foundFormulas;
  const behind = { ...first, behindLines: true as const };
  const long = { ...second, complexity: 61 };
  const formulas = [behind, second, { ...long, text: `${second.text} + a` }];
  const shown = { output: 'y', error: 'RMSE', unit: 'N', formulas };
  await render(FormulaList, { ...shown, selected: 1, onpick: vi.fn(), onuse: vi.fn() });
  const reason = page.getByText('proposed: the simplest within 2 % of the lowest error', { exact: true });
  const title =
    'proposed: the simplest within 2 % of the lowest error, among those that predict other rows as well as the mean and straight lines, where each unit of complexity beyond 40 counts as 2 % of error';
  await expect.element(reason).toHaveAttribute('title', title);
});

test('a formula of many columns stands on several lines', async () => {
  await page.viewport(500, 600);
  const names = ['Agriculture', 'Catholic', 'Education', 'Examination', 'InfantMortality', 'Fertility'];
  const latex = names.map((name) => String.raw`0.128628\,\mathrm{${name}}`).join(' + ');
  const formulas = [foundFormulas[0], { ...foundFormulas[1], latex }];
  const shown = { output: 'y', error: 'RMSE', unit: 'N', formulas };
  await render(FormulaList, { ...shown, selected: 1, onpick: vi.fn(), onuse: vi.fn() });
  const row = page.getByRole('radio', { checked: true }).element();
  const parts = () => [...row.querySelectorAll('.katex-base')].map((part) => part.getBoundingClientRect());
  await expect.poll(() => new Set(parts().map(({ top }) => Math.round(top / 10))).size).toBeGreaterThan(1);
  const { right } = row.getBoundingClientRect();
  expect(Math.max(...parts().map((part) => part.right))).toBeLessThanOrEqual(right);
});

test('edges are sorted by name, function and score, the largest score first', async () => {
  const model = modelView(['b', 'a'], [], ['y']);
  await render(EdgeList, { model, scores: [0.2, 0.7], selection: new Selection() });
  const edges = (): readonly string[] => texts(page.getByRole('rowheader'));
  const heading = (name: string) => page.getByRole('columnheader', { name, exact: true });
  expect(edges()).toEqual(['b → y', 'a → y']);
  await heading('Score').getByRole('button').click();
  await expect.element(heading('Score')).toHaveAttribute('aria-sort', 'descending');
  expect(edges()).toEqual(['a → y', 'b → y']);
  await heading('Score').getByRole('button').click();
  await expect.poll(edges).toEqual(['b → y', 'a → y']);
  await heading('Edge').getByRole('button').click();
  await expect.element(heading('Score')).toHaveAttribute('aria-sort', 'none');
  await expect.poll(edges).toEqual(['a → y', 'b → y']);
});

test('rows are sorted by each column, the largest residual first', async () => {
  const view = evaluationView(modelView(['x'], [], ['y']), 'test', 3);
  const [output] = view.outputs;
  const { container } = await render(RowsTable, {
    view: {
      ...view,
      inputs: [{ name: 'x', column: 'x', label: null, values: Float64Array.of(2, 3, 1) }],
      outputs: [{ ...output, observed: Float64Array.of(5, 5, 5), predicted: Float64Array.of(5.1, 4, 5.5) }],
    },
    ...{ classes: false, threshold: 0.5, isDate: () => false },
    selection: new Selection(),
  });
  container.style.height = '200px';
  const row = page.getByRole('row');
  await expect.poll(() => row.elements().length).toBe(4);
  const inputs = (): readonly string[] =>
    row
      .elements()
      .slice(1)
      .map((one) => one.lastElementChild!.textContent.trim());
  await page.getByTitle('Sort by x').click();
  await expect.poll(inputs).toEqual(['1', '2', '3']);
  await page.getByTitle('Sort by x').click();
  await expect.poll(inputs).toEqual(['3', '2', '1']);
  await page.getByTitle(/Sort by .*residual/iu).click();
  const heading = page.getByRole('columnheader').filter({ hasText: /residual/iu });
  await expect.element(heading).toHaveAttribute('aria-sort', 'descending');
});
