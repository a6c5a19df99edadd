import { afterEach, describe, expect, test } from 'vitest';
import { idleSearch } from '../../shared/contract/views/formula.ts';
import { page, userEvent } from 'vitest/browser';
import { Studio } from '../../renderer/studio.svelte.ts';
import { FakeEngine, fakeStudio } from './support/fake-studio.ts';
import type { TrainingSetup } from '../../shared/contract/schemas/setups.ts';
import { KanError, type AppError } from '../../shared/errors.ts';
import type { EngineStatus } from '../../shared/contract/studio.ts';
import type { Snapshot } from '../../shared/contract/views/snapshot.ts';
import { emptySnapshot, preview } from './support/views.ts';
import { showWorkbench } from './support/workbench.ts';

/** The window with a table loaded and a network made. */
async function openBench() {
  const engine = new FakeEngine();
  const api = fakeStudio();
  const studio = new Studio(api, engine);
  const shown = await showWorkbench(studio);
  await expect.element(page.getByRole('button', { name: 'Train', exact: true })).toBeEnabled();
  return { engine, api, studio, shown };
}

const openTab = (name: string) => page.getByRole('tab', { name, exact: true }).click();
const button = (name: string) => page.getByRole('button', { name, exact: true });
const calls = (engine: FakeEngine, method: string) => engine.calls.filter((call) => call.method === method);
/** The drawing of the training curve. */
const chart = () => document.querySelector('.u-over');
let engine: FakeEngine;

afterEach(() => engine.call('train.stop', undefined));

