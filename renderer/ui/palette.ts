/** Colours of the tokens as a canvas needs them. */

const TOKENS = {
  paper: '--paper',
  surface: '--surface',
  raised: '--raised',
  line: '--line',
  lineStrong: '--line-strong',
  ink: '--ink',
  ink2: '--ink-2',
  ink3: '--ink-3',
  accent: '--accent',
  accentSoft: '--accent-soft',
  train: '--data-train',
  validation: '--data-validation',
  symbolic: '--data-symbolic',
  quiet: '--data-quiet',
  run1: '--run-1',
  run2: '--run-2',
  run3: '--run-3',
  run4: '--run-4',
  run5: '--run-5',
} as const;

export type Palette = Readonly<Record<keyof typeof TOKENS, string>>;

/**
 * The tokens' values at `host` under the present theme: `light-dark()` has a value only as the colour of an element.
 */
export function readPalette(host: HTMLElement): Palette {
  const probe = host.ownerDocument.createElement('i');
  host.append(probe);
  const entries = Object.entries(TOKENS).map(([name, token]) => {
    probe.style.color = `var(${token})`;
    return [name, getComputedStyle(probe).color];
  });
  probe.remove();
  return Object.fromEntries(entries) as Palette;
}

/** Calls back whenever the theme changes, by the person or by the system. @returns a function that ends it. */
export function onThemeChange(listener: () => void): () => void {
  const observer = new MutationObserver(listener);
  observer.observe(document.documentElement, { attributes: true, attributeFilter: ['data-theme'] });
  const media = matchMedia('(prefers-color-scheme: dark)');
  media.addEventListener('change', listener);
  return () => {
    observer.disconnect();
    media.removeEventListener('change', listener);
  };
}

/**
 * Does work while the page is light, for a picture on white paper. What is painted on a canvas follows the theme in microtasks:
 * they run before the window is shown again, so that nobody sees the change.
 */
export async function inLightTheme<Made>(work: () => Made): Promise<Made> {
  const { dataset } = document.documentElement;
  const { theme } = dataset;
  if (theme === undefined ? !matchMedia('(prefers-color-scheme: dark)').matches : theme === 'light')
    return work();
  dataset['theme'] = 'light';
  try {
    // The observer of the theme, what it makes anew, and what that paints later.
    for (let turn = 0; turn < 4; turn++) await Promise.resolve();
    return work();
  } finally {
    if (theme === undefined) delete dataset['theme'];
    else dataset['theme'] = theme;
  }
}
