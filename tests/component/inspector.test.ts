/** The inspector: several edges, nodes, the network as a whole. */
import { beforeEach, describe, expect, test } from 'vitest';
import type { Studio } from '../../renderer/studio.svelte.ts';
import { violations } from './support/axe.ts';
import type { FakeEngine } from './support/fake-studio.ts';
import {
  button,
  choose,
  editsOf,
  first,
  holdRefits,
  list,
  openInspector,
  room,
  second,
} from './support/inspector.ts';
import { animationsEnd, useTheme } from './support/styles.ts';
import { modelView } from './support/network-views.ts';

let engine: FakeEngine;
let studio: Studio;
beforeEach(async () => {
  ({ engine, studio } = await openInspector());
});

describe('several edges', () => {
  const three = [first, second, { layer: 1, input: 0, output: 0 }];

  test('are listed and fixed to one function, each with its own a, b, c and d', async () => {
    studio.selection.chooseEdges(three);
    await expect.element(room.getByText('3 edges selected')).toBeVisible();
    expect(room.getByRole('list', { name: 'Selected edges' }).getByRole('listitem').elements()).toHaveLength(
      3,
    );
    await room.getByLabelText('Fix the edges to', { exact: true }).selectOptions('sin x');
    const fix = { type: 'fix', edges: three, function: 'sin', affine: null };
    const refit = holdRefits(engine);
    // The effect of the edit, without and with the refit that follows, is told before it is done.
    await button('Fix 3 edges').hover();
    await expect.poll(() => engine.asked('model.preview').map(({ edit }) => edit)).toContainEqual(fix);
    const effect = room.getByRole('region', { name: 'Effect of the edit' });
    await expect.element(effect).toHaveTextContent('0.00200 → 0.00310');
    refit();
    await expect.element(effect).toHaveTextContent('Validation RMSE after a refit 0.00200 → 0.00150');
    await button('Fix 3 edges').click();
    // One edit is one revision, and one undo.
    await expect.poll(() => editsOf(engine)).toEqual([fix]);
    const refits = engine.asked('model.edit').map(({ refit }) => refit);
    expect(refits[0]).toBeGreaterThan(0);
  });

  test('are fixed to the best candidate of each', async () => {
    studio.selection.chooseEdges([first, second]);
    await button('Fix 2 edges').click();
    await expect
      .poll(() => editsOf(engine))
      .toEqual([{ type: 'fix', edges: [first, second], function: null, affine: null }]);
  });

  test('are locked and pruned together, and opened one by one', async () => {
    studio.selection.chooseEdges(three);
    await button('Lock').click();
    await expect.poll(() => studio.network.model?.edges.filter(({ locked }) => locked)).toHaveLength(3);
    await button('Prune').hover();
    await expect.element(room.getByText('3 edges would be pruned.')).toBeVisible();
    await button('Deselect x1 → h₁,₂').click();
    await expect.element(room.getByText('2 edges selected')).toBeVisible();
    await room.getByTitle('Select only this edge').first().click();
    await expect.poll(() => studio.selection.edges).toEqual([first]);
  });
});

describe('a node', () => {
  test('shows its kind, its values and its incoming edges; a press opens an edge', async () => {
    studio.selection.chooseNode({ layer: 1, node: 1 });
    await expect.element(room.getByText('Sum', { exact: true })).toBeVisible();
    await expect.element(room.getByRole('img', { name: /^Distribution of values of h₁,₂/ })).toBeVisible();
    await expect.element(room.getByText('0.125')).toBeVisible();
    const fed = room.getByRole('region', { name: 'Incoming edges' });
    expect(fed.getByRole('listitem').elements()).toHaveLength(2);
    const shares =
      fed
        .element()
        .textContent?.match(/[\d.]+ %/g)
        ?.map(parseFloat) ?? [];
    expect(shares[0]).toBeGreaterThanOrEqual(shares[1]);
    expect(shares[0] + shares[1]).toBeCloseTo(100, 0);
    // The bars beside them: as long as there is room for the largest, the others in proportion.
    const bars = Array.from(fed.element().querySelectorAll('li rect:last-child'), (bar) =>
      Number(bar.getAttribute('width')),
    );
    expect(bars[0]).toBe(72);
    expect(bars[1] / bars[0]).toBeCloseTo(shares[1] / shares[0], 1);
    await fed.getByRole('button').first().click();
    expect(studio.selection.edge?.output).toBe(1);
  });

  test('and edges can be deselected, where any are selected', () => {
    const clear = studio.actions.get('edge.close');
    expect(clear.enabled()).toBe(false);
    for (const choose of [
      () => studio.selection.chooseNode({ layer: 1, node: 1 }),
      () => studio.selection.chooseEdges([first, second]),
    ]) {
      choose();
      expect(clear.enabled()).toBe(true);
      clear.perform();
      expect(clear.enabled()).toBe(false);
    }
  });

  test('can be swapped with its neighbour and pruned', async () => {
    studio.selection.chooseNode({ layer: 1, node: 1 });
    await button('Swap with the node above').click();
    await expect.poll(() => editsOf(engine).at(-1)).toEqual({ type: 'swap', layer: 1, pairs: [[1, 0]] });
    await expect.poll(() => studio.selection.node).toEqual({ layer: 1, node: 0 });
    await expect.element(button('Swap with the node above')).toBeDisabled();
    await button('Prune').click();
    await expect
      .poll(() => editsOf(engine).at(-1))
      .toEqual({ type: 'removeNodes', nodes: [{ layer: 1, node: 0 }] });
  });

  test('an input shows its importance, and warns of values outside the training range', async () => {
    studio.selection.chooseNode({ layer: 0, node: 0 });
    await expect.element(room.getByText('Input', { exact: true })).toBeVisible();
    await expect.element(room.getByText('80 %')).toBeVisible();
    // Beside it pykan's score, under its own name.
    await expect.element(room.getByText('Attribution', { exact: true })).toBeVisible();
    await expect.element(room.getByText('50 %')).toBeVisible();
    // The table's x1 is from −1 to 1, the training rows' from −0.9 to 0.95.
    await expect.element(room.getByText(/values of x1 from −1 to 1,\s+outside\s+the\s+range/)).toBeVisible();
  });
});

