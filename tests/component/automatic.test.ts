import { afterEach, describe, expect, test } from 'vitest';
import { page } from 'vitest/browser';
import { Studio } from '../../renderer/studio.svelte.ts';
import { idleTraining } from '../../shared/contract/views/training.ts';
import { userError } from '../../shared/errors.ts';
import { FakeEngine, fakeStudio } from './support/fake-studio.ts';
import { modelView } from './support/network-views.ts';
import { modelEvent } from './support/session-views.ts';
import { button, showWorkbench } from './support/workbench.ts';

let engine: FakeEngine;
let studio: Studio;

async function openTable() {
  engine = new FakeEngine();
  studio = new Studio(fakeStudio(), engine);
  await showWorkbench(studio);
}

async function openBench() {
  await openTable();
  await expect.element(button('Train')).toBeEnabled();
}

const progress = () => page.getByRole('progressbar', { name: 'Training progress' });
const log = () => page.getByRole('log', { name: 'Decisions of the automatic run' });

/** Whether a decision is in the part of the log that is seen. */
function inLog(decision: string): boolean {
  const box = log().element().getBoundingClientRect();
  const line = log().getByText(decision).element().getBoundingClientRect();
  return line.top >= box.top - 1 && line.bottom <= box.bottom + 1;
}

afterEach(() => engine.call('train.stop', undefined));

describe('automatic training', () => {
  test('is the default, and shows no options for what it decides itself', async () => {
    await openBench();
    await expect
      .element(page.getByRole('radio', { name: 'Automatic' }))
      .toHaveAttribute('aria-checked', 'true');
    await expect.element(page.getByText('max', { exact: true })).toBeVisible();
    await expect.element(page.getByLabelText('Penalty λ', { exact: true })).toBeVisible();
    expect(page.getByRole('switch', { name: 'Update grids' }).query()).toBeNull();
    await page.getByRole('radio', { name: 'LM' }).click();
    await expect.element(page.getByRole('switch', { name: 'Update grids' })).toBeVisible();
    await expect.element(page.getByLabelText('Steps', { exact: true })).toHaveValue('100');
    expect(page.getByLabelText('Learning rate', { exact: true }).query()).toBeNull();
  });

  test('tells its result once in the log of the window', async () => {
    await openTable();
    const told = 'Straight lines are enough.';
    studio.log.followRun(
      { ...idleTraining, status: 'running' },
      { ...idleTraining, status: 'finished', decisions: [told], message: told },
    );
    expect(studio.log.lines.slice(-2).map(({ text }) => text)).toEqual([told, 'Finished.']);
    studio.log.followRun(
      { ...idleTraining, status: 'running' },
      { ...idleTraining, status: 'stopped', message: 'Stopped by you.' },
    );
    expect(studio.log.lines.at(-1)?.text).toBe('Stopped. Stopped by you.');
  });

  test('shows no last step while it runs; other runs do', async () => {
    await openBench();
    await button('Train').click();
    await expect.element(progress()).toBeVisible();
    expect((progress().element() as HTMLProgressElement).position).toBe(-1);
    await expect
      .element(page.getByRole('region', { name: 'Training' }))
      .toHaveTextContent(/of at most 1.500/);
    await button('Stop').click();
    await expect.poll(() => progress().query()).toBeNull();
    await page.getByRole('radio', { name: 'L-BFGS' }).click();
    await button('Train').click();
    await expect.poll(() => (progress().element() as HTMLProgressElement).position).toBeGreaterThan(0);
  });

  test('logs its decisions and scrolls to the newest, also after the end', async () => {
    await openBench();
    const decisions = Array.from({ length: 30 }, (_, i) => `Grid ${i + 3}: error 0.0${i}.`);
    const view = { ...engine.training, status: 'running' as const, optimizer: 'automatic', steps: 1000 };
    for (const count of [1, 12, 30]) {
      studio.training.show({ ...view, decisions: decisions.slice(0, count) });
      await expect.element(log()).toHaveTextContent(decisions[count - 1]);
      await expect.poll(() => inLog(decisions[count - 1])).toBe(true);
    }
    studio.training.show({ ...view, status: 'finished', decisions });
    await expect.poll(() => inLog(decisions[29])).toBe(true);
  });

  test('does not scroll the log when someone has scrolled up', async () => {
    await openBench();
    const decisions = Array.from({ length: 31 }, (_, i) => `Grid ${i + 3}: error 0.0${i}.`);
    const view = { ...engine.training, status: 'running' as const, optimizer: 'automatic', steps: 1000 };
    studio.training.show({ ...view, decisions: decisions.slice(0, 30) });
    await expect.poll(() => inLog(decisions[29])).toBe(true);
    const box = log().element();
    box.scrollTop = 0;
    await new Promise((resolve) => setTimeout(resolve, 100));
    studio.training.show({ ...view, decisions });
    await expect.element(log()).toHaveTextContent(decisions[30]);
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(box.scrollTop).toBe(0);
  });

  test('shows in the summary the grid that it reached', async () => {
    await openBench();
    engine.emit(
      'model',
      modelEvent({ ...modelView(['x1', 'x2'], [5], ['y']), revision: 'r-trained', grid: 40 }),
    );
    await expect.element(page.getByText('G = 40, k = 3')).toBeVisible();
  });
});

