import { afterEach, describe, expect, test } from 'vitest';
import { idleSearch } from '../../shared/contract/views/formula.ts';
import { page, userEvent } from 'vitest/browser';
import type { Studio } from '../../renderer/studio.svelte.ts';
import type { FakeEngine, fakeStudio } from './support/fake-studio.ts';
import type { TrainingSetup } from '../../shared/contract/schemas/setups.ts';
import { KanError, type AppError } from '../../shared/errors.ts';
import type { EngineStatus } from '../../shared/contract/studio.ts';
import type { Snapshot } from '../../shared/contract/views/snapshot.ts';
import { emptySnapshot } from './support/session-views.ts';
import { button, openTab, openWorkbench } from './support/workbench.ts';

/** The drawing of the training curve. */
const chart = () => document.querySelector('.u-over');
let engine: FakeEngine;

afterEach(() => engine.call('train.stop', undefined));

describe('training', () => {
  test('Train becomes Pause, Pause becomes Resume, and Stop ends the run', async () => {
    ({ engine } = await openWorkbench());
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
    ({ engine } = await openWorkbench());
    await page.getByRole('radio', { name: 'Adam' }).click();
    await page.getByLabelText('Steps', { exact: true }).fill('200');
    await page.getByLabelText('Penalty λ', { exact: true }).fill('0,001');
    await page.getByLabelText('Learning rate', { exact: true }).fill('2e-3');
    await page.getByLabelText('Batch', { exact: true }).fill('64');
    await page.getByRole('switch', { name: 'Update grids' }).click();
    await button('Train').click();
    expect(engine.asked('train.start').at(0)).toEqual({
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
    ({ engine } = await openWorkbench());
    await page.getByRole('radio', { name: 'L-BFGS' }).click();
    await page.getByLabelText('Penalty λ', { exact: true }).fill('0.01');
    await button('More settings').click();
    await page.getByLabelText('λ: sizes', { exact: true }).fill('0');
    await page.getByLabelText('Grid updates', { exact: true }).fill('2');
    await page.getByLabelText('Even grid', { exact: true }).fill('0.5');
    // Nothing in it is left to chance.
    await expect.element(page.getByLabelText('Seed of training', { exact: true })).not.toBeInTheDocument();
    await page.getByRole('combobox', { name: 'Size of an edge in λ' }).selectOptions('edge_backward');
    await button('Train').click();
    expect(engine.asked('train.start').at(0)).toMatchObject({
      lambL1: 0,
      gridUpdates: 2,
      gridEps: 0.5,
      regMetric: 'edge_backward',
    });
    await button('Stop').click();
    await page.getByRole('radio', { name: 'Fast look' }).click();
    await button('Train').click();
    expect(engine.asked('train.start').at(1)).not.toHaveProperty('lambL1');
  });

  test.each([
    ['0', 'At least 1.'],
    ['2.5', 'Enter a whole number.'],
    ['many', 'Enter a number.'],
  ])('%s steps: the field shows the error, and the value is not used', async (typed, message) => {
    let studio: Studio;
    ({ engine, studio } = await openWorkbench());
    const field = page.getByLabelText('Steps', { exact: true });
    await field.fill(typed);
    await expect.element(page.getByRole('alert')).toHaveTextContent(message);
    await expect.element(field).toHaveAttribute('aria-invalid', 'true');
    expect(studio.training.setup.steps).toBe(1500);
  });

  test('space starts and pauses a run, but not while typing', async () => {
    ({ engine } = await openWorkbench());
    await page.getByLabelText('Steps', { exact: true }).click();
    await userEvent.keyboard(' ');
    expect(engine.asked('train.start')).toHaveLength(0);
    page.getByRole('application').element().focus();
    await userEvent.keyboard(' ');
    await expect.element(button('Pause')).toBeVisible();
    await userEvent.keyboard(' ');
    await expect.element(button('Resume')).toBeVisible();
  });

  test('a single step without a run starts one and pauses it', async () => {
    ({ engine } = await openWorkbench());
    await button('Step').click();
    await expect.element(button('Resume')).toBeVisible();
    await expect.element(page.getByRole('region', { name: 'Training' })).toHaveTextContent('1 of at most 1');
  });

  test('the curve shows the newest errors, and a finished run shows its scores', async () => {
    ({ engine } = await openWorkbench());
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
    ({ engine, studio } = await openWorkbench());
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
    ({ engine, studio } = await openWorkbench());
    await page.getByRole('radio', { name: 'Adam', exact: true }).click();
    studio.training.show({ ...engine.training, status: 'failed', step: 7, message: 'Training diverged.' });
    await button('Train with learning rate 0.001').click();
    await expect
      .poll(() => engine.asked('train.start').at(-1))
      .toMatchObject({ optimizer: 'adam', learningRate: 0.001 });
  });

  test('a preset sets the options; other options show no preset', async () => {
    ({ engine } = await openWorkbench());
    const preset = (name: string) =>
      page.getByRole('radiogroup', { name: 'Preset' }).getByRole('radio', { name, exact: true });
    await expect.element(preset('Accurate')).toBeChecked();
    await preset('Sparse').click();
    await expect.element(page.getByLabelText('Penalty λ', { exact: true })).toHaveValue('0.002');
    await expect.element(page.getByRole('radio', { name: 'L-BFGS', exact: true })).toBeChecked();
    await page.getByLabelText('Penalty λ', { exact: true }).fill('0.01');
    await expect.element(preset('Sparse')).not.toBeChecked();
  });

  test('with the preset for formulas the search starts when the run has finished', async () => {
    ({ engine } = await openWorkbench());
    engine.pace = 5;
    engine.answers['formula.search'] = () =>
      engine.emit('formulaSearch', { ...idleSearch, status: 'running' });
    engine.answers['train.start'] = (setup: TrainingSetup) => {
      expect(setup.steps).toBe(1500);
      engine.train({ ...setup, steps: 3 });
    };
    await page.getByRole('radio', { name: 'Formula', exact: true }).click();
    await button('Train').click();
    await expect.poll(() => engine.asked('formula.search')).toHaveLength(1);
    await expect
      .element(page.getByRole('tab', { name: 'Formulas' }))
      .toHaveAttribute('aria-selected', 'true');
  });

  test('data and network cannot be changed during a run', async () => {
    ({ engine } = await openWorkbench());
    await button('Train').click();
    await expect
      .element(page.getByRole('radiogroup', { name: 'Role of x1' }).getByRole('radio', { name: 'Ignore' }))
      .toBeDisabled();
    await openTab('Network');
    await expect.element(page.getByLabelText('Grid G', { exact: true })).toBeDisabled();
  });

  test('a lost engine is reported, and the recovered work is shown', async () => {
    let api: ReturnType<typeof fakeStudio>;
    ({ engine, api } = await openWorkbench());
    api.setStatus({
      state: 'lost',
      error: { kind: 'fault', code: 'engine.crashed', message: 'It ran out of memory.', hint: '' },
    });
    await expect.element(page.getByText('Engine stopped')).toBeVisible();
    await expect.element(page.getByText(/It ran out of memory\./)).toBeVisible();
    await expect.element(button('Train')).toBeDisabled();
    api.setStatus({ state: 'ready', restarts: 1 });
    await expect.element(page.getByText('Engine ready, restarted')).toBeVisible();
    await expect.element(page.getByText('Your network was recovered.', { exact: true })).toBeVisible();
    await expect.element(page.getByText(/It ran out of memory\./)).not.toBeInTheDocument();
  });

  test('a lost engine is reported with what it was doing', async () => {
    let api: ReturnType<typeof fakeStudio>;
    ({ engine, api } = await openWorkbench());
    const lose = () => {
      api.setStatus({
        state: 'lost',
        error: { kind: 'fault', code: 'engine.crashed', message: 'It crashed.', hint: '' },
      });
      api.setStatus({ state: 'ready', restarts: 1 });
    };
    await button('Train').click();
    await expect.element(button('Pause')).toBeVisible();
    lose();
    await expect
      .element(page.getByText('It is as it was a few seconds before. Train to continue.'))
      .toBeVisible();
    engine.emit('formulaSearch', { ...idleSearch, status: 'running' });
    lose();
    await expect.element(page.getByText('The search for formulas ended: find formulas again.')).toBeVisible();
  });

  test('an engine that is lost again before its work is shown does not count as recovered', async () => {
    let api: ReturnType<typeof fakeStudio>;
    ({ engine, api } = await openWorkbench());
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
    await expect.poll(() => engine.asked('session.snapshot')).toHaveLength(2);
    api.setStatus(fault('engine.gave-up', 'It is not started again.'));
    answer(emptySnapshot);
    await expect.element(page.getByText('It is not started again.')).toBeVisible();
    await expect.element(page.getByText(/was started again|is being restarted/)).not.toBeInTheDocument();
  });

  test('calls that end with the engine do not cover the notice that says so', async () => {
    const bench = await openWorkbench();
    const { api, studio } = bench;
    ({ engine } = bench);
    let end: (error: KanError) => void = () => undefined;
    engine.answers['data.prepare'] = () =>
      new Promise((_, reject) => {
        end = reject;
      });
    const prepared = engine.asked('data.prepare').length;
    await page
      .getByRole('radiogroup', { name: 'Role of material' })
      .getByRole('radio', { name: 'Input' })
      .click();
    await expect.poll(() => engine.asked('data.prepare').length).toBeGreaterThan(prepared);
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
