/** Functions with a name of their own that are made of elementary ones. */
import type { ComposedFunction } from './record.ts';

export const composed = {
  gaussian: {
    formula: 'exp(-x^2)',
    complexity: 3,
    value: (x) => Math.exp(-x * x),
    derivative: (x) => -2 * x * Math.exp(-x * x),
    kernel: { value: 'Math.exp(-t * t)', slope: '-2 * t * Math.exp(-t * t)' },
    search: 'local',
  },
} as const satisfies Readonly<Record<string, ComposedFunction>>;

/** What else a person may type in a formula, and what it stands for. */
export const shorthands: Readonly<Record<string, string>> = {
  cbrt: `sgn(x)*abs(x)^${1 / 3}`,
  log10: `log(x)/${Math.LN10}`,
  log2: `log(x)/${Math.LN2}`,
};
