import { beforeEach, describe, expect, test, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import type { Studio } from '../../renderer/studio.svelte.ts';
import { type FormulaSearchView, type FormulaView, idleSearch } from '../../shared/contract/views/formula.ts';
import { violations } from './support/axe.ts';
import type { FakeEngine, FakeStudio } from './support/fake-studio.ts';
import { formulaView, foundFormulas, modelFormula } from './support/findings.ts';
import { useTheme } from './support/styles.ts';
import { button, openWorkbench } from './support/workbench.ts';

let engine: FakeEngine;
let api: FakeStudio;
let studio: Studio;

async function open(how: Parameters<typeof openWorkbench>[0]): Promise<void> {
  ({ engine, api, studio } = await openWorkbench(how));
}

/** The network is one of functions now. */
async function become(formulas: readonly FormulaView[]): Promise<void> {
  const { revision } = engine.model!;
  engine.answers['formula.current'] = () => ({ ...modelFormula(engine.model!), formulas, splines: 0 });
  await studio.formula.refresh(revision);
}

const bar = () => page.getByRole('region', { name: 'Formula', exact: true });
const finished: FormulaSearchView = {
  ...idleSearch,
  status: 'finished',
  seconds: 1.4,
  notes: ['[2, 1, 1]: error 2·10⁻⁷.'],
  outputs: [{ output: 'y', formulas: foundFormulas }],
};

describe('the formula bar', () => {
  test('says what to do: first train, then look for formulas', async () => {
    await open({});
    await expect.element(bar().getByText('Train the network, then')).toBeVisible();
    expect(
      bar().getByRole('group', { name: 'The structure of the network' }).element().querySelector('math'),
    ).not.toBeNull();
    engine.learn();
    await expect.element(bar().getByText('15 edges are still splines.')).toBeVisible();
    await bar().getByRole('button', { name: 'Find formulas' }).click();
    await expect
      .element(page.getByRole('tab', { name: 'Formulas' }))
      .toHaveAttribute('aria-selected', 'true');
    expect(engine.calls.at(-1)).toEqual({
      method: 'formula.search',
      params: { method: 'discover', searchSeed: 0 },
    });
  });

  test('typesets a formula of hundreds of terms', async () => {
    await open({ trained: true });
    const [one] = foundFormulas;
    const latex = Array.from({ length: 700 }, (_, i) => `${i + 2} \\, x_{${i}}`).join(' + ');
    await become([{ ...one, latex }]);
    const line = bar().getByRole('group', { name: 'The formula of y' });
    await expect.poll(() => line.element().querySelector('.katex-html')?.textContent).toContain('701x699');
  });

  test('shows the typeset formula with its error, and copies it in the format used last', async () => {
    await open({ trained: true });
    const copied = vi.spyOn(api.app, 'copyText');
    const one = foundFormulas[3];
    await become([one]);
    const line = bar().getByRole('group', { name: 'The formula of y' });
    await expect.element(line).toBeVisible();
    // Read aloud as MathML, seen as boxes that KaTeX has sized.
    expect(line.element().querySelector('annotation')?.textContent).toBe(`y = ${one.latex}`);
    expect(line.element().querySelector('.katex-html')?.getBoundingClientRect().height).toBeGreaterThan(12);
    await expect.element(bar().getByText('1 − R²')).toBeVisible();
    await expect.element(bar().getByText('4.4·10⁻¹⁴')).toBeVisible();
    await expect.element(bar().getByText('2.31·10⁻⁷')).toBeVisible();

    await button('Copy LaTeX').click();
    await expect.element(button('Copied')).toBeVisible();
    expect(copied).toHaveBeenLastCalledWith('y = e^{x_{1}} + 0');
    await button('The formula as code').click();
    await page.getByLabelText('Format').selectOptions('Python (NumPy)');
    await expect.element(page.getByText('python: y = exp(x1)')).toBeVisible();
    expect(await violations()).toEqual([]);
    await page.getByLabelText('Format').selectOptions('Excel');
    await expect.element(page.getByText('x1 is 1 for “yes” and 0 for “no”.')).toBeVisible();
    await page.getByLabelText('Format').selectOptions('Python (NumPy)');
    await userEvent.keyboard('{Escape}');
    await button('Copy Python (NumPy)').click();
    await expect.poll(() => copied.mock.lastCall?.[0]).toBe('python: y = exp(x1)');

    await bar().getByLabelText('Significant digits').selectOptions('3 digits');
    await expect.poll(() => line.element().querySelector('annotation')?.textContent).toContain('+ 3');
    // The figures are of the formula in three digits.
    await expect.element(bar().getByText('0.001100')).toBeVisible();
    await button('Errors').click();
    const errors = page.getByRole('table', { name: 'Errors of the formula as it is written' });
    await expect.element(errors.getByRole('row', { name: 'Validation 0.001000 0.0005000' })).toBeVisible();
    await userEvent.keyboard('{Escape}');
    await bar().getByRole('radio', { name: 'Symbols' }).click();
    await expect
      .poll(() => engine.calls.at(-1)?.params)
      .toEqual({
        formula: { from: 'network', output: 0 },
        language: 'latex',
        digits: 3,
        symbols: true,
        probability: false,
      });
    await button('± Constants').click();
    await expect.element(page.getByRole('cell', { name: '± 0.0012' })).toBeVisible();
    await expect.element(page.getByRole('row', { name: 'π/4 0.78510 ± 0.00040' })).toBeVisible();
    expect(page.getByText('The scatter of the rows').elements()).toEqual([]);
  });

  test('says with the standard errors that they allow for scatter that grows with the value', async () => {
    await open({ trained: true });
    await become([{ ...foundFormulas[3], scatter: { withValue: 'grows', of: 'errors' } }]);
    await button('± Constants').click();
    await expect
      .element(page.getByText('The scatter of the rows grows with the value: the ± allow for it.'))
      .toBeVisible();
    await expect
      .element(
        page.getByText(/in the role Uncertainty, makes the constants more certain: rows then count by 1\/s²/),
      )
      .toBeVisible();
    expect(await violations()).toEqual([]);
  });

  test('says by what to multiply the standard errors for a 95 % interval', async () => {
    await open({ trained: true });
    await become([{ ...foundFormulas[3], interval: { factor: 2.776445, freedom: 4, groups: 5 } }]);
    await button('± Constants').click();
    const sentence =
      /± is one standard error; a 95 % interval is 2\.78 times as wide, since 5 groups of rows tell the standard error\./;
    await expect.element(page.getByText(sentence)).toBeVisible();
  });

  test('has its tools below a long formula', async () => {
    await open({ trained: true });
    const tools = () =>
      page.getByRole('toolbar', { name: 'Formula tools' }).element().getBoundingClientRect();
    const line = () =>
      bar()
        .getByRole('group', { name: /^The formula of/ })
        .element()
        .getBoundingClientRect();
    await become([foundFormulas[3]]);
    await expect.poll(() => tools().left).toBeGreaterThan(line().right - 1);
    const long = Array.from({ length: 20 }, (_, i) => `${i} x_{1}`).join(' + ');
    await become([formulaView('x1', long, 3, 1e-7)]);
    await expect.poll(() => tools().top).toBeGreaterThanOrEqual(line().bottom);
  });

  test('saves the code in a file with the right extension', async () => {
    await open({ trained: true });
    const named = vi.spyOn(api.files, 'saveDialog');
    const written = vi.spyOn(api.files, 'write');
    await become([foundFormulas[3]]);
    studio.formula.language = 'julia';
    await button('The formula as code').click();
    await button('Save…').click();
    await expect.poll(() => written.mock.lastCall?.[1]).toBe('julia: y = exp(x1)\n');
    expect(named).toHaveBeenLastCalledWith('formula', { label: 'Julia', extension: 'jl' });
  });

  test('says that it gives the log-odds of a class, or gives the probability on request', async () => {
    await open({ trained: true });
    const quantity = { text: 'logit P(moon = lower)', latex: '\\operatorname{logit} P(\\text{lower})' };
    studio.data.dataset = { ...studio.data.dataset!, task: 'classification' };
    await become([formulaView('x1', 'x_{1}', 1, 0.1, 'moon=lower', quantity)]);
    const line = page.getByRole('group', { name: 'The formula of logit P(moon = lower)' });
    await expect
      .poll(() => line.element().querySelector('annotation')?.textContent)
      .toBe('\\operatorname{logit} P(\\text{lower}) = x_{1}');
    await bar().getByRole('radio', { name: 'Probability' }).click();
    await expect.poll(() => engine.calls.at(-1)?.params).toMatchObject({ probability: true });
    expect(await violations()).toEqual([]);
  });

  test('shows the formula of the selected output', async () => {
    await open({ trained: true });
    await become([formulaView('x1', 'x_{1}', 1, 0.1, 'speed'), formulaView('x2', 'x_{2}', 1, 0.2, 'heat')]);
    await expect.element(page.getByRole('group', { name: 'The formula of speed' })).toBeVisible();
    await page.getByLabelText('Output whose formula is shown').selectOptions('heat');
    await expect.element(page.getByRole('group', { name: 'The formula of heat' })).toBeVisible();
    await expect.element(bar().getByText('0.2200', { exact: true })).toBeVisible();
  });
});

describe.each(['light', 'dark'] as const)('the search for formulas in the %s theme', (theme) => {
  beforeEach(async () => {
    useTheme(theme);
    await open({ trained: true, panel: 'formulas' });
  });

  test('says what it tries, lists what it finds, and uses the selected formula', async () => {
    await page.getByRole('tabpanel').getByRole('button', { name: 'Find formulas' }).click();
    engine.emit('formulaSearch', { ...finished, status: 'running', outputs: [] });
    await expect.element(page.getByText('Formulas appear here as they are found')).toBeVisible();
    await expect.element(page.getByRole('log')).toHaveTextContent('[2, 1, 1]: error 2·10⁻⁷.');
    await expect.element(button('Stop the search')).toBeVisible();
    const shapes = { what: 'Small networks', tried: { done: 7, of: 12 } };
    engine.emit('formulaSearch', { ...finished, status: 'running', outputs: [], seconds: 8, stage: shapes });
    await expect.element(page.getByText('· 8.0 s of at most 3 min 00 s · seed')).toBeVisible();
    await expect
      .element(page.getByText('Small networks: 7 of 12 shapes tried', { exact: true }))
      .toBeVisible();
    engine.emit('formulaSearch', finished);

    const list = page.getByRole('radiogroup', { name: 'Formulas of y' });
    // The simplest within 2 % of the lowest error is meant until another is chosen.
    await expect
      .element(list.getByRole('radio', { checked: true }))
      .toHaveAccessibleName(/^exp\(sin\(pi\*x1\)/);
    expect(list.getByRole('radio').elements()).toHaveLength(5);
    expect(await violations()).toEqual([]);
    list.getByRole('radio', { checked: true }).element().focus();
    await userEvent.keyboard('{ArrowUp}');
    await expect
      .element(list.getByRole('radio', { checked: true }))
      .toHaveAccessibleName(/^exp\(x2\^2\), error 0\.48/);
    await button('Use this formula').click();
    await expect.poll(() => engine.asked('formula.adopt').at(0)).toEqual({ choice: [2] });
    // What has been taken cannot be taken twice; another one can.
    await become([foundFormulas[2]]);
    await expect.element(button('In use')).toBeDisabled();
    await list.getByRole('radio').first().click();
    await expect.element(button('Use this formula')).toBeEnabled();
  });

  test('keeps the list when a new network is made from the same data, until the engine ends it', async () => {
    engine.emit('formulaSearch', finished);
    const list = page.getByRole('radiogroup', { name: 'Formulas of y' });
    await list.getByRole('radio').first().click();
    await studio.setup.apply();
    await expect.element(list.getByRole('radio').first()).toBeChecked();
    engine.emit('formulaSearch', idleSearch);
    await expect.element(list).not.toBeInTheDocument();
    expect(studio.formula.picked).toEqual([]);
  });

  test('compares with the error of the network on rows that it was not trained on', async () => {
    engine.emit('formulaSearch', finished);
    const of = (): string | undefined => document.querySelector('svg text title')?.textContent?.trim();
    await expect.poll(of).toBe('network, validation');
    const { network } = studio;
    const { model, scores, history } = network;
    const validation = { ...scores!.validation, rows: 0 };
    network.scores = { ...scores!, validation };
    await expect.poll(of).toBe('network, training');
    const judged = { rows: 40, judgedBy: '10-fold cross-validation', crossValidated: true };
    const heldOut = { measure: 'RMSE', error: 0.3, standardError: 0.02, r2: null, ...judged } as const;
    network.history = {
      ...history,
      revisions: history.revisions.map((one) => (one.id === model!.revision ? { ...one, heldOut } : one)),
    };
    await expect.poll(of).toBe('network, cross-validated');
  });

  test('repeats the search, and tells how often the selected formula came again', async () => {
    engine.emit('formulaSearch', finished);
    let end = (): void => undefined;
    const views = { of: 5, seconds: 4, listed: 2 };
    const same = { text: 'exp(x1)', latex: 'e^{x_{1}}', repeats: 2, same: true };
    engine.answers['formula.repeat'] = () =>
      new Promise((resolve) => {
        end = () =>
          resolve({ ...views, done: 5, forms: [{ ...same, text: 'x2', repeats: 3, same: false }, same] });
      });
    await button('Repeat the search 5 times').click();
    expect(engine.calls.at(-1)).toEqual({
      method: 'formula.repeat',
      params: { output: 0, index: 3, repeats: 5 },
    });
    engine.emit('formulaRepeats', { ...views, done: 2, forms: [same] });
    await expect.element(page.getByText('2 of 5 repeats done, about 6 s more')).toBeVisible();
    await expect.element(page.getByText(/came first in all of 2 repeats/)).toBeVisible();
    expect(await violations()).toEqual([]);
    end();
    await expect.element(page.getByText(/came first in 2 of 5 repeats\. Your data do not/)).toBeVisible();
    await expect
      .element(page.getByRole('list', { name: 'Other formulas that came first' }))
      .toHaveTextContent('3 ×');
    expect(await violations()).toEqual([]);
    // They are of that formula only.
    await page.getByRole('radiogroup', { name: 'Formulas of y' }).getByRole('radio').first().click();
    await expect.element(page.getByText(/came first/)).not.toBeInTheDocument();
  });

  test('repeats of earlier stand with the formula in the list and in use', async () => {
    const same = { text: 'exp(x1)', latex: 'e^{x_{1}}', repeats: 4, same: true };
    const repeats = { done: 5, of: 5, seconds: 4, listed: 4, forms: [same] };
    const outputs = [
      { output: 'y', formulas: foundFormulas.map((one, i) => (i === 3 ? { ...one, repeats } : one)) },
    ];
    engine.emit('formulaSearch', { ...finished, outputs });
    await expect.element(page.getByText(/came first in 4 of 5 repeats\./)).toBeVisible();
    await become([{ ...foundFormulas[3], repeats }]);
    const facts = bar().getByText('Found again');
    await expect.element(facts).toBeVisible();
    await expect.element(bar().getByText('4 of 5', { exact: true })).toBeVisible();
    expect(await violations()).toEqual([]);
  });

  test('the name of a law stands below its formula', async () => {
    const law = 'two Gaussian peaks';
    const formulas = foundFormulas.map((one, i) => (i === 3 ? { ...one, law } : one));
    engine.emit('formulaSearch', { ...finished, outputs: [{ output: 'y', formulas }] });
    const list = page.getByRole('radiogroup', { name: 'Formulas of y' });
    await expect.element(list.getByText(law)).toBeVisible();
    await expect.element(list.getByRole('radio', { name: /two Gaussian peaks(;|$)/ })).toBeVisible();
    expect(await violations()).toEqual([]);
  });

  test('searches with the seed that is typed, and says the seed', async () => {
    engine.emit('formulaSearch', { ...finished, seed: 12 });
    await expect.element(page.getByText(/seed 12/)).toBeVisible();
    // Before, the seed of the network is shown.
    const seed = page.getByLabelText('Seed of the search', { exact: true });
    await expect.element(seed).toHaveValue('');
    await expect.element(seed).toHaveAttribute('placeholder', '1');
    await seed.fill('7');
    await button('Find formulas again').click();
    await expect
      .poll(() => engine.asked('formula.search').at(0))
      .toEqual({ method: 'discover', searchSeed: 7 });
  });

  test('says that there is one formula only, in place of a chart of one point', async () => {
    engine.emit('formulaSearch', { ...finished, outputs: [{ output: 'y', formulas: [foundFormulas[3]] }] });
    await expect.element(page.getByText('Only this formula was found')).toBeVisible();
    expect(page.getByRole('img', { name: /against complexity/ }).elements()).toEqual([]);
    expect(await violations()).toEqual([]);
  });

  test('leaves rows out of the errors of a list that lie far from the formulas, and says so', async () => {
    const filled = [{ column: 'x2', rows: [10] }];
    const apart = { rows: [10], filled, errors: { train: 0.02, validation: 0.0125, test: 0.03 } };
    const formulas = foundFormulas.map((formula) => ({ ...formula, apart }));
    engine.emit('formulaSearch', { ...finished, outputs: [{ output: 'y', formulas }] });
    await expect
      .element(page.getByText(/^Row 10 lies far from the formulas: .* filled: “x2” in row 10\.$/))
      .toBeVisible();
    await expect.element(page.getByRole('radio', { checked: true, name: /error 0\.01250/ })).toBeVisible();
    await become([formulas[3]]);
    await button('Errors').click();
    const table = page.getByRole('table', { name: 'Errors of the formula as it is written' });
    await expect.element(table.getByText('Without row 10', { exact: true })).toBeVisible();
    await expect.element(table.getByText('0.01250')).toBeVisible();
    await expect
      .element(page.getByText(/The errors of all rows count it\. .* filled: “x2” in row 10\.$/))
      .toBeVisible();
    expect(await violations()).toEqual([]);
  });

  test('a click on a point of the chart selects its formula', async () => {
    engine.emit('formulaSearch', finished);
    const chart = page.getByRole('img', { name: /^RMSE against complexity of 5 formulas/ });
    await expect.element(chart).toBeVisible();
    const points = chart.element().querySelectorAll('circle');
    const { left, top, width, height } = points[0].getBoundingClientRect();
    const box = chart.element().getBoundingClientRect();
    await chart.click({ position: { x: left + width / 2 - box.left, y: top + height / 2 - box.top } });
    await expect
      .element(page.getByRole('radio', { checked: true, name: /^1\.26, error 0\.94/ }))
      .toBeVisible();
  });

  test('uses one formula for each of several targets', async () => {
    engine.answers['formula.adopt'] = () => undefined;
    engine.emit('formulaSearch', {
      ...finished,
      outputs: [
        { output: 'speed', formulas: foundFormulas },
        { output: 'heat', formulas: foundFormulas.slice(0, 3) },
      ],
    });
    await page.getByLabelText('Output whose formulas are shown').selectOptions('heat');
    await page.getByRole('radiogroup', { name: 'Formulas of heat' }).getByRole('radio').first().click();
    await button('Use these formulas').click();
    await expect.poll(() => engine.calls.at(-1)?.params).toEqual({ choice: [3, 0] });
  });
});
