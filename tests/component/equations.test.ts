import { beforeEach, expect, test } from 'vitest';
import { render } from 'vitest-browser-svelte';
import { page, userEvent } from 'vitest/browser';
import App from '../../renderer/App.svelte';
import { Studio } from '../../renderer/studio.svelte.ts';
import { equationSettings } from '../../shared/settings/equations.ts';
import { defaultsOf } from '../../shared/settings/setting.ts';
import { type EquationView, type SolutionView, idleEquation } from '../../shared/contract/views/equation.ts';
import { emptyForm } from '../../shared/equationForm.ts';
import { violations } from './support/axe.ts';
import { emptySnapshot } from './support/session-views.ts';
import { FakeEngine, fakeStudio } from './support/fake-studio.ts';

let engine: FakeEngine;
let studio: Studio;

const axis = Float64Array.of(0, 0.5, 1);
const map = Float64Array.of(0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, NaN);
const solution: SolutionView = {
  coordinates: ['x', 'y'].map((name) => ({ name, low: 0, high: 1 })),
  axes: [axis, axis],
  fields: [{ name: 'u', values: map, error: map.map((value) => value / 1000), measured: null }],
  residuals: map,
  ...{ shape: [2, 10, 1], parameters: 300, seconds: 4, residual: 0.00123, conditionResidual: 0.000456 },
  ...{ heldOut: 977, exact: { mse: 0.00789, points: 2500 }, measuredRows: 200, mlp: null, warning: '' },
  unknown: [{ name: 'D', value: 0.1002, standardError: 0.0006 }],
  curves: [],
  formulas: {
    formulas: [{ function: 'u', latex: '\\sin(x)', text: 'sin(x)' }],
    ...{ exact: true, residual: 1e-12, conditionResidual: 1e-13 },
  },
};
const finished: EquationView = { ...idleEquation, status: 'finished', solution };

beforeEach(async () => {
  engine = new FakeEngine();
  engine.answers = { 'equation.solve': () => undefined, 'equation.stop': () => undefined };
  studio = new Studio(fakeStudio(), engine);
  await render(App, { studio });
});

test('one press on a sample opens its problem and solves it', async () => {
  await page.getByRole('button', { name: /^Heat equation/ }).click();
  await expect
    .element(page.getByRole('textbox', { name: 'Equations, one a line' }))
    .toHaveValue('u_t = alpha*u_xx');
  expect(engine.asked('equation.solve')[0]).toMatchObject({
    form: { equations: 'u_t = alpha*u_xx', constants: 'alpha = 0.1' },
    ...{ sample: 'heat', measuredFrom: 'none' },
  });
  await page.getByRole('button', { name: 'Back' }).click();
  await expect.element(page.getByRole('button', { name: 'Open a table' })).toBeVisible();
});

test('an equation of your own begins with an empty form, and goes on with what was typed', async () => {
  const own = page.getByRole('button', { name: /^Your own equation/ });
  const equations = page.getByRole('textbox', { name: 'Equations, one a line' });
  await own.click();
  await expect.element(page.getByRole('combobox', { name: 'Begin with' })).toHaveDisplayValue('Your own');
  await expect.element(equations).toHaveValue('');
  await equations.fill("u' = 1");
  await page.getByRole('button', { name: 'Back' }).click();
  await own.click();
  await expect.element(equations).toHaveValue("u' = 1");
});

test('a typed problem is sent as it stands, by Ctrl+Enter too', async () => {
  await page.getByRole('button', { name: /^Your own equation/ }).click();
  await page.getByRole('textbox', { name: 'Equations, one a line' }).fill("u' = -k*u");
  await page.getByRole('textbox', { name: 'Domain, one coordinate a line' }).fill('t = 0 .. 3');
  await page.getByRole('textbox', { name: 'Conditions, one a line' }).fill('u(0) = 1');
  await userEvent.keyboard('{Control>}{Enter}{/Control}');
  const asked = engine.asked('equation.solve')[0];
  expect(asked).toEqual({
    form: { ...emptyForm, equations: "u' = -k*u", domain: 't = 0 .. 3', conditions: 'u(0) = 1' },
    ...{ sample: '', measuredFrom: 'none', settings: defaultsOf(equationSettings) },
  });
});

test('a result that does not satisfy the problem is no solution, and says so', async () => {
  await page.getByRole('button', { name: /^Your own equation/ }).click();
  const warning = 'This is no solution. It does not satisfy the conditions.';
  engine.emit('equation', { ...finished, solution: { ...solution, warning } });
  await expect.element(page.getByRole('alert')).toHaveTextContent(warning);
  engine.emit('equation', finished);
  await expect.element(page.getByRole('alert')).not.toBeInTheDocument();
});

