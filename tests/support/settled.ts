/** Waits until a page is drawn. */
import type { Page } from 'playwright-core';

/** Waits until the page is drawn at its size and nothing fades or slides any more: colours in between are no one's choice. */
export async function settled(page: Page): Promise<void> {
  await page.evaluate(
    () => new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn))),
  );
  await page.waitForFunction(() =>
    document.getAnimations().every(({ playState }) => playState !== 'running'),
  );
}
