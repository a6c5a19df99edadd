/** Going through the steps of a run. */
import { describe, expect, test } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { Studio } from '../../renderer/studio.svelte.ts';
import { FakeEngine, fakeStudio } from './support/fake-studio.ts';
import { curvesView, modelView } from './support/network-views.ts';
import { showWorkbench } from './support/workbench.ts';

describe('the steps of a run', () => {
  test('are shown by a slider, in place of the network, and one after the other', async () => {
    const engine = new FakeEngine();
    engine.pace = 1;
    const studio = new Studio(fakeStudio(), engine);
    await showWorkbench(studio);
    await expect.element(page.getByRole('button', { name: 'Train', exact: true })).toBeEnabled();
    const slider = page.getByRole('slider', { name: 'Recorded step of the run' });
    expect(slider.query()).toBeNull();

    const points = [0, 10, 20].map((step) => ({
      step,
      train: 1 / (step + 1),
      validation: NaN,
      rung: '',
      heldOut: null,
    }));
    engine.answers['run.moments'] = () => points;
    engine.answers['run.moment'] = ({ step }: { step: number }) => ({
      ...curvesView(engine.model!, 40, step),
      model: null,
    });
    await page.getByRole('radio', { name: 'Adam' }).click();
    await page.getByLabelText('Steps', { exact: true }).fill('3');
    await page.getByRole('button', { name: 'Train', exact: true }).click();
    await expect.element(slider).toHaveAttribute('aria-valuetext', 'the network as it is');
    expect(studio.network.past).toBeNull();

    // By keyboard, one step back.
    slider.element().focus();
    await userEvent.keyboard('{ArrowLeft}');
    await expect.element(slider).toHaveAttribute('aria-valuetext', 'step 20: training 0.0476');
    await expect
      .poll(() => studio.network.curves)
      .toEqual({ ...curvesView(engine.model!, 40, 20), model: null });
    // Over the graph too, which is far from the slider, and alone in a presentation.
    const label = page.getByText('The run at step 20: training 0.0476');
    await expect.element(label).toBeVisible();
    await userEvent.keyboard('{F5}');
    await expect.element(label).toBeVisible();
    // There the slider stands above the formula, and goes through the same steps.
    await expect.element(page.getByRole('tab', { name: 'Training', exact: true })).not.toBeInTheDocument();
    await expect.element(page.getByRole('button', { name: 'Play the run in slow motion' })).toBeVisible();
    slider.element().focus();
    await userEvent.keyboard('{ArrowLeft}');
    await expect.element(page.getByText('The run at step 10: training 0.0909')).toBeVisible();
    await userEvent.keyboard('{F5}');
    await expect.element(slider).toHaveAttribute('aria-valuetext', 'step 10: training 0.0909');
    slider.element().focus();
    await userEvent.keyboard('{End}');
    await expect.poll(() => studio.network.past).toBeNull();

    studio.training.film.pace = 'fast';
    const before = engine.calls.length;
    await page.getByRole('button', { name: 'Play the run in slow motion' }).click();
    await expect.element(page.getByRole('button', { name: 'Play the run in slow motion' })).toBeVisible();
    await expect.poll(() => studio.training.film.playing).toBe(false);
    const shown = engine.calls.slice(before).filter(({ method }) => method === 'run.moment');
    expect(shown.map(({ params }) => params)).toEqual(points.map(({ step }) => ({ step })));
    expect(studio.network.past).toBeNull();

    // A model that an automatic run tried, of another shape: its picture covers the network.
    const lines = modelView(['x1', 'x2'], [], ['y'], false);
    const named = { rung: 'Straight lines', train: NaN, validation: NaN, heldOut: 0.25 };
    engine.answers['run.moments'] = () => [{ ...points[0], ...named }, ...points.slice(1)];
    engine.answers['run.moment'] = ({ step }: { step: number }) =>
      step === 0
        ? { ...curvesView(lines, 40), model: lines }
        : { ...curvesView(engine.model!, 40, step), model: null };
    await studio.training.film.load();
    slider.element().focus();
    await userEvent.keyboard('{Home}');
    const told = 'Straight lines: error 0.250 on held-out rows';
    await expect.element(slider).toHaveAttribute('aria-valuetext', told);
    const covering = page.getByRole('img', { name: 'The network of this moment of the run' });
    await expect.element(covering).toBeVisible();
    await userEvent.keyboard('{ArrowRight}');
    await expect.element(covering).not.toBeInTheDocument();

    // Without the slider nothing would say that the network is shown as it was.
    slider.element().focus();
    await userEvent.keyboard('{Home}');
    await expect.poll(() => studio.network.past).not.toBeNull();
    await page.getByRole('tab', { name: 'Log', exact: true }).click();
    await expect.poll(() => studio.network.past).toBeNull();
  });
});
