import { describe, expect, test } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import type { SimplifyView } from '../../shared/contract/views/simplify.ts';
import { violations } from './support/axe.ts';
import { useTheme } from './support/styles.ts';
import { curvesView, modelView } from './support/network-views.ts';
import { openWorkbench } from './support/workbench.ts';

const model = modelView(['x1', 'x2'], [1], ['y']);
const simpler = (edges: number, error: number) => ({ edges, error, model, curves: curvesView(model, 24) });

describe.each(['light', 'dark'] as const)('simplifying, %s', (theme) => {
  test('offers smaller networks as a curve and as pictures, and uses the one that is chosen', async () => {
    useTheme(theme);
    const { engine, studio } = await openWorkbench({ trained: true, panel: 'simplify' });
    let found: (view: SimplifyView) => void = () => undefined;
    engine.answers['model.simplify'] = () => new Promise((resolve) => (found = resolve));
    engine.answers['model.useSimpler'] = () => undefined;
    const room = page.getByRole('region', { name: 'Simplify', exact: true });
    expect(await violations()).toEqual([]);
    // A network without edges, the mean, has nothing to simplify.
    const trained = studio.network.model!;
    studio.network.model = { ...trained, edges: [] };
    await expect.element(room.getByRole('button', { name: 'Simplify', exact: true })).toBeDisabled();
    studio.network.model = trained;
    await room.getByRole('button', { name: 'Simplify', exact: true }).click();
    engine.emit('progress', {
      ...{ call: 'model.simplify', what: 'Strength 2 of at most 6: training with the penalty λ 0.01' },
      ...{ done: 1, of: 6, unit: 'steps' },
    });
    await expect.element(room.getByText(/^Strength 2 of at most 6: .*: 1 of 6 steps$/)).toBeVisible();
    await expect.element(room.getByRole('button', { name: 'Stop simplifying' })).toBeVisible();

    const networks = [simpler(2, 0.5), simpler(4, 0.104), simpler(9, 0.1)];
    found({ revision: studio.network.model.revision, rows: 'validation', edges: 15, error: 0.1, networks });
    const list = room.getByRole('listbox', { name: 'Smaller networks' });
    // The smallest one with about the lowest error is proposed.
    await expect
      .element(list.getByRole('option', { selected: true }))
      .toHaveTextContent('4 edges 0.1040 +4 %');
    await expect.element(room.getByRole('img', { name: /^RMSE of y against edges/ })).toBeVisible();
    expect(await violations()).toEqual([]);

    (list.element() as HTMLElement).focus();
    await userEvent.keyboard('{ArrowLeft}{Enter}');
    await expect
      .poll(() => engine.calls.at(-1))
      .toEqual({ method: 'model.useSimpler', params: { index: 0 } });
  });
});

test('the chart has its whole title and a name that fits its line in a window of 1280 px, and says where all are worse', async () => {
  useTheme('light');
  await page.viewport(1280, 800);
  const { engine, studio } = await openWorkbench({ trained: true, panel: 'simplify' });
  const networks = [simpler(3, 4.976), simpler(13, 3.905), simpler(20, 4.488)];
  const { revision } = studio.network.model!;
  engine.answers['model.simplify'] = () => ({
    revision,
    rows: 'validation',
    edges: 30,
    error: 2.404,
    networks,
  });
  const room = page.getByRole('region', { name: 'Simplify', exact: true });
  await room.getByRole('button', { name: 'Simplify', exact: true }).click();
  const figure = room.getByRole('figure', { name: 'Error against edges' });
  const title = figure.getByText('RMSE, validation rows').element();
  expect(title.scrollHeight).toBeLessThanOrEqual(title.clientHeight + 1);
  const text = () => figure.element().querySelector('line.network + text');
  await expect.poll(() => text()?.textContent).toMatch(/now/);
  const name = text()!.getBoundingClientRect();
  const line = figure.element().querySelector('line.network')!.getBoundingClientRect();
  expect(name.left).toBeGreaterThanOrEqual(line.left);
  expect(name.right).toBeLessThanOrEqual(line.right);
  await expect.element(room.getByText('No smaller network has an error as low as this.')).toBeVisible();
  await expect.element(room.getByRole('option', { selected: true })).toHaveTextContent('13 edges');
  // What is selected is in view, though it is not the first in the list.
  const list = room.getByRole('listbox', { name: 'Smaller networks' }).element();
  const isSeen = (name: RegExp): boolean => {
    const { top, bottom } = room.getByRole('option', { name }).element().getBoundingClientRect();
    const box = list.getBoundingClientRect();
    return top >= box.top - 2 && bottom <= box.bottom + 2;
  };
  await expect.poll(() => isSeen(/13 edges/)).toBe(true);
  (list as HTMLElement).focus();
  await userEvent.keyboard('{End}');
  await expect.poll(() => isSeen(/20 edges/)).toBe(true);
});
