import { expect, test } from 'vitest';
import { render } from 'vitest-browser-svelte';
import { page } from 'vitest/browser';
import { edgePlotData } from '../../renderer/rooms/inspector/edge/edge-plot.ts';
import EdgeReadout from '../../renderer/rooms/inspector/edge/EdgeReadout.svelte';
import { edgeDetail, modelView } from './support/network-views.ts';

test('the caption of an edge says what its function is added to, and its values have the unit of a target', async () => {
  const model = modelView(['x1'], [2], ['y']);
  const shown = (layer: number, to: string) => ({
    data: edgePlotData(edgeDetail(model, { layer, input: 0, output: 0 }), { from: 'x', to }),
    ...{ at: null, tried: null, handles: false, removed: false, to, xText: String },
  });
  const ofClass = (kind: 'logit' | 'score', factor: number) => {
    const props = shown(1, 'responded=Yes');
    const toTarget = { factor, quantity: { kind, column: 'responded', label: 'Yes' } };
    return { ...props, data: { ...props.data, toTarget, unit: '' } };
  };
  const { rerender } = await render(EdgeReadout, shown(1, 'y (kWh)'));
  await expect.element(page.getByText('φ is added to y (kWh). Ticks mark the knots.')).toBeVisible();
  const { y, unit, slope } = shown(1, 'y (kWh)').data;
  const { y: raw, derivative } = edgeDetail(model, { layer: 1, input: 0, output: 0 });
  expect([y[20], slope[20], unit]).toEqual([2.5 * raw[20], 2.5 * derivative[20], 'kWh']);
  await rerender({ ...shown(1, 'y (kWh)'), at: 20 });
  await expect.element(page.getByText(/^φ −?[\d.]+ kWh$/)).toBeVisible();
  await rerender(shown(0, 'h₁,₁'));
  await expect.element(page.getByText(/^φ is added to h₁,₁, without a unit\./)).toBeVisible();
  await rerender({ ...shown(0, 'h₁,₁'), removed: true });
  await expect.element(page.getByText('The edge is pruned: φ is not added to h₁,₁.')).toBeVisible();
  await rerender(ofClass('logit', 1));
  await expect.element(page.getByText(/^φ is added to the log-odds of responded = Yes\./)).toBeVisible();
  await rerender(ofClass('score', 0.5));
  await expect
    .element(page.getByText('φ is added to the score of responded = Yes. Ticks mark the knots.'))
    .toBeVisible();
});