test('each change is a step: undo and redo are asked of the engine, and fill the form', async () => {
  const { draft } = studio.equations;
  const back = {
    draft: { ...draft, form: { ...draft.form, equations: "u' = 1" } },
    canUndo: false,
    canRedo: true,
    outOfDate: false,
  };
  engine.answers = {
    ...engine.answers,
    'equation.undo': () => ({ ...back, unsaved: true }),
    'equation.redo': () => ({ draft, canUndo: true, canRedo: false, outOfDate: false, unsaved: true }),
  };
  await page.getByRole('button', { name: /^Your own equation/ }).click();
  const equations = page.getByRole('textbox', { name: 'Equations, one a line' });
  await equations.click();
  await userEvent.keyboard('ab');
  await page.getByRole('textbox', { name: 'Conditions, one a line' }).click();
  await userEvent.keyboard('c');
  const changes = engine.asked('equation.change');
  // The first one empties the form.
  expect(changes.map((params) => (params as { continues: boolean }).continues)).toEqual([
    ...[false, false, true, false],
  ]);

  engine.emit('equationSteps', {
    draft: null,
    canUndo: true,
    canRedo: false,
    outOfDate: false,
    unsaved: true,
  });
  await page.getByRole('heading', { name: 'Differential equations' }).click();
  await userEvent.keyboard('{Control>}z{/Control}');
  await expect.element(equations).toHaveValue("u' = 1");
  await userEvent.keyboard('{Control>}{Shift>}z{/Shift}{/Control}');
  await expect.element(equations).toHaveValue(draft.form.equations);
});

test('a problem without a network can be saved, and is not lost to another project', async () => {
  await page.getByRole('button', { name: /^Your own equation/ }).click();
  expect(studio.actions.get('project.save').enabled()).toBe(false);
  engine.emit('equationSteps', {
    draft: studio.equations.draft,
    canUndo: true,
    canRedo: false,
    outOfDate: false,
    unsaved: true,
  });
  expect(studio.actions.get('project.save').enabled()).toBe(true);
  studio.files.open({ id: 'other-project', name: 'other.kan' });
  await expect.element(page.getByRole('dialog', { name: 'Save your work first?' })).toBeVisible();
  await page.getByRole('button', { name: 'Replace without saving' }).click();
  await expect.poll(() => engine.calls.map(({ method }) => method)).toContain('project.open');
});

test('a project with nothing but an equation opens on it', async () => {
  const draft = { ...studio.equations.draft, form: { ...emptyForm, equations: "u' = u" } };
  const steps = { draft, canUndo: true, canRedo: false, outOfDate: false, unsaved: false };
  engine.answers['project.open'] = () => ({ ...emptySnapshot, equation: finished, equationSteps: steps });
  studio.files.open({ id: 'equation-project', name: 'equation.kan' });
  await expect.element(page.getByRole('textbox', { name: 'Equations, one a line' })).toHaveValue("u' = u");
  await expect.element(page.getByText('it is a solution')).toBeVisible();
});

test('a solution of another problem than the typed one is out of date', async () => {
  const { draft } = studio.equations;
  const steps = { draft, canUndo: true, canRedo: false, outOfDate: true, unsaved: true };
  engine.emit('equation', finished);
  engine.emit('equationSteps', steps);
  studio.equations.open = true;
  await expect.element(page.getByText('Out of date: the problem has changed')).toBeVisible();
  engine.emit('equationSteps', { ...steps, outOfDate: false });
  await expect.element(page.getByText('Out of date: the problem has changed')).not.toBeInTheDocument();
});

test('a problem that cannot be solved gets its sentence', async () => {
  await page.getByRole('button', { name: /^Your own equation/ }).click();
  const error = { message: 'u has 1 condition, but needs 2.', hint: 'Add conditions.' };
  engine.emit('equation', { ...idleEquation, status: 'failed', error });
  await expect
    .element(page.getByRole('alert'))
    .toHaveTextContent('u has 1 condition, but needs 2. Add conditions.');
});

test('a run tells its progress and can be stopped', async () => {
  await page.getByRole('button', { name: /^Your own equation/ }).click();
  const progress = { grid: 6, iteration: 12, loss: 0.0345 };
  engine.emit('equation', { ...idleEquation, status: 'running', progress });
  await expect.element(page.getByText('Grid 6, step 12, loss 0.03450')).toBeVisible();
  await page.getByRole('button', { name: 'Stop', exact: true }).click();
  expect(engine.calls.map(({ method }) => method)).toContain('equation.stop');
  engine.emit('equation', { ...finished, status: 'stopped', solution: { ...solution, formulas: null } });
  await expect.element(page.getByText('You stopped before a formula was found.')).toBeVisible();
});

