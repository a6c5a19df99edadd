import { describe, expect, test } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import type { HistoryView, RevisionDetail, RevisionView } from '../../shared/contract/views/history.ts';
import { DEFAULT_NETWORK } from '../../renderer/rooms/network/setup.ts';
import { Studio } from '../../renderer/studio.svelte.ts';
import { violations } from './support/axe.ts';
import { FakeEngine, fakeStudio } from './support/fake-studio.ts';
import { curvesView, modelView } from './support/network-views.ts';
import { scores } from './support/session-views.ts';
import { button, showWorkbench } from './support/workbench.ts';

const revision = (id: string, parent: string | null, label: string, rmse: number): RevisionView => ({
  id,
  parent,
  label,
  name: '',
  kind: 'train',
  scores: { train: scores(rmse, 0.9), validation: scores(2 * rmse, 0.9), test: scores(3 * rmse, 0.9) },
  heldOut: null,
  time: 0,
  training: null,
  curve: [
    { step: 0, train: 1, validation: 1 },
    { step: 5, train: rmse, validation: 2 * rmse },
  ],
  measure: { kind: 'RMSE', targets: ['y'], weighing: null },
  otherTable: null,
});

/** New network → first → second, and third as another way on from first. */
const tree: readonly RevisionView[] = [
  revision('new', null, 'New network', 1),
  revision('first', 'new', 'Trained 5 steps', 0.1),
  revision('second', 'first', 'Pruned 2 edges', 0.2),
  revision('third', 'first', 'Refined to grid 10', 0.05),
];

/** An engine whose history is the tree above; walks are answered as by the real one. */
async function open(current = 'third') {
  const engine = new FakeEngine();
  let view: HistoryView = { revisions: tree, current, undo: 'first', redo: null };
  const walk = (to: string, undo: string | null, redo: string | null) => {
    view = { ...view, current: to, undo, redo };
    const model = { ...modelView(['x1', 'x2'], [5], ['y']), revision: to };
    engine.emit('model', {
      model,
      scores: view.revisions.find(({ id }) => id === to)?.scores ?? null,
      history: view,
      networkSetup: { ...DEFAULT_NETWORK, hidden: to === 'new' ? [7] : [5] },
      ladder: null,
      lines: null,
    });
  };
  const detail = (id: string): RevisionDetail => {
    const model = modelView(['x1', 'x2'], id === 'second' ? [3] : [5], ['y']);
    const found = view.revisions.find((each) => each.id === id);
    if (!found) throw new Error(`no revision ${id}`);
    return { view: found, model, curves: curvesView(model, 40) };
  };
  engine.answers = {
    'history.undo': () => walk('first', 'new', 'third'),
    'history.redo': () => walk('third', 'first', null),
    'history.makeCurrent': ({ revision: to }: { revision: string }) => walk(to, 'first', null),
    'history.detail': ({ revision: id }: { revision: string }) => detail(id),
    'history.name': ({ revision: id, name }: { revision: string; name: string }) => {
      view = {
        ...view,
        revisions: view.revisions.map((each) => (each.id === id ? { ...each, name } : each)),
      };
      engine.emit('history', view);
    },
  };
  const studio = new Studio(fakeStudio(), engine);
  await showWorkbench(studio);
  await expect.element(page.getByRole('application')).toBeVisible();
  walk(current, 'first', null);
  await page.getByRole('tab', { name: 'History' }).click();
  return { engine, studio };
}

const list = () => page.getByRole('listbox', { name: 'Revisions, newest first' });
const option = (name: string | RegExp) => list().getByRole('option', { name });
const current = () =>
  list()
    .getByRole('option')
    .elements()
    .find((each) => each.getAttribute('aria-current') === 'true')?.textContent;