describe('the whole network', () => {
  test('is refined after a preview of the cost', async () => {
    await button('Refine to 10').hover();
    await expect.element(room.getByText(/parameters/).last()).toHaveTextContent(/→/);
    await button('Refine to 10').click();
    await expect.poll(() => editsOf(engine)).toEqual([{ type: 'refine', grid: 10 }]);
    await expect.element(room.getByText('G = 10, k = 3')).toBeVisible();
    await room.getByLabelText('New grid G').fill('25');
    await button('Refine to 25').click();
    await expect.poll(() => editsOf(engine).at(-1)).toEqual({ type: 'refine', grid: 25 });
    await room.getByLabelText('New grid G').fill('25');
    await expect.element(button('Refine to 25')).toBeDisabled();
    await room.getByLabelText('New grid G').fill('200');
    await button('Refine to 200').click();
    await expect.element(room.getByText('G = 200, k = 3')).toBeVisible();
    await expect.element(button('Refine to 200')).toBeDisabled();
  });

  test('gets a node, a layer, a perturbation and a new start', async () => {
    await room.getByRole('radio', { name: 'Product' }).click();
    await button('Add node').click();
    await expect.poll(() => editsOf(engine).at(-1)).toEqual({ type: 'addNode', layer: 1, kind: 'product' });
    await button('Add layer').click();
    await expect.poll(() => editsOf(engine).at(-1)).toEqual({ type: 'addLayer', layer: 2 });
    await button('Perturb').click();
    await expect.poll(() => editsOf(engine).at(-1)).toMatchObject({ type: 'perturb', size: 0.1 });
    await button('Update grids').click();
    await expect.poll(() => editsOf(engine).at(-1)).toEqual({ type: 'updateGrid' });
    const created = () => engine.asked('model.create').length;
    const before = created();
    await button('New network').click();
    await expect.poll(created).toBe(before + 1);
  });
});

test('the controls of an edit stay within the inspector, whatever there is to choose', async () => {
  studio.view.resize({ right: 300 });
  studio.network.model = modelView(['x1', 'x2'], [2, 3], ['y']);
  await expect.element(room.getByRole('combobox', { name: 'Add a node: layer' })).toBeVisible();
  const form = room.getByRole('group', { name: 'Add a node' }).element();
  await expect
    .poll(() => button('Add node').element().getBoundingClientRect().right)
    .toBeLessThanOrEqual(form.getBoundingClientRect().right);
});

describe.each(['light', 'dark'] as const)('in the %s theme', (theme) => {
  test('edge, edges, node and network are accessible', async () => {
    useTheme(theme);
    await animationsEnd();
    const element = () => room.element();
    expect(await violations(element())).toEqual([]);
    await choose(studio, first);
    await list.getByRole('option').nth(1).click();
    await button('Slope').click();
    await expect.element(room.getByRole('region', { name: 'Trial' })).toHaveTextContent('after a refit');
    expect(await violations(element())).toEqual([]);
    studio.selection.chooseEdges([first, second]);
    await expect.element(room.getByText('2 edges selected')).toBeVisible();
    expect(await violations(element())).toEqual([]);
    studio.selection.chooseNode({ layer: 1, node: 0 });
    await expect.element(room.getByRole('region', { name: 'Incoming edges' })).toBeVisible();
    expect(await violations(element())).toEqual([]);
  });
});
