import { beforeEach, describe, expect, test } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { Studio } from '../../renderer/studio.svelte.ts';
import { violations } from './support/axe.ts';
import { idleSearch } from '../../shared/contract/views/formula.ts';
import { foundFormulas } from './support/findings.ts';
import { FakeEngine, fakeStudio } from './support/fake-studio.ts';
import { useTheme } from './support/styles.ts';
import { showWorkbench } from './support/workbench.ts';

let studio: Studio;
const network = page.getByRole('application');

async function open(engine = new FakeEngine()): Promise<void> {
  studio = new Studio(fakeStudio(), engine);
  await showWorkbench(studio);
  await expect.element(network).toBeVisible();
}

describe.each(['light', 'dark'] as const)('a presentation, %s', (theme) => {
  beforeEach(async () => {
    useTheme(theme);
    await open();
  });

  test('shows only the network, its figures and its formula, large, until a panel is shown', async () => {
    const data = page.getByRole('tab', { name: 'Data', exact: true });
    const before = network.element().getBoundingClientRect().width;
    await userEvent.keyboard('{F5}');
    await expect.element(page.getByRole('button', { name: 'End the presentation' })).toBeVisible();
    await expect.element(data).not.toBeInTheDocument();
    expect(network.element().getBoundingClientRect().width).toBeGreaterThan(before);
    await expect.element(page.getByRole('region', { name: 'Formula', exact: true })).toBeVisible();
    await expect.element(page.getByRole('region', { name: 'Figures of the network' })).toBeVisible();
    expect(await violations()).toEqual([]);

    await page.getByRole('button', { name: 'End the presentation' }).click();
    await expect.element(data).toBeVisible();
    await userEvent.keyboard('{F5}');
    await expect.element(data).not.toBeInTheDocument();
    studio.view.show('history');
    await expect.element(data).toBeVisible();
  });
});

test('a search for formulas does not end a presentation: its foot tells of it', async () => {
  const engine = new FakeEngine();
  await open(engine);
  const foot = page.getByRole('region', { name: 'Formula', exact: true });
  studio.view.presenting = true;
  studio.actions.get('formula.search').perform();
  engine.emit('formulaSearch', {
    ...idleSearch,
    status: 'running',
    stage: { what: 'Small networks', tried: { done: 7, of: 12 } },
  });
  await expect.element(foot.getByText('Small networks: 7 of 12 shapes tried')).toBeVisible();
  await expect.element(foot.getByRole('button', { name: 'Stop the search' })).toBeVisible();
  expect(studio.view.presenting).toBe(true);
  engine.emit('formulaSearch', {
    ...idleSearch,
    status: 'finished',
    outputs: [{ output: 'y', formulas: foundFormulas }],
  });
  await foot.getByRole('button', { name: 'Use this formula' }).click();
  await expect.poll(() => engine.calls.some(({ method }) => method === 'formula.adopt')).toBe(true);
  expect(studio.view.presenting).toBe(true);
});

describe('the keyboard', () => {
  beforeEach(() => open());

  test('reaches the network with the first Tab, and from anywhere', async () => {
    const first = page.getByRole('button', { name: 'Go to the network' });
    expect(document.querySelector('button, input, select, [tabindex="0"]')).toBe(first.element());
    first.element().focus();
    await userEvent.keyboard('{Enter}');
    await expect.element(network).toHaveFocus();
    await page.getByRole('tab', { name: 'Network', exact: true }).click();
    await userEvent.keyboard('{Alt>}g{/Alt}');
    await expect.element(network).toHaveFocus();
  });

  test('goes to the panel whose number is pressed', async () => {
    network.element().focus();
    await userEvent.keyboard('{Alt>}2{/Alt}');
    const tab = page.getByRole('tab', { name: 'Network', exact: true });
    await expect.element(tab).toHaveAttribute('aria-selected', 'true');
    await expect.element(tab).toHaveFocus();
  });
});
