/** Constants, powers and roots. Each one's name is its formula in x; only the root has a word for a name. */
import type { ComposedFunction, FunctionRecord } from './record.ts';

/** In pykan's order. */
export const powers = {
  '0': {
    complexity: 0,
    value: () => 0,
    derivative: () => 0,
    kernel: { value: '0', slope: '0' },
  },
  x: {
    complexity: 1,
    value: (x) => x,
    derivative: () => 1,
    kernel: { value: 't', slope: '1' },
  },
  'x^2': {
    complexity: 2,
    value: (x) => x * x,
    derivative: (x) => 2 * x,
    kernel: { value: 't * t', slope: '2 * t' },
  },
  'x^3': {
    complexity: 3,
    value: (x) => x * x * x,
    derivative: (x) => 3 * x * x,
    kernel: { value: 't * t * t', slope: '3 * t * t' },
  },
  'x^4': {
    complexity: 3,
    value: (x) => (x * x) ** 2,
    derivative: (x) => 4 * x * x * x,
    kernel: { value: 't * t * (t * t)', slope: '4 * t * t * t' },
  },
  'x^5': {
    complexity: 3,
    value: (x) => x * (x * x) ** 2,
    derivative: (x) => 5 * (x * x) ** 2,
    kernel: { value: 't * (t * t * (t * t))', slope: '5 * (t * t * (t * t))' },
  },
  '1/x': {
    complexity: 2,
    value: (x) => 1 / x,
    derivative: (x) => -1 / (x * x),
    kernel: { value: '1 / t', slope: '-1 / (t * t)' },
  },
  '1/x^2': {
    complexity: 2,
    value: (x) => 1 / (x * x),
    derivative: (x) => -2 / (x * x * x),
    kernel: { value: '1 / (t * t)', slope: '-2 / (t * t * t)' },
  },
  '1/x^3': {
    complexity: 3,
    value: (x) => 1 / (x * x * x),
    derivative: (x) => -3 / (x * x) ** 2,
    kernel: { value: '1 / (t * t * t)', slope: '-3 / (t * t * (t * t))' },
  },
  '1/x^4': {
    complexity: 4,
    value: (x) => 1 / (x * x) ** 2,
    derivative: (x) => -4 / (x * (x * x) ** 2),
    kernel: { value: '1 / (t * t * (t * t))', slope: '-4 / (t * (t * t * (t * t)))' },
  },
  '1/x^5': {
    complexity: 5,
    value: (x) => 1 / (x * (x * x) ** 2),
    derivative: (x) => -5 / (x * x) ** 3,
    kernel: { value: '1 / (t * (t * t * (t * t)))', slope: '-5 / (t * t * t * (t * t * t))' },
  },
  sqrt: {
    formula: 'x^0.5',
    secondNames: ['x^0.5'],
    complexity: 2,
    value: Math.sqrt,
    derivative: (x) => 0.5 / Math.sqrt(x),
    kernel: { value: 'Math.sqrt(t)', slope: '0.5 / Math.sqrt(t)' },
  },
  'x^1.5': {
    complexity: 4,
    value: (x) => x * Math.sqrt(x),
    derivative: (x) => 1.5 * Math.sqrt(x),
    kernel: { value: 't * Math.sqrt(t)', slope: '1.5 * Math.sqrt(t)' },
  },
  '1/sqrt(x)': {
    secondNames: ['1/x^0.5'],
    complexity: 2,
    value: (x) => 1 / Math.sqrt(x),
    derivative: (x) => -0.5 / (x * Math.sqrt(x)),
    kernel: { value: '1 / Math.sqrt(t)', slope: '-0.5 / (t * Math.sqrt(t))' },
  },
} as const satisfies Readonly<Record<string, FunctionRecord | ComposedFunction>>;