describe('training', () => {
  test('Train becomes Pause, Pause becomes Resume, and Stop ends the run', async () => {
    ({ engine } = await openBench());
    await expect.element(button('Stop')).toBeDisabled();
    await button('Train').click();
    await expect.element(button('Pause')).toBeVisible();
    await expect.element(button('Step')).toBeDisabled();
    await button('Pause').click();
    await expect.element(button('Resume')).toBeVisible();
    await expect.element(button('Step')).toBeEnabled();
    await button('Resume').click();
    await button('Stop').click();
    await expect.element(button('Train')).toBeEnabled();
    const asked = engine.calls.map(({ method }) => method).filter((method) => method.startsWith('train.'));
    expect(asked).toEqual(['train.start', 'train.pause', 'train.resume', 'train.stop']);
  });

  test('a run is started with the options shown', async () => {
    ({ engine } = await openBench());
    await page.getByRole('radio', { name: 'Adam' }).click();
    await page.getByLabelText('Steps', { exact: true }).fill('200');
    await page.getByLabelText('λ', { exact: true }).fill('0,001');
    await page.getByLabelText('Learning rate', { exact: true }).fill('2e-3');
    await page.getByLabelText('Batch', { exact: true }).fill('64');
    await page.getByRole('switch', { name: 'Update grids' }).click();
    await button('Train').click();
    expect(calls(engine, 'train.start').at(0)?.params).toEqual({
      optimizer: 'adam',
      steps: 200,
      lamb: 0.001,
      learningRate: 0.002,
      batch: 64,
      updateGrid: false,
      device: 'auto',
    });
  });

  test('the settings under More go with the run, and a preset takes them back', async () => {
    ({ engine } = await openBench());
    await page.getByRole('radio', { name: 'L-BFGS' }).click();
    await page.getByLabelText('λ', { exact: true }).fill('0.01');
    await button('More settings').click();
    await page.getByLabelText('λ: sizes', { exact: true }).fill('0');
    await page.getByLabelText('Grid updates', { exact: true }).fill('2');
    await page.getByLabelText('Seed of training', { exact: true }).fill('7');
    await page.getByRole('combobox', { name: 'Size of an edge in λ' }).selectOptions('edge_backward');
    await button('Train').click();
    expect(calls(engine, 'train.start').at(0)?.params).toMatchObject({
      lambL1: 0,
      gridUpdates: 2,
      trainingSeed: 7,
      regMetric: 'edge_backward',
    });
    await button('Stop').click();
    await page.getByRole('radio', { name: 'Fast look' }).click();
    await button('Train').click();
    expect(calls(engine, 'train.start').at(1)?.params).not.toHaveProperty('lambL1');
  });

  test.each([
    ['0', 'At least 1.'],
    ['2.5', 'Enter a whole number.'],
    ['many', 'Enter a number.'],
  ])('%s steps: the field shows the error, and the value is not used', async (typed, message) => {
    let studio: Studio;
    ({ engine, studio } = await openBench());
    const field = page.getByLabelText('Steps', { exact: true });
    await field.fill(typed);
    await expect.element(page.getByRole('alert')).toHaveTextContent(message);
    await expect.element(field).toHaveAttribute('aria-invalid', 'true');
    expect(studio.training.setup.steps).toBe(1500);
  });

  test('space starts and pauses a run, but not while typing', async () => {
    ({ engine } = await openBench());
    await page.getByLabelText('Steps', { exact: true }).click();
    await userEvent.keyboard(' ');
    expect(calls(engine, 'train.start')).toHaveLength(0);
    page.getByRole('application').element().focus();
    await userEvent.keyboard(' ');
    await expect.element(button('Pause')).toBeVisible();
    await userEvent.keyboard(' ');
    await expect.element(button('Resume')).toBeVisible();
  });

  test('a single step without a run starts one and pauses it', async () => {
    ({ engine } = await openBench());
    await button('Step').click();
    await expect.element(button('Resume')).toBeVisible();
    await expect.element(page.getByRole('region', { name: 'Training' })).toHaveTextContent('1 of at most 1');
  });

  test('the curve shows the newest errors, and a finished run shows its scores', async () => {
    ({ engine } = await openBench());
    engine.pace = 5;
    await page.getByLabelText('Steps', { exact: true }).fill('12');
    await button('Train').click();
    await expect.poll(chart).not.toBeNull();
    const drawn = chart();
    await expect.element(page.getByText('Finished')).toBeVisible();
    // New errors are added to the chart that is there.
    expect(chart()).toBe(drawn);
    const figure = page.getByRole('figure', { name: 'Training curve: RMSE of y by step' });
    await expect.element(figure).toHaveTextContent(/Training 0\.2181\s+Validation/);
    await expect.element(figure).toHaveTextContent('step 12');
    const test = page.getByRole('row', { name: /^Test/ });
    await expect.element(test).toHaveTextContent('0.0026000.99996');
  });

  test('a failed run shows the reason', async () => {
    let studio: Studio;
    ({ engine, studio } = await openBench());
    studio.training.show({
      ...engine.training,
      status: 'failed',
      message: 'The error grew without bound; the best point before was kept.',
    });
    await expect
      .element(page.getByText('The error grew without bound; the best point before was kept.'))
      .toBeVisible();
    await expect.element(page.getByText('Stopped early')).toBeVisible();
  });

  test('after Adam has diverged, one button trains with a tenth of the learning rate', async () => {
    let studio: Studio;
    ({ engine, studio } = await openBench());
    await page.getByRole('radio', { name: 'Adam', exact: true }).click();
    studio.training.show({ ...engine.training, status: 'failed', step: 7, message: 'Training diverged.' });
    await button('Train with learning rate 0.001').click();
    await expect
      .poll(() => calls(engine, 'train.start').at(-1)?.params)
      .toMatchObject({ optimizer: 'adam', learningRate: 0.001 });
  });

  test('a preset sets the options; other options show no preset', async () => {
    ({ engine } = await openBench());
    const preset = (name: string) =>
      page.getByRole('radiogroup', { name: 'Preset' }).getByRole('radio', { name, exact: true });
    await expect.element(preset('Accurate')).toBeChecked();
    await preset('Sparse').click();
    await expect.element(page.getByLabelText('λ', { exact: true })).toHaveValue('0.002');
    await expect.element(page.getByRole('radio', { name: 'L-BFGS', exact: true })).toBeChecked();
    await page.getByLabelText('λ', { exact: true }).fill('0.01');
    await expect.element(preset('Sparse')).not.toBeChecked();
  });

  test('with the preset for formulas the search starts when the run has finished', async () => {
    ({ engine } = await openBench());
    engine.pace = 5;
    engine.answers['formula.search'] = () =>
      engine.emit('formulaSearch', { ...idleSearch, status: 'running' });
    engine.answers['train.start'] = (setup: TrainingSetup) => {
      expect(setup.steps).toBe(1500);
      engine.train({ ...setup, steps: 3 });
    };
    await page.getByRole('radio', { name: 'Formula', exact: true }).click();
    await button('Train').click();
    await expect.poll(() => calls(engine, 'formula.search')).toHaveLength(1);
    await expect
      .element(page.getByRole('tab', { name: 'Formulas' }))
      .toHaveAttribute('aria-selected', 'true');
  });

  test('data and network cannot be changed during a run', async () => {
    ({ engine } = await openBench());
    await button('Train').click();
    await expect
      .element(page.getByRole('radiogroup', { name: 'Role of x1' }).getByRole('radio', { name: 'Ignore' }))
      .toBeDisabled();
    await openTab('Network');
    await expect.element(page.getByLabelText('Grid G', { exact: true })).toBeDisabled();
  });

  test('a lost engine is reported, and the recovered work is shown', async () => {
    let api: ReturnType<typeof fakeStudio>;
    ({ engine, api } = await openBench());
    api.setStatus({
      state: 'lost',
      error: { kind: 'fault', code: 'engine.crashed', message: 'It ran out of memory.', hint: '' },
    });
    await expect.element(page.getByText('Engine stopped')).toBeVisible();
    await expect.element(page.getByText(/It ran out of memory\./)).toBeVisible();
    await expect.element(button('Train')).toBeDisabled();
    api.setStatus({ state: 'ready', restarts: 1 });
    await expect.element(page.getByText('Engine ready, restarted')).toBeVisible();
    await expect.element(page.getByText(/was recovered/)).toBeVisible();
    await expect.element(page.getByText(/It ran out of memory\./)).not.toBeInTheDocument();
  });

  test('an engine that is lost again before its work is shown does not count as recovered', async () => {
    let api: ReturnType<typeof fakeStudio>;
    ({ engine, api } = await openBench());
    const fault = (code: string, message: string): EngineStatus => ({
      state: 'lost',
      error: { kind: 'fault', code, message, hint: '' },
    });
    let answer: (snapshot: Snapshot) => void = () => undefined;
    engine.answers['session.snapshot'] = () =>
      new Promise<Snapshot>((resolve) => {
        answer = resolve;
      });
    api.setStatus(fault('engine.lost', 'It stopped and is being restarted.'));
    api.setStatus({ state: 'ready', restarts: 1 });
    await expect.poll(() => calls(engine, 'session.snapshot')).toHaveLength(2);
    api.setStatus(fault('engine.gave-up', 'It is not started again.'));
    answer(emptySnapshot);
    await expect.element(page.getByText('It is not started again.')).toBeVisible();
    await expect.element(page.getByText(/was started again|is being restarted/)).not.toBeInTheDocument();
  });

  test('calls that end with the engine do not cover the notice that says so', async () => {
    const bench = await openBench();
    const { api, studio } = bench;
    ({ engine } = bench);
    let end: (error: KanError) => void = () => undefined;
    engine.answers['data.prepare'] = () =>
      new Promise((_, reject) => {
        end = reject;
      });
    const prepared = calls(engine, 'data.prepare').length;
    await page
      .getByRole('radiogroup', { name: 'Role of material' })
      .getByRole('radio', { name: 'Input' })
      .click();
    await expect.poll(() => calls(engine, 'data.prepare').length).toBeGreaterThan(prepared);
    const error: AppError = {
      kind: 'fault',
      code: 'engine.gave-up',
      message: 'It is not started again.',
      hint: '',
    };
    api.setStatus({ state: 'lost', error });
    end(new KanError({ ...error, code: 'engine.lost', message: 'It stopped before it could answer.' }));
    await expect.poll(() => studio.setup.applying).toBe(false);
    const notices = page.getByRole('region', { name: 'Notices' });
    await expect.element(notices).toHaveTextContent(/^It is not started again\./);
  });
});

