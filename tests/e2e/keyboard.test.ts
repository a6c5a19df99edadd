/** The main job by keys alone. */
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { root, useApp } from '../support/app.ts';
import { graph, previewOf, readRun, room } from '../support/shown.ts';
import { answerDialogs, engineReady, waitForStatus, waitForStep } from '../support/story.ts';

describe('the main job by keyboard alone', () => {
  const app = useApp();
  const page = (): Page => app().page;

  it('opens a table, corrects how it is read, and loads it', async () => {
    await engineReady(page());
    await answerDialogs(app(), join(root, 'examples', 'hello-kan.csv'));
    await page().keyboard.press('Control+o');
    await previewOf(page(), 'hello-kan.csv').waitFor();
    await tabTo(page(), 'combobox', 'First row');
    await page().keyboard.press('ArrowDown');
    await page().getByText('set by you').waitFor();
    await tabTo(page(), 'button', 'First row: detect it again');
    await page().keyboard.press('Enter');
    await page().getByText('set by you').waitFor({ state: 'detached' });
    await tabTo(page(), 'button', 'Load the table');
    await page().keyboard.press('Enter');
    await graph(page()).waitFor();
  });

  it('sets roles and the network', async () => {
    await tabTo(page(), 'radio', 'Input');
    for (let role = 0; role < 5; role++) await page().keyboard.press('ArrowRight');
    await expect.poll(() => focused(page())).toBe('radio Ignore');
    await page().keyboard.press('Space');
    await expect.poll(() => graph(page()).getAttribute('aria-label')).toMatch(/^Network graph: 1 → 5 → 1/);
    for (let role = 0; role < 5; role++) await page().keyboard.press('ArrowLeft');
    await page().keyboard.press('Enter');
    await expect.poll(() => graph(page()).getAttribute('aria-label')).toMatch(/^Network graph: 2 → 5 → 1/);

    await page().keyboard.press('Alt+2');
    await tabTo(page(), 'textbox', 'Layer 1');
    await page().keyboard.press('ArrowDown');
    await expect.poll(() => graph(page()).getAttribute('aria-label')).toMatch(/^Network graph: 2 → 4 → 1/);
  });

  it('trains, pauses, steps, stops', async () => {
    const optimizers = room(page(), 'Training').getByRole('radiogroup', { name: 'Optimiser' });
    const selected = optimizers.getByRole('radio', { checked: true });
    await tabTo(page(), 'radio', (await selected.innerText()).trim());
    for (let presses = 0; presses < 5 && (await focused(page())) !== 'radio Adam'; presses++) {
      await page().keyboard.press('ArrowRight');
    }
    await tabTo(page(), 'textbox', 'Steps');
    await page().keyboard.press('Control+a');
    await page().keyboard.type('100000');
    await page().keyboard.press('Control+Enter');
    await waitForStep(page(), 2);
    await tabTo(page(), 'button', 'Pause');
    await page().keyboard.press('Enter');
    await waitForStatus(page(), 'Paused');
    const { step } = await readRun(page());
    await page().keyboard.press('Control+Shift+Enter');
    await expect.poll(async () => (await readRun(page())).step).toBe(step + 1);
    await page().keyboard.press('Control+.');
    await waitForStatus(page(), 'Stopped');
  });

  it('goes through the graph and opens an edge', async () => {
    await tabTo(page(), 'application', 'Network graph');
    await page().keyboard.press('ArrowRight');
    const live = page().locator('[aria-live=polite]', { hasText: 'Enter opens it.' });
    await live.waitFor();
    const first = await live.textContent();
    await page().keyboard.press('ArrowDown');
    await expect.poll(() => live.textContent()).not.toBe(first);
    const [, from = '', to = ''] = /Edge from (\S+) to (\S+),/.exec((await live.textContent()) ?? '') ?? [];
    await page().keyboard.press('Enter');
    await room(page(), 'Inspector')
      .getByRole('heading', { name: `${from} → ${to}` })
      .waitFor();
    await tabTo(page(), 'button', 'Next edge');
    await page().keyboard.press('Enter');
    await expect
      .poll(() =>
        room(page(), 'Inspector')
          .getByRole('heading', { name: `${from} → ${to}` })
          .count(),
      )
      .toBe(0);
  });

  it('finds any action by its name', async () => {
    await page().keyboard.press('Control+k');
    await page().getByRole('dialog', { name: 'Commands' }).waitFor();
    await page().keyboard.type('dark');
    await page().keyboard.press('Enter');
    await page().waitForFunction(() => matchMedia('(prefers-color-scheme: dark)').matches);
  });

  it('Tab goes through all panels, always with a visible focus', async () => {
    const seen = new Set<string>();
    for (let presses = 0; presses < 200; presses++) {
      await page().keyboard.press('Tab');
      const here = await page().evaluate(() => {
        const element = document.activeElement as HTMLElement;
        if (element === document.body) return null;
        element.dataset['tab'] ??= String(Math.random());
        const near = [element, element.parentElement].filter((each) => each !== null);
        const marked = near.some((each) => {
          const { outlineStyle, outlineWidth } = getComputedStyle(each);
          return outlineStyle !== 'none' && outlineWidth !== '0px';
        });
        return { id: element.dataset['tab'], name: element.outerHTML.slice(0, 120), marked };
      });
      if (here === null) continue;
      expect(here.marked, `no focus ring on ${here.name}`).toBe(true);
      if (seen.has(here.id)) break;
      seen.add(here.id);
    }
    expect(seen.size).toBeGreaterThan(25);
    expect(seen.size).toBeLessThan(150);
  });
});

/** Presses Tab until the focus is on the control; fails after a round. */
async function tabTo(page: Page, role: string, name: string): Promise<void> {
  const wanted = `${role} ${name}`;
  const passed: string[] = [];
  for (let presses = 0; presses < 120; presses++) {
    await page.keyboard.press('Tab');
    const here = await focused(page);
    if (here.startsWith(wanted)) return;
    passed.push(here);
  }
  throw new Error(`Tab does not lead to ${wanted}. It leads to: ${[...new Set(passed)].join(', ')}`);
}

/** Role and name of what has the focus. */
function focused(page: Page): Promise<string> {
  return page.evaluate(() => {
    const element = document.activeElement;
    if (!element || element === document.body) return 'nothing';
    const tag = element.tagName.toLowerCase();
    const implied = { select: 'combobox', input: 'textbox' }[tag] ?? tag;
    const labels = 'labels' in element ? (element as HTMLInputElement).labels : null;
    const name = element.getAttribute('aria-label') ?? labels?.[0]?.textContent ?? element.textContent ?? '';
    return `${element.getAttribute('role') ?? implied} ${name.trim()}`;
  });
}
