/** An edge in the inspector: functions found, tried, fixed and drawn by hand. */
import { beforeEach, describe, expect, test } from 'vitest';
import { userEvent } from 'vitest/browser';
import type { Studio } from '../../renderer/studio.svelte.ts';
import type { EdgeDetail } from '../../shared/contract/views/inspected.ts';
import { userError } from '../../shared/errors.ts';
import type { FakeEngine } from './support/fake-studio.ts';
import { modelEvent } from './support/session-views.ts';
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

let engine: FakeEngine;
let studio: Studio;
beforeEach(async () => {
  ({ engine, studio } = await openInspector());
});

describe('an edge', () => {
  test('lists the candidates, the best first, and never says that R² is 1', async () => {
    await choose(studio, first);
    const options = list.getByRole('option');
    await expect.element(list.getByRole('option', { name: /^sin x/ })).toBeVisible();
    await expect
      .element(options.first())
      .toHaveTextContent(/sin x.*exact fit, 1 − R².*3\.2·10⁻⁹.*complexity.*2/s);
    expect(options.elements()).toHaveLength(8);
    expect(options.first().element().getAttribute('title')).toContain('R² = 1 − 3.2·10⁻⁹');
    await button('Show all 10 functions').click();
    expect(options.elements()).toHaveLength(10);
  });

  test('a candidate under the pointer is drawn over the spline, until the pointer leaves', async () => {
    await choose(studio, first);
    await list.getByRole('option').nth(1).hover();
    await expect.poll(() => document.querySelector('path.passing')).not.toBeNull();
    await userEvent.hover(room.getByRole('heading', { name: 'Inspector' }));
    await expect.poll(() => document.querySelector('path.passing')).toBeNull();
    expect(engine.asked('model.preview')).toEqual([]);
  });

  test('a function on trial shows its curve, the difference and its effect; Fix sets the edge to it', async () => {
    await choose(studio, first);
    const refit = holdRefits(engine);
    await list.getByRole('option').nth(1).click();
    const trial = room.getByRole('region', { name: 'Trial' });
    await expect.element(trial).toHaveTextContent(/Validation RMSE.*0\.00200 → 0\.00310.*\+55 %/);
    refit();
    await expect.element(trial).toHaveTextContent(/Validation RMSE after a refit.*0\.0015.*−25 %/);
    await expect
      .element(room.getByRole('img', { name: 'Difference of the function and the edge' }))
      .toBeVisible();
    await expect
      .element(room.getByLabelText('Formula', { exact: true }))
      .toHaveTextContent('φ = −0.0096·(x1 − 20)³');
    await trial.getByRole('button', { name: 'Fix to x³' }).click();
    expect(editsOf(engine)).toEqual([
      { type: 'fix', edges: [first], function: 'x^3', affine: [1, 0, -1.2, 0] },
    ]);
    await expect.element(room.getByText('Function', { exact: true })).toBeVisible();
    await expect.element(trial).not.toBeInTheDocument();
  });

  test('undo discards a trial before it goes back in the history, and redo tries it again', async () => {
    engine.answers['history.undo'] = () => undefined;
    await choose(studio, first);
    await list.getByRole('option').nth(1).click();
    const trial = room.getByRole('region', { name: 'Trial' });
    await expect.element(trial).toBeVisible();
    await userEvent.keyboard('{Control>}z{/Control}');
    await expect.element(trial).not.toBeInTheDocument();
    await userEvent.keyboard('{Control>}y{/Control}');
    await expect.poll(() => studio.fixing.tried?.function).toBe('x^3');
    expect(engine.asked('history.undo')).toEqual([]);
  });

  test('of an input whose logarithm the network sees has the logarithm in its formula', async () => {
    const plain = engine.answers['edge.inspect'] as (edge: typeof first) => EdgeDetail;
    const units = { name: 'log(c (mg/l))', column: 'c (mg/l)', logarithm: true, shift: 0, scale: 1 };
    engine.answers['edge.inspect'] = (edge: typeof first) => ({ ...plain(edge), inputUnits: units });
    await choose(studio, first);
    await list.getByRole('option').nth(1).click();
    const formula = room.getByLabelText('Formula', { exact: true });
    await expect.element(formula).toHaveTextContent('φ = −1.2·log(c (mg/l))³');
    await expect.poll(() => formula.element().querySelector('.katex')?.textContent).toMatch(/log.*\(c\)/);
  });

  test('is fixed by keyboard alone: digits select, Enter fixes, N goes to the next edge', async () => {
    await choose(studio, first);
    list.element().focus();
    await userEvent.keyboard('2');
    await expect.poll(() => studio.fixing.tried?.function).toBe('x^3');
    await userEvent.keyboard('{ArrowUp}');
    await expect.poll(() => studio.fixing.tried?.function).toBe('sin');
    await userEvent.keyboard('{Escape}');
    await expect.poll(() => studio.fixing.tried).toBeNull();
    await userEvent.keyboard('{Enter}');
    await expect.poll(() => editsOf(engine)).toHaveLength(1);
    await userEvent.keyboard('n');
    await expect.poll(() => studio.selection.edge).toEqual(second);
    await expect.poll(() => studio.fixing.suggestions?.output).toBe(1);
    await userEvent.keyboard('{Enter}');
    await expect
      .poll(() => editsOf(engine).flatMap((edit) => ('edges' in edit ? edit.edges : [])))
      .toEqual([first, second]);
    await userEvent.keyboard('{Shift>}n{/Shift}');
    await expect.poll(() => studio.selection.edge).toEqual(first);
    expect(studio.network.model?.edges.filter(({ fn }) => fn === 'sin')).toHaveLength(2);
  });

  test('a, b, c and d are typed in the data’s units, and previewed before they are applied', async () => {
    await choose(studio, first);
    await list.getByRole('option').first().click();
    // The input is scaled by 5 about 20: sin(π (x − 20)/5).
    const a = room.getByRole('textbox', { name: 'a', exact: true });
    await expect.element(a).toHaveValue(String(Number((Math.PI / 5).toPrecision(4))));
    await room.getByRole('textbox', { name: 'd', exact: true }).fill('0.25');
    await expect
      .poll(() => engine.asked('model.preview').at(-1)?.edit)
      .toMatchObject({ type: 'fix', function: 'sin', affine: [Math.PI, 0, 1, 0.25] });
    await userEvent.keyboard('{ArrowUp}');
    await expect.poll(() => (studio.fixing.tried?.affine[3] ?? 0) > 0.25).toBe(true);
    expect(editsOf(engine)).toEqual([]);
  });

  test('a, b, c and d change by handles, by pointer and by keys', async () => {
    await choose(studio, first);
    await list.getByRole('option').first().click();
    const move = room.getByRole('slider', { name: 'Move the curve: changes b and d' });
    await expect.element(move).toBeInTheDocument();
    const before = studio.fixing.tried?.affine ?? [0, 0, 0, 0];
    const drawn = () => document.querySelector('path.tried')?.getAttribute('d') ?? null;
    const curveBefore = drawn();
    const { x, y } = move.element().getBoundingClientRect();
    const at = { clientX: x + 13, clientY: y + 13, pointerId: 1, bubbles: true };
    const fire = (type: string, more: object) =>
      move.element().dispatchEvent(new PointerEvent(type, { ...at, ...more }));
    move.element().setPointerCapture = () => undefined;
    fire('pointerdown', {});
    fire('pointermove', { clientY: at.clientY - 20 });
    fire('pointerup', { clientY: at.clientY - 20 });
    await expect.poll(() => (studio.fixing.tried?.affine[3] ?? 0) - before[3]).toBeGreaterThan(0.05);
    expect(drawn()).not.toBeNull();
    await expect.poll(drawn).not.toBe(curveBefore);
    [0, 1, 2].forEach((i) => expect(studio.fixing.tried?.affine[i]).toBeCloseTo(before[i], 6));
    room.getByRole('slider', { name: 'Stretch the curve vertically: changes c' }).element().focus();
    const c = studio.fixing.tried?.affine[2] ?? 0;
    await userEvent.keyboard('{ArrowDown}');
    await expect.poll(() => studio.fixing.tried?.affine[2]).not.toBe(c);
    await expect.poll(() => engine.asked('model.preview').at(-1)?.edit.type).toBe('fix');
  });

  test('new numbers of a fixed edge are an edit of their own', async () => {
    await choose(studio, first);
    list.element().focus();
    await userEvent.keyboard('{Enter}');
    await expect.element(room.getByText('Function', { exact: true })).toBeVisible();
    await room.getByRole('textbox', { name: 'c', exact: true }).fill('2');
    await button('Apply these numbers').click();
    await expect.poll(() => editsOf(engine).at(-1)).toMatchObject({ type: 'affine', edge: first });
    await expect.element(room.getByRole('textbox', { name: 'c', exact: true })).toHaveValue('2');
    await button('Turn back into a spline').click();
    await expect.element(room.getByText('Spline', { exact: true })).toBeVisible();
  });

  test('a typed function is put on trial; a mistake in it is shown at its position', async () => {
    await choose(studio, first);
    const field = room.getByLabelText('Your own function', { exact: true });
    for (const [text, place, message] of [
      ['x^2 + foo(x)', 'f', 'There is no function “foo”'],
      ['2*(x', '(', 'never closed'],
      ['x*y', 'y', 'There is no variable “y”'],
    ]) {
      await field.fill(text);
      await button('Try').click();
      await expect.element(room.getByRole('alert')).toHaveTextContent(message);
      expect(document.querySelector('.fault mark')?.textContent).toBe(place);
    }
    await field.fill('3');
    await button('Try').click();
    await expect.element(room.getByRole('alert')).toHaveTextContent('does not contain x');
    expect(engine.asked('edge.suggest')).toHaveLength(1);

    await field.fill('x*exp(-x)');
    await button('Try').click();
    await expect.element(list.getByRole('option', { selected: true })).toHaveAccessibleName(/^x·exp\(−x\)/);
    expect(room.getByRole('alert').query()).toBeNull();
    await button('Fix to x·exp(−x)').click();
    expect(editsOf(engine).at(-1)).toMatchObject({ type: 'fix', function: 'x*exp(-x)' });
    // It is offered for other edges too.
    studio.selection.chooseEdge(second);
    await expect.element(list.getByRole('option', { name: /^x·exp/ })).toBeVisible();
  });

  test('a typed function that is not defined everywhere says so', async () => {
    await choose(studio, first);
    await room.getByLabelText('Your own function', { exact: true }).fill('1/(x^2)');
    await button('Try').click();
    await expect
      .element(list.getByRole('option', { selected: true }))
      .toHaveAccessibleName(/not defined everywhere/);
  });

  test('pruning shows its cost first; the pruned edge can be restored', async () => {
    await choose(studio, first);
    await button('Prune').hover();
    await expect.element(room.getByText(/×160/)).toBeVisible();
    await button('Prune').click();
    await expect.element(room.getByText('Pruned', { exact: true })).toBeVisible();
    await button('Restore').click();
    await expect.element(room.getByText('Spline', { exact: true })).toBeVisible();
    expect(editsOf(engine).map(({ type }) => type)).toEqual(['removeEdges', 'restoreEdges']);
  });

  test('is locked by button and by key', async () => {
    await choose(studio, first);
    await button('Lock or unlock').click();
    await expect.element(room.getByText('Locked', { exact: true })).toBeInTheDocument();
    await userEvent.keyboard('l');
    await expect.element(room.getByText('Locked', { exact: true })).not.toBeInTheDocument();
  });

  test('shows its slope on request', async () => {
    await choose(studio, first);
    expect(room.getByRole('img', { name: 'Slope of the edge’s curve' }).query()).toBeNull();
    await button('Slope').click();
    await expect.element(room.getByRole('img', { name: 'Slope of the edge’s curve' })).toBeVisible();
  });

  test('an error of the engine about a trial is shown there, and the edge cannot be fixed', async () => {
    await choose(studio, first);
    engine.answers['model.preview'] = () => {
      throw userError('edit.domain', 'log has no value at −1.', 'Choose b above 1.');
    };
    await list.getByRole('option').nth(1).click();
    await expect.element(room.getByText('log has no value at −1. Choose b above 1.')).toBeVisible();
    await expect.element(button('Fix to x³')).toBeDisabled();
  });
});

