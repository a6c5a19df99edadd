/** Finds text that is cut off on screen. */
import type { Page } from 'playwright-core';

/**
 * Text whose lines reach beyond a box that hides what overflows it (scrolling boxes aside: what they hide can be
 * reached), or beyond the window; and what stands in a field that is too narrow for it. Text for screen readers alone is
 * passed over.
 *
 * @returns one line for each: the text, and how far it is cut
 */
export function clippedText(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const tolerance = 1.5;
    const faults: string[] = [];
    const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node = texts.nextNode(); node; node = texts.nextNode()) {
      const text = (node.textContent ?? '').trim();
      const parent = node.parentElement;
      if (text === '' || !parent || parent.closest('.visually-hidden, .katex-mathml, option, script, style'))
        continue;
      if (!parent.checkVisibility({ visibilityProperty: true })) continue;
      const range = document.createRange();
      range.selectNodeContents(node);
      const box = range.getBoundingClientRect();
      const cut = cutBy(box, parent);
      if (cut > tolerance) faults.push(`“${text.slice(0, 60)}” is cut by ${Math.round(cut)} px`);
    }
    const typed = 'input:not([type=range], [type=checkbox], [type=radio], [type=file])';
    for (const field of document.querySelectorAll<HTMLInputElement>(typed)) {
      const cut = field.checkVisibility() ? field.scrollWidth - field.clientWidth : 0;
      if (cut > tolerance) faults.push(`“${field.value.slice(0, 60)}” is cut by ${cut} px in its field`);
    }
    return faults;

    function cutBy(box: DOMRect, from: Element): number {
      let most = 0;
      let [x, y] = [true, true];
      for (let element: Element | null = from; element; element = element.parentElement) {
        const { overflowX, overflowY, display } = getComputedStyle(element);
        if (display === 'inline' || display === 'contents') continue;
        const { left, right, top, bottom } = element.getBoundingClientRect();
        if (x && (overflowX === 'hidden' || overflowX === 'clip'))
          most = Math.max(most, left - box.left, box.right - right);
        if (y && (overflowY === 'hidden' || overflowY === 'clip'))
          most = Math.max(most, top - box.top, box.bottom - bottom);
        if (overflowX === 'auto' || overflowX === 'scroll') x = false;
        if (overflowY === 'auto' || overflowY === 'scroll') y = false;
      }
      if (x) most = Math.max(most, -box.left, box.right - innerWidth);
      if (y) most = Math.max(most, -box.top, box.bottom - innerHeight);
      return most;
    }
  });
}