describe('the history', () => {
  test('lists every revision with its error, the newest first, and marks the current one', async () => {
    await open();
    expect(
      list()
        .getByRole('option')
        .elements()
        .map((each) => each.textContent.replace(/\s+/g, ' ').trim()),
    ).toEqual([
      'Refined to grid 10 Current 0.100',
      'Pruned 2 edges 0.400',
      'Trained 5 steps 0.200',
      'New network 2.00',
    ]);
  });

  test('says of what each error is: once above the list, or at each where they differ', async () => {
    const { engine } = await open();
    const heading = (text: string) => page.getByText(text, { exact: true }).last();
    await expect.element(heading('RMSE of y, validation')).toBeVisible();
    const classes = {
      ...revision('classes', null, 'Trained 9 steps', 0.3),
      measure: { kind: 'cross-entropy', targets: ['species'], weighing: null },
      otherTable: 'iris.csv',
      name: 'flowers',
    } as const;
    const force = {
      ...revision('force', null, 'Trained 2 steps', 5),
      measure: { kind: 'RMSE', targets: ['F [N]'], weighing: null },
    } as const;
    engine.emit('history', {
      ...{ revisions: [tree[0], classes, force], current: 'new', undo: null, redo: null },
    });
    await expect.element(heading('Error, validation')).toBeVisible();
    await expect
      .element(option(/New network/))
      .toHaveTextContent(/New network\s*RMSE of y\s*Current\s*2\.00$/);
    await expect
      .element(option(/Trained 2 steps/))
      .toHaveTextContent(/Trained 2 steps\s*RMSE of F \[N\]\s*10\.0$/);
    await expect
      .element(option(/flowers/))
      .toHaveTextContent(/Trained 9 steps · Cross-entropy of species · iris\.csv\s*0\.600$/);
  });

  test('labels are whole on several lines in a small window, and rows do not lie on each other', async () => {
    const { engine } = await open();
    await page.viewport(900, 600);
    const labels = [
      'New network (size chosen by the data; G 5, k 3)',
      'Trained: “Additive with pairs (log)” of 12 models',
      'Edge concentration → yield fixed to exp x',
    ];
    const revisions = labels.map((label, i) =>
      revision(`long${i}`, i === 0 ? null : `long${i - 1}`, label, 0.1),
    );
    engine.emit('history', { revisions, current: 'long2', undo: 'long1', redo: null });
    await expect.element(option(/exp x/)).toBeVisible();
    const rows = list().getByRole('option').elements();
    const boxes = rows.map((row) => row.getBoundingClientRect());
    rows.forEach((row, i) => {
      const title = row.querySelector('.title')!;
      expect(title.scrollHeight).toBeLessThanOrEqual(title.clientHeight + 1);
      expect(title.getBoundingClientRect().height).toBeGreaterThan(20);
      expect(title.getBoundingClientRect().bottom).toBeLessThanOrEqual(boxes[i].bottom + 1);
      if (i > 0) expect(boxes[i].top).toBeGreaterThanOrEqual(boxes[i - 1].bottom - 1);
    });
  });

  test('undo and redo: by the keys, by the buttons, by the menu', async () => {
    const { engine } = await open();
    await userEvent.keyboard('{Control>}z{/Control}');
    await expect.poll(current).toContain('Trained 5 steps');
    await userEvent.keyboard('{Control>}y{/Control}');
    await expect.poll(current).toContain('Refined');
    await button('Undo').click();
    await expect.poll(current).toContain('Trained 5 steps');
    await button('Redo').click();
    await expect.poll(current).toContain('Refined');
    await userEvent.keyboard('{Control>}z{/Control}{Control>}{Shift>}z{/Shift}{/Control}');
    await expect.poll(() => engine.asked('history.redo')).toHaveLength(3);
    await expect.element(button('Redo')).toBeDisabled();
  });

  test('in a field, Ctrl+Z undoes typing in the field', async () => {
    const { engine } = await open();
    await page.getByLabelText('Steps', { exact: true }).click();
    await userEvent.keyboard('7{Control>}z{/Control}');
    expect(engine.asked('history.undo')).toHaveLength(0);
  });

  test('a revision can be viewed while another is current, and made current by a button', async () => {
    const { engine } = await open();
    await option(/Pruned/).click();
    const card = page.getByRole('region', { name: 'Revision', exact: true });
    await expect.element(card).toHaveTextContent('2 → 3 → 1, 9 edges.');
    expect(engine.asked('history.makeCurrent')).toEqual([]);
    await button('Make current').click();
    await expect.poll(current).toContain('Pruned');
    expect(engine.asked('history.makeCurrent')).toEqual([{ revision: 'second' }]);
    await expect.element(button('Make current')).not.toBeInTheDocument();
  });

  test('works by keyboard: arrows view a revision, Enter makes it current', async () => {
    const { engine } = await open();
    list().element().focus();
    await userEvent.keyboard('{ArrowDown}{ArrowDown}{ArrowDown}{Enter}');
    await expect.poll(current).toContain('Trained 5 steps');
    expect(engine.asked('history.makeCurrent')).toEqual([{ revision: 'first' }]);
  });

  test('a name given replaces the label; Escape keeps the old name', async () => {
    const { engine } = await open();
    await option(/Pruned/).click();
    const field = page.getByLabelText('Name of the revision');
    await field.fill('sparse');
    await userEvent.keyboard('{Enter}');
    await expect.element(option(/^sparse Pruned 2 edges/)).toBeVisible();
    await field.fill('other');
    await userEvent.keyboard('{Escape}');
    expect(engine.asked('history.name')).toEqual([{ revision: 'second', name: 'sparse' }]);
    await expect.element(field).toHaveValue('sparse');
  });

  test('undo takes back names and pending forms before it goes back in the history', async () => {
    const { engine, studio } = await open();
    await option(/Pruned/).click();
    await page.getByLabelText('Name of the revision').fill('sparse');
    await userEvent.keyboard('{Enter}');
    await expect.element(option(/^sparse/)).toBeVisible();
    // The network has been trained: other forms wait until they are applied.
    studio.setup.changeNetwork({ ...studio.setup.network, grid: 9 });
    studio.setup.changeNetwork({ ...studio.setup.network, grid: 11 });
    await expect.element(button('Apply')).toBeVisible();
    const grids: number[] = [];
    const undone = async () => {
      await button('Undo').click();
      grids.push(studio.setup.network.grid);
    };
    await undone();
    await undone();
    expect(grids).toEqual([9, DEFAULT_NETWORK.grid]);
    await expect.poll(() => button('Apply').query()).toBeNull();
    await button('Redo').click();
    expect(studio.setup.network.grid).toBe(9);
    await button('Undo').click();
    await button('Undo').click();
    await expect.element(option(/^Pruned/)).toBeVisible();
    expect(engine.asked('history.name').at(-1)).toEqual({ revision: 'second', name: '' });
    expect(engine.asked('history.undo')).toEqual([]);
    await button('Undo').click();
    await expect.poll(current).toContain('Trained 5 steps');
    expect(engine.asked('history.undo')).toHaveLength(1);
  });

  test('the forms show the set-up of the revision that undo leads to', async () => {
    const { studio } = await open();
    studio.attempt(studio.history.makeCurrent('new'));
    await expect.poll(() => studio.setup.network.hidden).toEqual([7]);
    expect(studio.setup.changed).toBe(false);
  });

  test('two revisions side by side: the better figure is marked; either side can be another revision', async () => {
    await open();
    await option(/Pruned/).click();
    await button('Compare').click();
    const dialog = page.getByRole('dialog', { name: 'Compare two revisions' });
    await expect
      .element(dialog.getByRole('row', { name: /RMSE, test/ }))
      .toHaveTextContent('RMSE, test0.60000.1500better');
    await expect
      .element(dialog.getByRole('row', { name: /Shape/ }))
      .toHaveTextContent('Shape2 → 3 → 12 → 5 → 1');
    expect(await violations()).toEqual([]);
    await dialog.getByLabelText('Revision on the left').selectOptions('New network');
    await expect
      .element(dialog.getByRole('row', { name: /RMSE, test/ }))
      .toHaveTextContent('RMSE, test3.0000.1500better');
    await userEvent.keyboard('{Escape}');
    await expect.element(dialog).not.toBeInTheDocument();
  });

  test('curves of runs are overlaid, and the main curve is that of the runs to the current revision', async () => {
    const { studio } = await open();
    const figure = page.getByRole('figure', { name: /Training curve/ });
    await expect.element(figure).toHaveTextContent('step 10');
    expect(studio.training.history.marks.map(({ label }) => label)).toEqual([
      'Trained 5 steps',
      'Refined to grid 10',
    ]);
    await page.getByRole('checkbox', { name: /Run 4/ }).click();
    await page.getByRole('checkbox', { name: /Run 3/ }).click();
    await expect.element(figure).toHaveTextContent(/Run 4\s*0.100\s*Run 3\s*0.400/);
  });

  test('the current revision cannot be changed during a run', async () => {
    const { engine } = await open();
    await page.getByRole('button', { name: 'Train', exact: true }).click();
    await expect.element(button('Undo')).toBeDisabled();
    await option(/Pruned/).click();
    await expect.element(button('Make current')).toBeDisabled();
    await engine.call('train.stop', undefined);
  });
});