describe('data and network', () => {
  const role = (column: string, name: string) =>
    page.getByRole('radiogroup', { name: `Role of ${column}` }).getByRole('radio', { name });

  test('a role is changed by mouse and by keyboard, and the network changes with it', async () => {
    ({ engine } = await openBench());
    await role('material', 'Input').click();
    await expect
      .poll(() => calls(engine, 'data.prepare').at(-1)?.params)
      .toMatchObject({
        inputs: ['x1', 'x2', 'material'],
        targets: ['y'],
      });
    role('x1', 'Input').element().focus();
    await userEvent.keyboard('{ArrowRight}{ArrowRight}{ArrowRight}');
    await expect
      .poll(() => calls(engine, 'data.prepare').at(-1)?.params)
      .toMatchObject({
        inputs: ['x2', 'material'],
        targets: ['y'],
      });
    await expect.element(role('x1', 'Ignore')).toHaveFocus();
  });

  test('a column of numbers can be the weight of the rows', async () => {
    ({ engine } = await openBench());
    await expect.element(role('material', 'Weight')).toBeDisabled();
    await role('x2', 'Target').click();
    await role('y', 'Weight').click();
    await expect
      .poll(() => calls(engine, 'data.prepare').at(-1)?.params)
      .toMatchObject({ inputs: ['x1'], targets: ['x2'], weights: 'y' });
    await role('x1', 'Weight').click();
    await expect.element(role('y', 'Ignore')).toHaveAttribute('aria-checked', 'true');
    await expect.element(page.getByText('The weight “x1” has negative values')).toBeVisible();
  });

  test('a text column cannot be an input', async () => {
    ({ engine } = await openBench());
    await expect.element(role('remark', 'Input')).toBeDisabled();
    await expect.element(role('remark', 'Ignore')).toHaveAttribute('aria-checked', 'true');
  });

  test('without a target it says what is missing, and calls nothing of the engine', async () => {
    ({ engine } = await openBench());
    const before = calls(engine, 'data.prepare').length;
    await role('y', 'Ignore').click();
    await expect
      .element(page.getByText('Choose the column to predict: give it the role Target.'))
      .toBeVisible();
    await new Promise((resolve) => setTimeout(resolve, 400));
    expect(calls(engine, 'data.prepare')).toHaveLength(before);

    // The network before is still shown, and no run of it hides what is missing.
    const train = page.getByRole('button', { name: 'Train', exact: true });
    await expect.element(train).toBeDisabled();
    await openTab('History');
    await expect.element(page.getByText('No network can be made of these columns')).toBeVisible();
    await page.getByRole('button', { name: 'Revert' }).click();
    await expect.element(train).toBeEnabled();
    expect(page.getByText('No network can be made of these columns').query()).toBeNull();
  });

  test('layers are added, widened and removed', async () => {
    ({ engine } = await openBench());
    const newest = () => calls(engine, 'model.create').at(-1)?.params;
    await openTab('Network');
    await page.getByRole('button', { name: 'Add a hidden layer' }).click();
    await page.getByLabelText('Layer 2', { exact: true }).fill('3');
    await expect.poll(newest).toMatchObject({ hidden: [5, 3], grid: 5, order: 3, seed: 1 });
    await page.getByRole('button', { name: 'Remove layer 1' }).click();
    await expect.poll(newest).toMatchObject({ hidden: [3] });
    await expect.element(page.getByText('9 edges', { exact: false }).first()).toBeVisible();
    await page.getByLabelText('Products in layer 1').fill('2');
    await expect.poll(newest).toMatchObject({ hidden: [3], products: [2] });
  });

  test('the residual function is chosen under More', async () => {
    ({ engine } = await openBench());
    const newest = () => calls(engine, 'model.create').at(-1)?.params;
    await openTab('Network');
    const form = page.getByRole('group', { name: 'Network set-up' });
    await form.getByRole('button', { name: 'More settings' }).click();
    const field = page.getByRole('combobox', { name: 'Residual function' });
    await expect.element(field).toHaveValue('silu');
    await field.selectOptions('zero: 0');
    await expect.poll(newest).toMatchObject({ baseFunction: 'zero', automatic: false });
  });

  test('an impossible grid shows an error and is not sent', async () => {
    ({ engine } = await openBench());
    await openTab('Network');
    await page.getByLabelText('Grid G', { exact: true }).fill('0');
    await expect.element(page.getByRole('alert')).toHaveTextContent('At least 1.');
    await new Promise((resolve) => setTimeout(resolve, 400));
    expect(calls(engine, 'model.create').every(({ params }) => (params as { grid: number }).grid === 5)).toBe(
      true,
    );
  });

  test('replacing a trained network needs a confirmation', async () => {
    ({ engine } = await openBench());
    engine.pace = 5;
    await page.getByLabelText('Steps', { exact: true }).fill('3');
    await button('Train').click();
    await expect.element(page.getByText('Finished')).toBeVisible();
    await openTab('Network');
    await page.getByLabelText('Grid G', { exact: true }).fill('8');
    await new Promise((resolve) => setTimeout(resolve, 400));
    expect(calls(engine, 'model.create')).toHaveLength(1);
    await button('Apply').click();
    await expect.poll(() => calls(engine, 'model.create')).toHaveLength(2);
    await expect.element(page.getByText('Ready', { exact: true })).toBeVisible();
  });

  test('the menu opens a table by the same action as the button', async () => {
    let api: ReturnType<typeof fakeStudio>;
    ({ engine, api } = await openBench());
    api.command('data.open');
    await expect.element(page.getByRole('region', { name: `Preview of ${preview.fileName}` })).toBeVisible();
  });
});
