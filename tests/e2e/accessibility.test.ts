/** That everyone can use it: contrast and names by axe, the main job by keys alone, windows small and large. */
import { join } from 'node:path';
import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from 'playwright-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { root, useApp } from '../support/app.ts';
import {
  answerDialogs,
  button,
  chooseLongRun,
  dropFile,
  edgePosition,
  engineReady,
  graph,
  loadTable,
  openSample,
  openTab,
  previewOf,
  readRun,
  resize,
  room,
  waitForStatus,
  waitForStep,
} from '../support/story.ts';
import { clippedText } from '../support/clippedText.ts';

const themes = ['Light', 'Dark'] as const;
const messy = join(root, 'tests', 'fixtures', 'pruefstand.csv');

describe.each(themes)('the %s theme', (theme) => {
  const app = useApp();
  const page = (): Page => app().page;

  beforeAll(async () => {
    await engineReady(page());
    await page().getByRole('radio', { name: theme, exact: true }).click();
    await page().waitForFunction(
      (dark) => matchMedia('(prefers-color-scheme: dark)').matches === dark,
      theme === 'Dark',
    );
  });

  it('has no violations without a table', async () => {
    expect(await violations(page())).toEqual([]);
  });

  it('has no violations with the palette open', async () => {
    await page().keyboard.press('Control+k');
    await page().getByRole('dialog', { name: 'Commands' }).waitFor();
    expect(await violations(page())).toEqual([]);
    await page().keyboard.press('Escape');
    await page().getByRole('dialog').waitFor({ state: 'detached' });
  });

  it('has no violations when a file is refused', async () => {
    await dropFile(page(), join(root, 'build', 'icon.png'));
    await room(page(), 'Notices').getByRole('alert').waitFor();
    expect(await violations(page())).toEqual([]);
    await button(page(), 'Dismiss').click();
  });

  it('has no violations in the preview of a table with problems', async () => {
    await dropFile(page(), messy);
    await previewOf(page(), 'pruefstand.csv').waitFor();
    await previewOf(page(), 'pruefstand.csv')
      .getByLabel('Delimiter', { exact: true })
      .selectOption('Semicolon');
    await page().getByText('set by you').waitFor();
    expect(await violations(page())).toEqual([]);
  });

  it('has no violations in the workbench', async () => {
    await loadTable(page());
    expect(await violations(page())).toEqual([]);
  });

  it('has no violations in the dialog of all columns and in the matrix of inputs', async () => {
    await button(page(), 'All columns').click();
    await page().getByRole('dialog', { name: 'All columns' }).waitFor();
    expect(await violations(page())).toEqual([]);
    await page().keyboard.press('Escape');
    await page().getByRole('dialog').waitFor({ state: 'detached' });
    await page().getByRole('radio', { name: 'Matrix of inputs' }).click();
    expect(await violations(page())).toEqual([]);
  });

  it('has no violations in the list of edges', async () => {
    await page().getByRole('radio', { name: 'List of edges' }).click();
    expect(await violations(page())).toEqual([]);
    await page().getByRole('radio', { name: 'Graph', exact: true }).click();
    await graph(page()).waitFor();
  });

  it('has no violations with an edge open', async () => {
    const { x, y } = await edgePosition(page(), 'e0-0-0');
    await page().mouse.click(x, y);
    await room(page(), 'Inspector').getByRole('table', { name: 'Values of the spline' }).waitFor();
    expect(await violations(page())).toEqual([]);
  });

  it('has no violations during and after training', async () => {
    await chooseLongRun(page());
    await button(page(), 'Train').click();
    await waitForStep(page(), 5);
    expect(await violations(page())).toEqual([]);
    await button(page(), 'Stop').click();
    await waitForStatus(page(), 'Stopped');
    expect(await violations(page())).toEqual([]);
  });

  it('has no violations where a change must be confirmed', async () => {
    await openTab(page(), 'Network');
    await room(page(), 'Network set-up').getByLabel('Grid G', { exact: true }).fill('6');
    await button(page(), 'Apply').waitFor();
    expect(await violations(page())).toEqual([]);
    await button(page(), 'Revert').click();
  });

  it('has no violations in any panel behind a tab', async () => {
    for (const tab of ['History', 'Formulas', 'Evaluation', 'Predict', 'Log']) {
      await openTab(page(), tab);
      expect(await violations(page()), tab).toEqual([]);
    }
  });

  it('has no violations in the sheet of shortcuts and with two revisions side by side', async () => {
    await page().keyboard.press('?');
    await page().getByRole('dialog', { name: 'Keyboard shortcuts' }).waitFor();
    expect(await violations(page())).toEqual([]);
    await page().keyboard.press('Escape');
    // A run of Adam that was stopped early may have left nothing better than what was before.
    await openTab(page(), 'Training');
    await room(page(), 'Training').getByRole('radio', { name: 'L-BFGS', exact: true }).click();
    await room(page(), 'Training').getByLabel('Steps', { exact: true }).fill('5');
    await button(page(), 'Train').click();
    await waitForStatus(page(), 'Finished');
    await page().keyboard.press('Control+k');
    await page().keyboard.type('compare');
    await page().keyboard.press('Enter');
    const compare = page().getByRole('dialog', { name: 'Compare two revisions' });
    await compare
      .getByRole('row', { name: /, test/ })
      .first()
      .waitFor();
    expect(await violations(page())).toEqual([]);
    await page().keyboard.press('Escape');
  });
});

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
    for (let role = 0; role < 3; role++) await page().keyboard.press('ArrowRight');
    await expect.poll(() => focused(page())).toBe('radio Ignore');
    await expect.poll(() => graph(page()).getAttribute('aria-label')).toMatch(/^Network graph: 1 → 5 → 1/);
    for (let role = 0; role < 3; role++) await page().keyboard.press('ArrowLeft');
    await expect.poll(() => graph(page()).getAttribute('aria-label')).toMatch(/^Network graph: 2 → 5 → 1/);

    await page().keyboard.press('Alt+2');
    await tabTo(page(), 'textbox', 'Layer 1');
    await page().keyboard.press('ArrowDown');
    await expect.poll(() => graph(page()).getAttribute('aria-label')).toMatch(/^Network graph: 2 → 4 → 1/);
  });

  it('trains, pauses, steps, stops', async () => {
    const optimizers = room(page(), 'Training').getByRole('radiogroup', { name: 'Optimiser' });
    const chosen = optimizers.getByRole('radio', { checked: true });
    await tabTo(page(), 'radio', (await chosen.innerText()).trim());
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

describe.each([
  { width: 1024, height: 640 },
  { width: 1440, height: 900 },
  { width: 2560, height: 1440 },
])('a window of $width × $height', ({ width, height }) => {
  const app = useApp();
  const page = (): Page => app().page;

  beforeAll(async () => {
    await engineReady(page());
    await resize(app(), width, height);
  });

  it('shows the whole start page', async () => {
    await page().getByRole('button', { name: 'Hello, KAN' }).waitFor();
    expect(await layoutFaults(page())).toEqual([]);
    expect(await isInView(page(), button(page(), 'Open a table'))).toBe(true);
  });

  it('shows the whole preview', async () => {
    await dropFile(page(), messy);
    await previewOf(page(), 'pruefstand.csv').waitFor();
    expect(await layoutFaults(page())).toEqual([]);
    expect(await isInView(page(), button(page(), 'Load the table'))).toBe(true);
    await button(page(), 'Cancel').click();
  });

  it('shows the whole workbench before, during and after training, with an edge open', async () => {
    await openSample(page(), 'Hello, KAN');
    expect(await layoutFaults(page())).toEqual([]);
    expect(await isInView(page(), button(page(), 'Train'))).toBe(true);

    await chooseLongRun(page());
    await button(page(), 'Train').click();
    await waitForStep(page(), 5);
    expect(await layoutFaults(page())).toEqual([]);
    for (const control of ['Pause', 'Step', 'Stop'])
      expect(await isInView(page(), button(page(), control))).toBe(true);

    await button(page(), 'Stop').click();
    await waitForStatus(page(), 'Stopped');
    const { x, y } = await edgePosition(page(), 'e0-0-0');
    await page().mouse.click(x, y);
    await room(page(), 'Inspector').getByRole('heading', { name: 'x1 → h₁,₁' }).waitFor();
    expect(await layoutFaults(page())).toEqual([]);
  });
});

describe('a small window at 200 % zoom, with reduced motion', () => {
  const app = useApp();
  const page = (): Page => app().page;

  it('cuts nothing off, and every control can be reached', async () => {
    await engineReady(page());
    await resize(app(), 1024, 640);
    await page().emulateMedia({ reducedMotion: 'reduce' });
    await app().electron.evaluate(({ BrowserWindow }) => {
      for (const window of BrowserWindow.getAllWindows()) window.webContents.setZoomFactor(2);
    });
    await page().waitForFunction(() => innerWidth <= 512);
    await openSample(page(), 'Hello, KAN');
    expect(await layoutFaults(page())).toEqual([]);

    await button(page(), 'Train').click();
    await waitForStatus(page(), 'Finished', 120_000);
    expect(await layoutFaults(page())).toEqual([]);
    for (const control of ['Train', 'Strongest edge', 'Zoom in']) {
      await button(page(), control).scrollIntoViewIfNeeded();
      expect(await isInView(page(), button(page(), control))).toBe(true);
    }
    await button(page(), 'Strongest edge').click();
    await room(page(), 'Inspector').getByText('Candidates').waitFor();
    expect(await layoutFaults(page())).toEqual([]);
  });

  it('has no animations', async () => {
    await page().keyboard.press('Control+k');
    const moving = await page().evaluate(
      () =>
        document.getAnimations().filter(({ effect }) => Number(effect?.getComputedTiming().duration ?? 0) > 1)
          .length,
    );
    expect(moving).toBe(0);
  });
});

/** Violations of WCAG 2.1 A and AA and of axe's best practice; one line each. */
async function violations(page: Page): Promise<string[]> {
  await settled(page);
  const found = await new AxeBuilder({ page })
    // Electron opens no second page for axe to gather results in.
    .setLegacyMode(true)
    .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'best-practice'])
    .analyze();
  return found.violations.map(
    ({ id, nodes }) =>
      `${id}: ${nodes.map(({ target, any }) => `${target.join(' ')} ${any[0]?.message ?? ''}`).join('; ')}`,
  );
}

/** Waits until nothing fades or slides any more: colours in between are no one's choice. */
async function settled(page: Page): Promise<void> {
  await page.waitForFunction(() =>
    document.getAnimations().every(({ playState }) => playState !== 'running'),
  );
}

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

async function isInView(page: Page, locator: ReturnType<typeof button>): Promise<boolean> {
  const box = await locator.boundingBox();
  const [width, height] = await page.evaluate(() => [innerWidth, innerHeight] as const);
  return (
    box !== null && box.x >= 0 && box.y >= 0 && box.x + box.width <= width && box.y + box.height <= height
  );
}

/** Text that is cut off, and a page that is wider than its window. */
async function layoutFaults(page: Page): Promise<string[]> {
  await settled(page);
  const wider = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  return [
    ...(wider > 0 ? [`the page is ${wider} px wider than the window`] : []),
    ...(await clippedText(page)),
  ];
}
