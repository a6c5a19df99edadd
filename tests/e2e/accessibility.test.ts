/** That everyone can use it: contrast and names by axe, the main job by keys alone, windows small and large. */
import { join } from 'node:path';
import axe from 'axe-core';
import type { Page } from 'playwright-core';
import { afterAll, describe, expect, it } from 'vitest';
import { root, useApp } from '../support/app.ts';
import { axeOptions, violationLines } from '../support/axe.ts';
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

const themes = ['light', 'dark'] as const;
const sizes = [
  { width: 1024, height: 640 },
  { width: 1440, height: 900 },
  { width: 2560, height: 1440 },
];
const messy = join(root, 'tests', 'fixtures', 'pruefstand.csv');

describe('accessibility in both themes', () => {
  const app = useApp();
  const page = (): Page => app().page;
  const closeDialog = async (): Promise<void> => {
    await page().keyboard.press('Escape');
    await page().getByRole('dialog').waitFor({ state: 'detached' });
  };

  /** A state of the window, checked in each theme: to reach a state takes longer than to change the theme. */
  function check(state: string, reach: () => Promise<void>, leave?: () => Promise<void>): void {
    describe(state, () => {
      it('can be reached', reach);
      if (leave !== undefined) afterAll(leave);
      it.each(themes)('has no violations in the %s theme', async (theme) => {
        await page().evaluate((wanted) => window.studio.app.setTheme(wanted), theme);
        await page().waitForFunction(
          (dark) => matchMedia('(prefers-color-scheme: dark)').matches === dark,
          theme === 'dark',
        );
        expect(await violations(page())).toEqual([]);
      });
    });
  }

  check('without a table', () => engineReady(page()));

  check(
    'a differential equation',
    async () => {
      await page()
        .getByRole('button', { name: /^Your own equation/ })
        .click();
      await page().getByRole('textbox', { name: 'Equations, one a line' }).waitFor();
    },
    () => button(page(), 'Back').click(),
  );

  check(
    'with the palette open',
    async () => {
      await page().keyboard.press('Control+k');
      await page().getByRole('dialog', { name: 'Commands' }).waitFor();
    },
    closeDialog,
  );

  check(
    'when a file is refused',
    async () => {
      await dropFile(page(), join(root, 'build', 'icon.png'));
      await room(page(), 'Notices').getByRole('alert').waitFor();
    },
    () => button(page(), 'Dismiss').click(),
  );

  check('the preview of a table with problems', async () => {
    await dropFile(page(), messy);
    await previewOf(page(), 'pruefstand.csv').waitFor();
    await previewOf(page(), 'pruefstand.csv')
      .getByLabel('Delimiter', { exact: true })
      .selectOption('Semicolon');
    await page().getByText('set by you').waitFor();
  });

  check('the workbench', () => loadTable(page()));

  check(
    'the dialog of all columns',
    async () => {
      await button(page(), 'All columns').click();
      await page().getByRole('dialog', { name: 'All columns' }).waitFor();
    },
    closeDialog,
  );

  check('the matrix of inputs', () => page().getByRole('radio', { name: 'Matrix of inputs' }).click());

  check(
    'the list of edges',
    () => page().getByRole('radio', { name: 'List of edges' }).click(),
    async () => {
      await page().getByRole('radio', { name: 'Graph', exact: true }).click();
      await graph(page()).waitFor();
    },
  );

  check('with an edge open', async () => {
    const { x, y } = await edgePosition(page(), 'e0-0-0');
    await page().mouse.click(x, y);
    await room(page(), 'Inspector').getByRole('table', { name: 'Values of the spline' }).waitFor();
  });

  check('during training', async () => {
    await chooseLongRun(page());
    await button(page(), 'Train').click();
    await waitForStep(page(), 5);
  });

  check('after training', async () => {
    await button(page(), 'Stop').click();
    await waitForStatus(page(), 'Stopped');
  });

  check(
    'where a change must be confirmed',
    async () => {
      await openTab(page(), 'Network');
      await room(page(), 'Network set-up').getByLabel('Grid G', { exact: true }).fill('6');
      await button(page(), 'Apply').waitFor();
    },
    () => button(page(), 'Revert').click(),
  );

  for (const tab of ['History', 'Formulas', 'Evaluation', 'Predict', 'Log'])
    check(`the panel ${tab}`, () => openTab(page(), tab));

  check(
    'the sheet of shortcuts',
    async () => {
      await page().keyboard.press('?');
      await page().getByRole('dialog', { name: 'Keyboard shortcuts' }).waitFor();
    },
    closeDialog,
  );

  check('two revisions side by side', async () => {
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

describe('the window at three sizes', () => {
  const app = useApp();
  const page = (): Page => app().page;

  /** A state of the window, checked at each size; `act` is done at each. */
  function check(
    state: string,
    controls: readonly string[],
    steps: { reach: () => Promise<void>; act?: () => Promise<void>; leave?: () => Promise<void> },
  ): void {
    describe(state, () => {
      it('can be reached', steps.reach);
      if (steps.leave !== undefined) afterAll(steps.leave);
      it.each(sizes)('is shown whole at $width × $height', async ({ width, height }) => {
        await resize(app(), width, height);
        await steps.act?.();
        expect(await layoutFaults(page())).toEqual([]);
        for (const control of controls)
          expect(await isInView(page(), button(page(), control)), control).toBe(true);
      });
    });
  }

  check('the start page', ['Open a table'], {
    reach: async () => {
      await engineReady(page());
      await page().getByRole('button', { name: 'Hello, KAN' }).waitFor();
    },
  });

  check('the preview', ['Load the table'], {
    reach: async () => {
      await dropFile(page(), messy);
      await previewOf(page(), 'pruefstand.csv').waitFor();
    },
    leave: () => button(page(), 'Cancel').click(),
  });

  check('the workbench before training', ['Train'], { reach: () => openSample(page(), 'Hello, KAN') });

  check('the workbench during training', ['Pause', 'Step', 'Stop'], {
    reach: async () => {
      await chooseLongRun(page());
      await button(page(), 'Train').click();
      await waitForStep(page(), 5);
    },
  });

  check('the workbench after training, with an edge open', [], {
    reach: async () => {
      await button(page(), 'Stop').click();
      await waitForStatus(page(), 'Stopped');
    },
    act: async () => {
      const { x, y } = await edgePosition(page(), 'e0-0-0');
      await page().mouse.click(x, y);
      await room(page(), 'Inspector').getByRole('heading', { name: 'x1 → h₁,₁' }).waitFor();
    },
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

/** One line for each rule of accessibility that the page breaks. */
async function violations(page: Page): Promise<string[]> {
  await settled(page);
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(axe.source);
  const found = await page.evaluate(
    (options) =>
      (window as unknown as { axe: typeof axe }).axe.run(options).then((result) => result.violations),
    axeOptions,
  );
  return violationLines(found);
}

/** Waits until the page is drawn at its size and nothing fades or slides any more: colours in between are no one's choice. */
async function settled(page: Page): Promise<void> {
  await page.evaluate(
    () => new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn))),
  );
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
  const [wider, taller] = await page.evaluate(() => {
    const { scrollWidth, scrollHeight } = document.documentElement;
    return [scrollWidth - innerWidth, scrollHeight - innerHeight];
  });
  return [
    ...(wider > 0 ? [`the page is ${wider} px wider than the window`] : []),
    ...(taller > 0 ? [`the page is ${taller} px taller than the window, so that it moves as a whole`] : []),
    ...(await clippedText(page)),
  ];
}
