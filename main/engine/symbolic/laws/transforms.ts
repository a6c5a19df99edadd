/** Functions T of the target: T(y) may be a plain sum or product where y is not. Each with what undoes it. */
import { call, power, type Expression } from '../../../../shared/expression/tree.ts';

export interface Transform {
  readonly name: string;
  readonly value: (y: number) => number;
  readonly slope: (y: number) => number;
  /** Whether the target may have these values: T has one inverse there. */
  readonly takes: (low: number, high: number) => boolean;
  /** y of T(y). */
  readonly inverse: (of: Expression) => Expression;
  /** What the inverse adds to a formula's complexity. */
  readonly complexity: number;
}

const largestExponent = 30;

export const transforms: readonly Transform[] = [
  { name: 'y', value: (y) => y, slope: () => 1, takes: () => true, inverse: (of) => of, complexity: 0 },
  {
    name: '1/y',
    value: (y) => 1 / y,
    slope: (y) => -1 / (y * y),
    takes: (low, high) => low > 0 || high < 0,
    inverse: (of) => power(of, -1),
    complexity: 2,
  },
  {
    name: 'y²',
    value: (y) => y * y,
    slope: (y) => 2 * y,
    takes: (low) => low >= 0,
    inverse: (of) => power(of, 0.5),
    complexity: 2,
  },
  {
    name: '1/y²',
    value: (y) => 1 / (y * y),
    slope: (y) => -2 / y ** 3,
    takes: (low) => low > 0,
    inverse: (of) => power(of, -0.5),
    complexity: 2,
  },
  {
    name: '√y',
    value: Math.sqrt,
    slope: (y) => 0.5 / Math.sqrt(y),
    takes: (low) => low > 0,
    inverse: (of) => power(of, 2),
    complexity: 2,
  },
  {
    name: 'log y',
    value: Math.log,
    slope: (y) => 1 / y,
    takes: (low) => low > 0,
    inverse: (of) => call('exp', of),
    complexity: 2,
  },
  {
    name: 'exp y',
    value: Math.exp,
    slope: Math.exp,
    takes: (low, high) => high - low < largestExponent && Math.abs(high) < largestExponent,
    inverse: (of) => call('log', of),
    complexity: 2,
  },
  {
    name: 'sin y',
    value: Math.sin,
    slope: Math.cos,
    takes: (low, high) => low >= -Math.PI / 2 && high <= Math.PI / 2 && high - low > 0.1,
    inverse: (of) => call('arcsin', of),
    complexity: 4,
  },
  {
    name: 'cos y',
    value: Math.cos,
    slope: (y) => -Math.sin(y),
    takes: (low, high) => low >= 0 && high <= Math.PI && high - low > 0.1,
    inverse: (of) => call('arccos', of),
    complexity: 4,
  },
  {
    name: 'tan y',
    value: Math.tan,
    slope: (y) => 1 / Math.cos(y) ** 2,
    takes: (low, high) => low > -Math.PI / 2 && high < Math.PI / 2 && high - low > 0.1,
    inverse: (of) => call('arctan', of),
    complexity: 4,
  },
];
