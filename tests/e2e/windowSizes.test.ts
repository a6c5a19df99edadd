/** Windows small and large, and zoomed: nothing is cut off. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Locator, Page } from 'playwright-core';
import { afterAll, describe, expect, it } from 'vitest';
import { root, useApp } from '../support/app.ts';
import { button, edgePosition, previewOf, room } from '../support/shown.ts';
import {
  dropFile,
  engineReady,
  openSample,
  openTab,
  replaceTable,
  resize,
  startLongRun,
  waitForStatus,
} from '../support/story.ts';
import { useFolder } from '../support/folder.ts';
import { clippedText } from '../support/clippedText.ts';
import { settled } from '../support/settled.ts';

const sizes = [
  { width: 1024, height: 640 },
  { width: 1440, height: 900 },
  { width: 2560, height: 1440 },
];

const messy = join(root, 'tests', 'fixtures', 'pruefstand.csv');

const app = useApp();
const page = (): Page => app().page;

describe('the window at three sizes', () => {
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
      await startLongRun(page(), 5);
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

describe('a small window without scrolling', () => {
  const folder = useFolder('all tests');

  /** The middle of it is on top, so that it is neither scrolled away nor covered. */
  const isSeen = (locator: Locator): Promise<boolean> =>
    locator.evaluate((element) => {
      const { x, y, width, height } = element.getBoundingClientRect();
      const top = document.elementFromPoint(x + width / 2, y + height / 2);
      return top !== null && element.contains(top);
    });
  const expectSeen = (locator: Locator): Promise<void> => expect.poll(() => isSeen(locator)).toBe(true);

  it('shows the confusion matrix with the threshold, and what it says', async () => {
    const rows = Array.from({ length: 200 }, (_, i) => {
      const [a, b] = [Math.sin(7 * i), Math.cos(11 * i)];
      return `${a.toFixed(3)},${b.toFixed(3)},${a + b * b + 0.3 * Math.sin(i * i) > 0.5 ? 'on' : 'off'}`;
    });
    writeFileSync(folder('state.csv'), ['a,b,state', ...rows].join('\n'));
    await replaceTable(page(), folder('state.csv'));
    await room(page(), 'Training').getByRole('radio', { name: 'Automatic', exact: true }).click();
    await button(page(), 'Train').click();
    await waitForStatus(page(), 'Finished');
    await resize(app(), 1024, 640);
    await openTab(page(), 'Evaluation');
    const evaluation = room(page(), 'Evaluation');
    await expectSeen(evaluation.getByRole('slider'));
    await expectSeen(evaluation.getByRole('table').locator('td.number').last());
    await expectSeen(evaluation.getByLabel('At this threshold').getByText('Accuracy'));
    expect(await clippedText(page())).toEqual([]);
  });

  it('shows the picture of the models before the sentence about them', async () => {
    await openTab(page(), 'Training');
    const training = room(page(), 'Training');
    await expectSeen(training.getByRole('img').locator('.mark').first());
    const sentence = training.getByRole('region', { name: 'Chart of the run' }).getByRole('status');
    const top = async (of: Locator): Promise<number> => (await of.boundingBox())?.y ?? NaN;
    expect(await top(sentence)).toBeGreaterThan(await top(training.getByRole('figure')));
    expect(await clippedText(page())).toEqual([]);
  });

  it('shows five candidates for an edge', async () => {
    await button(page(), 'Strongest spline').click();
    const candidates = room(page(), 'Inspector').getByRole('option');
    await candidates.nth(4).waitFor();
    await expectSeen(candidates.nth(4));
  });
});

describe('a small window at 200 % zoom, with reduced motion', () => {
  // From the start page.
  const app = useApp();
  const page = (): Page => app().page;
  // What the window waits for stands beside the name of the table, and shortens it for as long.
  const nothingIsCut = (): Promise<void> => expect.poll(() => layoutFaults(page())).toEqual([]);

  it('cuts nothing off, and every control can be reached', async () => {
    await engineReady(page());
    await resize(app(), 1024, 640);
    await page().emulateMedia({ reducedMotion: 'reduce' });
    await app().electron.evaluate(({ BrowserWindow }) => {
      for (const window of BrowserWindow.getAllWindows()) window.webContents.setZoomFactor(2);
    });
    await page().waitForFunction(() => innerWidth <= 512);
    await openSample(page(), 'Hello, KAN');
    await nothingIsCut();

    await button(page(), 'Train').click();
    await waitForStatus(page(), 'Finished', 120_000);
    await nothingIsCut();
    for (const control of ['Train', 'Strongest spline', 'Zoom in']) {
      await button(page(), control).scrollIntoViewIfNeeded();
      expect(await isInView(page(), button(page(), control))).toBe(true);
    }
    await button(page(), 'Strongest spline').click();
    await room(page(), 'Inspector').getByText('Candidates').waitFor();
    await nothingIsCut();
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
