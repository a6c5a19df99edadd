/** The look that the window has: without it a test would see other colours and sizes. */
import '@fontsource-variable/inter/index.css';
import '../../../renderer/styles/tokens.css';
import '../../../renderer/styles/base.css';
import { expect } from 'vitest';

export function useTheme(theme: 'light' | 'dark'): void {
  document.documentElement.dataset['theme'] = theme;
}

/** Waits until colours and sizes no longer move. An animation that is cancelled, as where its element goes, has ended too. */
export async function animationsEnd(): Promise<void> {
  await expect.poll(() => document.getAnimations(), { timeout: 15_000 }).toEqual([]);
}