test('figures say what they were measured on; the cut follows its slider', async () => {
  await page.getByRole('button', { name: /^Your own equation/ }).click();
  engine.emit('equation', finished);
  const row = (name: string) => page.getByRole('row', { name });
  await expect.element(row('Residual of the equations')).toHaveTextContent('0.001230977 held-out points');
  await expect.element(row('MSE against the known solution')).toHaveTextContent('0.007890');
  await expect.element(row('D ± standard error')).toHaveTextContent('0.10020 ± 0.00060200 measured rows');
  await expect.element(page.getByText('it is a solution')).toBeVisible();
  await expect
    .element(page.getByRole('application', { name: /^u over x and y, from 0 to 0\.7000/ }))
    .toBeVisible();
  const cut = page.getByRole('slider', { name: 'Cut at' });
  await cut.fill('1');
  await expect.element(page.getByText('= 1', { exact: true })).toBeVisible();
  await page.getByRole('radio', { name: 'Error' }).click();
  await expect.element(page.getByRole('figure', { name: 'Map of u − known' })).toBeVisible();
  expect(await violations()).toEqual([]);
});

test('a problem without conditions has no residual of them', async () => {
  await page.getByRole('button', { name: /^Your own equation/ }).click();
  engine.emit('equation', { ...finished, solution: { ...solution, conditionResidual: null } });
  await expect.element(page.getByText('Put into the equation, the formula leaves')).toBeVisible();
  await expect.element(page.getByRole('row', { name: 'Residual of the conditions' })).not.toBeInTheDocument();
});

test('with one coordinate the functions are curves', async () => {
  await page.getByRole('button', { name: /^Your own equation/ }).click();
  const field = { name: 'x', values: axis, error: null, measured: { x: axis, y: axis } };
  const line: SolutionView = {
    ...{ ...solution, coordinates: [{ name: 't', low: 0, high: 1 }], axes: [axis], residuals: axis },
    fields: [field, { ...field, name: 'y', measured: null }],
  };
  engine.emit('equation', { ...finished, solution: line });
  await expect.element(page.getByRole('img', { name: 'x, y over t' })).toBeVisible();
  await expect.element(page.getByText('dots: measured')).toBeVisible();
  await expect.element(page.getByRole('radio', { name: 'Error' })).not.toBeInTheDocument();
  expect(await violations()).toEqual([]);
});

test('an unknown function is a curve with its band, and has no formula', async () => {
  await page.getByRole('button', { name: /^Your own equation/ }).click();
  const curve = {
    ...{ name: 'k', argument: 'x', x: axis, values: Float64Array.of(1, 1.25, 2) },
    standardErrors: Float64Array.of(0.01, 0.02, 0.03),
  };
  engine.emit('equation', { ...finished, solution: { ...solution, formulas: null, curves: [curve] } });
  await page.getByRole('radio', { name: 'k(x)' }).click();
  await expect.element(page.getByRole('img', { name: 'k(x) over x' })).toBeVisible();
  await expect.element(page.getByText('band: ± 2 standard errors')).toBeVisible();
  await expect.element(page.getByText('Found from 200 measured rows')).toBeVisible();
  await expect.element(page.getByText(/^No formula is looked for/)).toBeVisible();
  expect(await violations()).toEqual([]);
});

test('an MLP that solved the same problem has a column of its own', async () => {
  await page.getByRole('button', { name: /^Heat equation/ }).click();
  await page.getByRole('switch', { name: 'An MLP beside it' }).click();
  const mlp = {
    ...{ hidden: [15, 15], parameters: 302, seconds: 4, residual: 0.0321, conditionResidual: 0.0432 },
    ...{ mse: 0.0543, constants: [0.0975], curves: [], steps: 40, ranOutOfTime: false },
  };
  engine.emit('equation', { ...finished, status: 'mlp' });
  await expect.element(page.getByText('Solved. The MLP: starting…')).toBeVisible();
  const perceptron = { steps: 12, seconds: 31, limit: 50, loss: 2.513e-6 };
  engine.emit('equation', { ...finished, status: 'mlp', perceptron });
  await expect
    .element(page.getByText('Solved. The MLP: step 12, loss 2.513·10⁻⁶, 31 s of 50 s'))
    .toBeVisible();
  engine.emit('equation', { ...finished, solution: { ...solution, mlp } });
  await expect.element(page.getByRole('columnheader', { name: 'MLP 15 × 15' })).toBeVisible();
  await expect.element(page.getByRole('row', { name: /^MSE against/ })).toHaveTextContent('0.05430');
  await expect.element(page.getByRole('row', { name: /^Parameters/ })).toHaveTextContent('302');
  await page.getByRole('radio', { name: '100 times' }).click();
  await page.getByRole('button', { name: 'Solve', exact: true }).click();
  expect(engine.asked('equation.solve').at(-1)).toMatchObject({
    settings: { mlp: true, mlpTimes: '100', mlpSeconds: 60 },
  });
});