describe('the next step', () => {
  test('leaves its room where the effect of a button is told, so that the button stays under the pointer', async () => {
    await openBench();
    engine.pace = 5;
    await page.getByLabelText('Steps', { exact: true }).fill('3');
    await button('Train').click();
    const steps = page.getByRole('region', { name: 'Next steps' });
    await expect.element(steps).toBeVisible();
    const panel = page.getByRole('region', { name: 'Inspector' }).getByRole('group', { name: 'Selection' });
    const before = panel.element().scrollHeight;
    await button('Update grids').hover();
    await expect.element(page.getByRole('region', { name: 'Effect of the edit' })).toBeVisible();
    expect(steps.query()).toBeNull();
    expect(panel.element().scrollHeight).toBe(before);
  });

  test('is offered after training, and opens the strongest spline', async () => {
    await openBench();
    expect(page.getByRole('region', { name: 'Next steps' }).query()).toBeNull();
    engine.pace = 5;
    await page.getByLabelText('Steps', { exact: true }).fill('3');
    await button('Train').click();
    await expect.element(page.getByRole('region', { name: 'Next steps' })).toBeVisible();
    await button('Strongest spline').click();
    const best = modelView(['x1', 'x2'], [5], ['y']).edges.reduce((a, b) => (b.score > a.score ? b : a));
    await expect
      .poll(() => studio.selection.edge)
      .toEqual({
        layer: best.layer,
        input: best.input,
        output: best.output,
      });
  });
});

describe('problems', () => {
  test('a table without a possible network: the reason is shown in place of the network', async () => {
    const refusal = userError(
      'data.rows',
      'Only 3 rows would be left to train on.',
      'Use a table with more rows.',
    );
    engine = new FakeEngine();
    engine.answers['data.prepare'] = () => Promise.reject(refusal);
    studio = new Studio(fakeStudio(), engine);
    await showWorkbench(studio);
    const room = page.getByRole('region', { name: 'Network' });
    await expect.element(room).toHaveTextContent('Only 3 rows would be left to train on.');
    await expect.element(room).toHaveTextContent('Use a table with more rows.');
    await expect.element(button('Train')).toBeDisabled();
  });

  test('of two dropped files the first is opened, and a notice says so', async () => {
    await openBench();
    const files = new DataTransfer();
    files.items.add(new File(['a,b\n1,2'], 'one.csv'));
    files.items.add(new File(['a,b\n1,2'], 'two.csv'));
    window.dispatchEvent(new DragEvent('drop', { dataTransfer: files, cancelable: true }));
    await expect
      .element(page.getByText('Of the 2 files that were dropped, one.csv was opened.'))
      .toBeVisible();
  });

  test('for a large network only the curves of the edges on screen are requested, by position', async () => {
    await openBench();
    const names = Array.from({ length: 120 }, (_, i) => `c${i}`);
    engine.model = modelView(names, [5], ['y']);
    studio.network.show(modelEvent(engine.model));
    await studio.network.watch(engine.model.edges.slice(0, 2));
    // The matrix that is shown meanwhile asks for those of its rows.
    const watched = engine.asked('curves.watch').map(({ edges }) => edges);
    expect(watched).toContainEqual([
      { layer: 0, input: 0, output: 0 },
      { layer: 0, input: 0, output: 1 },
    ]);
  });
});

test('in a narrow window the panels are below one another, and none is cut off', async () => {
  await page.viewport(640, 400);
  await openBench();
  const rooms = ['Data', 'Network', 'Inspector', 'Training'].map((name) =>
    page.getByRole('region', { name, exact: true }).element().getBoundingClientRect(),
  );
  for (const room of rooms) {
    expect(room.left).toBeGreaterThanOrEqual(0);
    expect(room.right).toBeLessThanOrEqual(640);
    expect(room.height).toBeGreaterThan(200);
  }
  const tops = rooms.map(({ top }) => top);
  expect(tops).toEqual([...tops].sort((a, b) => a - b));
});
