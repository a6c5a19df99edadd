/** Files of component tests share one page: each test gets the look of the window, and leaves nothing behind for the next one. */
import { afterEach, beforeEach, expect, vi } from 'vitest';
import { cleanup } from 'vitest-browser-svelte/pure';
import { page } from 'vitest/browser';
import { beginTest, leftBehind } from './left-behind.ts';
import './styles.ts';

const { innerWidth: width, innerHeight: height } = window;

beforeEach(() => {
  // What an earlier test had the page remember is forgotten.
  localStorage.clear();
  beginTest();
});

afterEach(async () => {
  cleanup();
  delete document.documentElement.dataset['theme'];
  vi.restoreAllMocks();
  if (innerWidth !== width || innerHeight !== height) await page.viewport(width, height);
  await vi.waitFor(() => expect(leftBehind(), 'what the test leaves behind').toEqual([]), 5_000);
});
