/** The menus of small charts, which have no button: the right button of the mouse, and the menu key, open them. */
import { beforeEach, expect, test } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import type { Studio } from '../../renderer/studio.svelte.ts';
import type { PhasesView } from '../../shared/contract/views/phases.ts';
import type { FakeEngine } from './support/fake-studio.ts';
import { evaluationView, profileView } from './support/findings.ts';
import { answerInspector } from './support/inspector-answers.ts';
import { animationsEnd, useTheme } from './support/styles.ts';
import { openWorkbench } from './support/workbench.ts';

let engine: FakeEngine;
let studio: Studio;

beforeEach(async () => {
  ({ engine, studio } = await openWorkbench({ prepare: answerInspector }));
});

/** Opens the menu of what is found, and expects both pictures and the numbers there. */
async function hasMenu(chart: () => Element | null | undefined, title: RegExp): Promise<void> {
  await expect.poll(() => chart()).toBeTruthy();
  const { left, top, width, height } = chart()!.getBoundingClientRect();
  const at = { clientX: left + width / 2, clientY: top + height / 2, bubbles: true, cancelable: true };
  chart()!.dispatchEvent(new MouseEvent('contextmenu', at));
  const menu = page.getByRole('menu', { name: /^Menu of the chart/ });
  await expect.element(menu).toHaveAttribute('aria-label', expect.stringMatching(title));
  for (const entry of ['Save the chart as SVG…', 'Save the chart as PNG…', 'Save its numbers as CSV…'])
    await expect.element(menu.getByRole('menuitem', { name: entry })).toBeVisible();
  await userEvent.keyboard('{Escape}');
  await expect.element(menu).not.toBeInTheDocument();
}

test('the plot of an edge', async () => {
  studio.selection.chooseEdge({ layer: 0, input: 0, output: 0 });
  await hasMenu(
    () => document.querySelector('table[aria-label="Values of the spline"]')?.closest('figure'),
    /→ h/,
  );
});

test('the distribution of a node', async () => {
  studio.selection.chooseNode({ layer: 1, node: 0 });
  await hasMenu(() => document.querySelector('[aria-label="Inspector"] figure'), /h₁,₁/);
});

test('the profile of an input', async () => {
  engine.answers = {
    'evaluation.rows': () => evaluationView(engine.model!, 'test'),
    'evaluation.profile': () => profileView(engine.model!, []),
  };
  engine.learn();
  await page.getByRole('tab', { name: 'Evaluation' }).click();
  await page.getByRole('radiogroup', { name: 'View' }).getByRole('radio', { name: 'Inputs' }).click();
  await hasMenu(() => document.querySelector('li:has(.slides)'), /x1/);
});

test('the curves after each phase', async () => {
  const x = Float64Array.of(-1, 0, 1);
  const of = { hidden: [], parameters: 9, errors: [[0.1]], curves: [x] };
  const found: PhasesView = {
    ...{ by: { parts: 2 }, phases: [{ name: 'first', rows: 3, points: { x, y: x } }] },
    ...{ x, axes: { input: 'x1', target: 'y' }, kan: of, mlp: { ...of, errors: [], curves: [] } },
  };
  engine.answers = { 'phases.learn': () => found };
  studio.view.show('phases');
  await page.getByRole('button', { name: 'Learn in phases' }).click();
  await hasMenu(() => document.querySelector('figure[aria-label$="after each phase"]'), /after each phase/);
});

test.each([
  ['drawn', () => document.querySelector('[aria-label="Inspector"] figure')],
  ['painted', () => document.querySelector('figure[aria-label^="Training curve"]')],
])('a %s chart is saved in the colours of the light theme', async (_, chart) => {
  engine.pace = 5;
  await page.getByLabelText('Steps', { exact: true }).fill('12');
  await page.getByRole('button', { name: 'Train', exact: true }).click();
  await expect.element(page.getByText('Finished')).toBeVisible();
  studio.selection.chooseNode({ layer: 1, node: 0 });
  const pictureIn = async (theme: 'light' | 'dark'): Promise<string> => {
    useTheme(theme);
    await animationsEnd();
    await hasMenu(chart, /./);
    chart()!.dispatchEvent(new MouseEvent('contextmenu', { bubbles: true, cancelable: true }));
    await expect.poll(() => studio.picture.chart).not.toBeNull();
    const { svg } = studio.picture.chart!.picture;
    studio.picture.chart = null;
    expect(document.documentElement.dataset['theme']).toBe(theme);
    return svg;
  };
  const light = await pictureIn('light');
  expect(light).toContain('fill="#ffffff"/>');
  expect(await pictureIn('dark')).toBe(light);
});
