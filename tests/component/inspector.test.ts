/** The inspector: functions found, tried, fixed and drawn by hand; several edges; nodes; the network as a whole. */
import { beforeEach, describe, expect, test } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { Studio } from '../../renderer/studio.svelte.ts';
import type { EditRequest } from '../../shared/contract/schemas/edits.ts';
import type { EditPreview } from '../../shared/contract/views/edit.ts';
import type { EdgeDetail } from '../../shared/contract/views/inspected.ts';
import type { ModelEdit } from '../../shared/edits/edits.ts';
import { userError } from '../../shared/errors.ts';
import { violations } from './support/axe.ts';
import { FakeEngine, fakeStudio } from './support/fake-studio.ts';
import { answerInspector } from './support/inspector-answers.ts';
import { animationsEnd, useTheme } from './support/styles.ts';
import { modelView } from './support/views.ts';
import { showWorkbench } from './support/workbench.ts';

let engine: FakeEngine;
let studio: Studio;
const first = { layer: 0, input: 0, output: 0 };
const second = { layer: 0, input: 0, output: 1 };

beforeEach(async () => {
  useTheme('light');
  engine = new FakeEngine();
  answerInspector(engine);
  studio = new Studio(fakeStudio(), engine);
  await showWorkbench(studio);
  await expect.poll(() => studio.network.model).not.toBeNull();
});

const room = page.getByRole('region', { name: 'Inspector' });
const button = (name: string) => room.getByRole('button', { name, exact: true });
const list = room.getByRole('listbox', { name: 'Candidate functions for the edge' });
const edits = (): ModelEdit[] =>
  engine.calls
    .filter(({ method }) => method === 'model.edit')
    .map(({ params }) => (params as EditRequest).edit);
const previews = (): EditRequest[] =>
  engine.calls.filter(({ method }) => method === 'model.preview').map(({ params }) => params as EditRequest);

async function choose(edge: typeof first) {
  studio.selection.chooseEdge(edge);
  await expect.element(list.getByRole('option').first()).toBeVisible();
}

/** Holds the previews of a refit back until the returned function is called: what is shown before stays in sight. */
function holdRefits(): () => void {
  const answer = engine.answers['model.preview'] as (request: EditRequest) => EditPreview;
  let release = (): void => undefined;
  const released = new Promise<void>((resolve) => (release = resolve));
  engine.answers['model.preview'] = async (request: EditRequest) => {
    if (request.refit > 0) await released;
    return answer(request);
  };
  return release;
}