describe('unsaved work', () => {
  test('opening a sample asks first; Cancel keeps everything', async () => {
    const { engine } = await open();
    await expect.element(page.getByText('not saved')).toBeVisible();
    await button('KAN Studio').click();
    const before = engine.asked('data.load').length;
    await page.getByRole('button', { name: /Iris/ }).click();
    await button('Cancel').click();
    expect(engine.asked('data.load')).toHaveLength(before);
    await page.getByRole('button', { name: /Iris/ }).click();
    await button('Save').click();
    await expect.poll(() => engine.asked('data.load')).toHaveLength(before + 1);
    expect(engine.calls.map(({ method }) => method).lastIndexOf('project.save')).toBeLessThan(
      engine.calls.map(({ method }) => method).lastIndexOf('data.load'),
    );
    await expect.element(page.getByText('not saved')).not.toBeInTheDocument();
  });
});

describe('help', () => {
  test('the sheet of shortcuts opens by ? and lists the keys of actions and panels', async () => {
    await open();
    await userEvent.keyboard('?');
    const sheet = page.getByRole('dialog', { name: 'Keyboard shortcuts' });
    await expect.element(sheet.getByText('Train one step')).toBeVisible();
    await expect.element(sheet.getByText('Ctrl Shift Z')).toBeVisible();
    expect(await violations()).toEqual([]);
    await button('Close').click();
    await expect.element(sheet).not.toBeInTheDocument();
  });

  test('the tour goes from panel to panel and back, ends by Escape, and can be started again', async () => {
    const { studio } = await open();
    await userEvent.keyboard('{Control>}k{/Control}tour{Enter}');
    const card = page.getByRole('dialog', { name: 'The table' });
    await expect.element(card).toBeVisible();
    await expect.element(page.getByRole('tab', { name: 'Data' })).toHaveAttribute('aria-selected', 'true');
    await userEvent.keyboard('{Enter}');
    await expect.element(page.getByRole('dialog', { name: 'The network' })).toBeVisible();
    await userEvent.keyboard('{ArrowLeft}');
    await expect.element(card).toBeVisible();
    expect(await violations()).toEqual([]);
    await userEvent.keyboard('{Escape}');
    await expect.element(card).not.toBeInTheDocument();
    studio.actions.get('help.tour').perform();
    await expect.element(card).toBeVisible();
    await button('Skip').click();
    await expect.element(card).not.toBeInTheDocument();
  });
});
