/** The link from a term to its place in the guide: the window provides it, and every explanation of a term uses it. */
import { getContext, setContext } from 'svelte';

type OpenGuide = (section: string) => void;
const KEY = Symbol('guide');

export function provideGuide(open: OpenGuide): void {
  setContext(KEY, open);
}

/** @returns what opens the guide at a section; undefined outside the window, as in tests of a single component. */
export function readGuide(): OpenGuide | undefined {
  return getContext<OpenGuide | undefined>(KEY);
}

/** Sections of docs/guide/index.html by the words that stand beside a question mark. */
const SECTIONS: readonly (readonly [RegExp, string])[] = [
  [/^(layers|shape)$/i, 'node'],
  [/grid/i, 'grid'],
  [/order/i, 'order'],
  [/seed|start over/i, 'seed'],
  [/λ$|spars/i, 'lambda'],
  [/^preset$/i, 'presets'],
  [/optimi[sz]er|learning rate|batch|steps/i, 'optimisers'],
  [/device/i, 'devices'],
  [/error|r²|accuracy|how good/i, 'rmse'],
  [/importance|score/i, 'score'],
  [/scaling/i, 'scaling'],
  [/validation|test|split/i, 'split'],
  [/missing/i, 'missing'],
  [/refine|expand|swap|change|depth|width/i, 'edits'],
  [/prune|refit|hide/i, 'prune'],
  [/formula|pareto|digits/i, 'formula'],
  [/profiler|band/i, 'profiler'],
];

/** The section that explains a term; the list of terms for all others. */
export function sectionOf(term: string): string {
  return SECTIONS.find(([words]) => words.test(term))?.[1] ?? 'terms';
}