test('an edge whose node has another place in the next network is shown with its name there, also before its details are there', async () => {
  const wide = engine.model!;
  // The last edge of the last hidden node, and a network without the other hidden nodes, as after “Prune” and “Redo”.
  const node = wide.nodes[1].length - 1;
  expect(node).toBeGreaterThan(0);
  await choose(studio, { layer: 1, input: node, output: 0 });
  const kept = { ...wide.nodes[1][node], subnodes: [0] };
  const narrow = {
    ...wide,
    revision: 'pruned',
    shape: wide.shape.map((size, layer) => (layer === 1 ? 1 : size)),
    nodes: wide.nodes.map((layer, l) => (l === 1 ? [kept] : layer)),
    edges: wide.edges
      .filter(({ layer, input, output }) => (layer === 0 ? output === 0 : input === node))
      .map((edge) => (edge.layer === 0 ? edge : { ...edge, input: 0 })),
  };
  const answer = engine.answers['edge.inspect'];
  let arrive = (): void => undefined;
  const held = new Promise<void>((resolve) => (arrive = resolve));
  engine.answers['edge.inspect'] = async (edge: typeof first) => {
    await held;
    return (answer as (of: typeof first) => EdgeDetail)(edge);
  };
  engine.model = narrow;
  engine.emit('model', modelEvent(narrow));
  await expect.poll(() => studio.selection.edge).toEqual({ layer: 1, input: 0, output: 0 });
  arrive();
  await expect.element(room.getByRole('heading', { name: /→ y$/ })).toBeVisible();
  expect(studio.inspector.detail).toMatchObject({ layer: 1, input: 0, output: 0 });
});