describe('an edge', () => {
  test('lists the candidates, the best first, and never says that R² is 1', async () => {
    await choose(first);
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
    await choose(first);
    await list.getByRole('option').nth(1).hover();
    await expect.poll(() => document.querySelector('path.passing')).not.toBeNull();
    await userEvent.hover(room.getByRole('heading', { name: 'Inspector' }));
    await expect.poll(() => document.querySelector('path.passing')).toBeNull();
    expect(previews()).toEqual([]);
  });

  test('a function on trial shows its curve, the difference and its effect; Fix sets the edge to it', async () => {
    await choose(first);
    const refit = holdRefits();
    await list.getByRole('option').nth(1).click();
    const trial = room.getByRole('region', { name: 'Trial' });
    await expect.element(trial).toHaveTextContent(/Validation.*0\.00200 → 0\.00310.*\+55 %/);
    refit();
    await expect.element(trial).toHaveTextContent(/After a refit.*0\.0015.*−25 %/);
    await expect
      .element(room.getByRole('img', { name: 'Difference of the function and the edge' }))
      .toBeVisible();
    await expect
      .element(room.getByLabelText('Formula', { exact: true }))
      .toHaveTextContent('φ = −0.0096·(x1 − 20)³');
    await trial.getByRole('button', { name: 'Fix to x³' }).click();
    expect(edits()).toEqual([{ type: 'fix', edges: [first], function: 'x^3', affine: [1, 0, -1.2, 0] }]);
    await expect.element(room.getByText('Function', { exact: true })).toBeVisible();
    await expect.element(trial).not.toBeInTheDocument();
  });

  test('of an input whose logarithm the network sees has the logarithm in its formula', async () => {
    const plain = engine.answers['edge.inspect'] as (edge: typeof first) => EdgeDetail;
    const units = { name: 'log(c (mg/l))', column: 'c (mg/l)', logarithm: true, shift: 0, scale: 1 };
    engine.answers['edge.inspect'] = (edge: typeof first) => ({ ...plain(edge), inputUnits: units });
    await choose(first);
    await list.getByRole('option').nth(1).click();
    const formula = room.getByLabelText('Formula', { exact: true });
    await expect.element(formula).toHaveTextContent('φ = −1.2·log(c (mg/l))³');
    await expect.poll(() => formula.element().querySelector('.katex')?.textContent).toMatch(/log.*\(c\)/);
  });

  test('is fixed by keyboard alone: digits select, Enter fixes, N goes to the next edge', async () => {
    await choose(first);
    list.element().focus();
    await userEvent.keyboard('2');
    await expect.poll(() => studio.fixing.tried?.function).toBe('x^3');
    await userEvent.keyboard('{ArrowUp}');
    await expect.poll(() => studio.fixing.tried?.function).toBe('sin');
    await userEvent.keyboard('{Escape}');
    await expect.poll(() => studio.fixing.tried).toBeNull();
    await userEvent.keyboard('{Enter}');
    await expect.poll(edits).toHaveLength(1);
    await userEvent.keyboard('n');
    await expect.poll(() => studio.selection.edge).toEqual(second);
    await expect.poll(() => studio.fixing.suggestions?.output).toBe(1);
    await userEvent.keyboard('{Enter}');
    await expect
      .poll(() => edits().flatMap((edit) => ('edges' in edit ? edit.edges : [])))
      .toEqual([first, second]);
    await userEvent.keyboard('{Shift>}n{/Shift}');
    await expect.poll(() => studio.selection.edge).toEqual(first);
    expect(studio.network.model?.edges.filter(({ fn }) => fn === 'sin')).toHaveLength(2);
  });

  test('a, b, c and d are typed in the data’s units, and previewed before they are applied', async () => {
    await choose(first);
    await list.getByRole('option').first().click();
    // The input is scaled by 5 about 20: sin(π (x − 20)/5).
    const a = room.getByRole('textbox', { name: 'a', exact: true });
    await expect.element(a).toHaveValue(String(Number((Math.PI / 5).toPrecision(4))));
    await room.getByRole('textbox', { name: 'd', exact: true }).fill('0.25');
    await expect
      .poll(() => previews().at(-1)?.edit)
      .toMatchObject({ type: 'fix', function: 'sin', affine: [Math.PI, 0, 1, 0.25] });
    await userEvent.keyboard('{ArrowUp}');
    await expect.poll(() => (studio.fixing.tried?.affine[3] ?? 0) > 0.25).toBe(true);
    expect(edits()).toEqual([]);
  });

  test('a, b, c and d change by handles, by pointer and by keys', async () => {
    await choose(first);
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
    await expect.poll(() => previews().at(-1)?.edit.type).toBe('fix');
  });

  test('new numbers of a fixed edge are an edit of their own', async () => {
    await choose(first);
    list.element().focus();
    await userEvent.keyboard('{Enter}');
    await expect.element(room.getByText('Function', { exact: true })).toBeVisible();
    await room.getByRole('textbox', { name: 'c', exact: true }).fill('2');
    await button('Apply these numbers').click();
    await expect.poll(() => edits().at(-1)).toMatchObject({ type: 'affine', edge: first });
    await expect.element(room.getByRole('textbox', { name: 'c', exact: true })).toHaveValue('2');
    await button('Turn back into a spline').click();
    await expect.element(room.getByText('Spline', { exact: true })).toBeVisible();
  });

  test('a typed function is put on trial; a mistake in it is shown at its position', async () => {
    await choose(first);
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
    expect(engine.calls.filter(({ method }) => method === 'edge.suggest')).toHaveLength(1);

    await field.fill('x*exp(-x)');
    await button('Try').click();
    await expect.element(list.getByRole('option', { selected: true })).toHaveAccessibleName(/^x·exp\(−x\)/);
    expect(room.getByRole('alert').query()).toBeNull();
    await button('Fix to x·exp(−x)').click();
    expect(edits().at(-1)).toMatchObject({ type: 'fix', function: 'x*exp(-x)' });
    // It is offered for other edges too.
    studio.selection.chooseEdge(second);
    await expect.element(list.getByRole('option', { name: /^x·exp/ })).toBeVisible();
  });

  test('a typed function that is not defined everywhere says so', async () => {
    await choose(first);
    await room.getByLabelText('Your own function', { exact: true }).fill('1/(x^2)');
    await button('Try').click();
    await expect
      .element(list.getByRole('option', { selected: true }))
      .toHaveAccessibleName(/not defined everywhere/);
  });

  test('pruning shows its cost first; the pruned edge can be restored', async () => {
    await choose(first);
    await button('Prune').hover();
    await expect.element(room.getByText(/×160/)).toBeVisible();
    await button('Prune').click();
    await expect.element(room.getByText('Pruned', { exact: true })).toBeVisible();
    await button('Restore').click();
    await expect.element(room.getByText('Spline', { exact: true })).toBeVisible();
    expect(edits().map(({ type }) => type)).toEqual(['removeEdges', 'restoreEdges']);
  });

  test('is locked by button and by key', async () => {
    await choose(first);
    await button('Lock or unlock').click();
    await expect.element(room.getByText('Locked', { exact: true })).toBeInTheDocument();
    await userEvent.keyboard('l');
    await expect.element(room.getByText('Locked', { exact: true })).not.toBeInTheDocument();
  });

  test('shows its slope on request', async () => {
    await choose(first);
    expect(room.getByRole('img', { name: 'Slope of the edge’s curve' }).query()).toBeNull();
    await button('Slope').click();
    await expect.element(room.getByRole('img', { name: 'Slope of the edge’s curve' })).toBeVisible();
  });

  test('an error of the engine about a trial is shown there, and the edge cannot be fixed', async () => {
    await choose(first);
    engine.answers['model.preview'] = () => {
      throw userError('edit.domain', 'log has no value at −1.', 'Choose b above 1.');
    };
    await list.getByRole('option').nth(1).click();
    await expect.element(room.getByText('log has no value at −1. Choose b above 1.')).toBeVisible();
    await expect.element(button('Fix to x³')).toBeDisabled();
  });
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
    const refit = holdRefits();
    // The effect of the edit, without and with the refit that follows, is told before it is done.
    await button('Fix 3 edges').hover();
    await expect.poll(() => previews().map(({ edit }) => edit)).toContainEqual(fix);
    const effect = room.getByRole('region', { name: 'Effect of the edit' });
    await expect.element(effect).toHaveTextContent('0.00200 → 0.00310');
    refit();
    await expect.element(effect).toHaveTextContent('After a refit 0.00200 → 0.00150');
    await button('Fix 3 edges').click();
    // One edit is one revision, and one undo.
    await expect.poll(edits).toEqual([fix]);
    const refits = engine.calls
      .filter(({ method }) => method === 'model.edit')
      .map(({ params }) => (params as EditRequest).refit);
    expect(refits[0]).toBeGreaterThan(0);
  });

  test('are fixed to the best candidate of each', async () => {
    studio.selection.chooseEdges([first, second]);
    await button('Fix 2 edges').click();
    await expect.poll(edits).toEqual([{ type: 'fix', edges: [first, second], function: null, affine: null }]);
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
    await fed.getByRole('button').first().click();
    expect(studio.selection.edge?.output).toBe(1);
  });

  test('can be swapped with its neighbour and pruned', async () => {
    studio.selection.chooseNode({ layer: 1, node: 1 });
    await button('Swap with the node above').click();
    await expect.poll(() => edits().at(-1)).toEqual({ type: 'swap', layer: 1, pairs: [[1, 0]] });
    await expect.poll(() => studio.selection.node).toEqual({ layer: 1, node: 0 });
    await expect.element(button('Swap with the node above')).toBeDisabled();
    await button('Prune').click();
    await expect.poll(() => edits().at(-1)).toEqual({ type: 'removeNodes', nodes: [{ layer: 1, node: 0 }] });
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
    await expect.poll(edits).toEqual([{ type: 'refine', grid: 10 }]);
    await expect.element(room.getByText('G = 10, k = 3')).toBeVisible();
    await room.getByLabelText('New grid G').fill('25');
    await button('Refine to 25').click();
    await expect.poll(() => edits().at(-1)).toEqual({ type: 'refine', grid: 25 });
  });

  test('gets a node, a layer, a perturbation and a new start', async () => {
    await room.getByRole('radio', { name: 'Product' }).click();
    await button('Add node').click();
    await expect.poll(() => edits().at(-1)).toEqual({ type: 'addNode', layer: 1, kind: 'product' });
    await button('Add layer').click();
    await expect.poll(() => edits().at(-1)).toEqual({ type: 'addLayer', layer: 2 });
    await button('Perturb').click();
    await expect.poll(() => edits().at(-1)).toMatchObject({ type: 'perturb', size: 0.1 });
    await button('Update grids').click();
    await expect.poll(() => edits().at(-1)).toEqual({ type: 'updateGrid' });
    const created = () => engine.calls.filter(({ method }) => method === 'model.create').length;
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
    await choose(first);
    await list.getByRole('option').nth(1).click();
    await button('Slope').click();
    await expect.element(room.getByRole('region', { name: 'Trial' })).toHaveTextContent('After a refit');
    expect(await violations(element())).toEqual([]);
    studio.selection.chooseEdges([first, second]);
    await expect.element(room.getByText('2 edges selected')).toBeVisible();
    expect(await violations(element())).toEqual([]);
    studio.selection.chooseNode({ layer: 1, node: 0 });
    await expect.element(room.getByRole('region', { name: 'Incoming edges' })).toBeVisible();
    expect(await violations(element())).toEqual([]);
  });
});
