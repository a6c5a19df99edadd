/** Functions T of the target, each with its inverse: T(y) may be a plain sum or product where y is not. */
import { elementaryFunctions, type FunctionName } from '../../../../shared/functions/functions.ts';
import { call, power, type Expression } from '../../../../shared/expression/tree.ts';

export interface Transform {
  readonly name: string;
  readonly value: (y: number) => number;
  readonly slope: (y: number) => number;
  /** Whether T has one inverse for these values of the target. */
  readonly takes: (low: number, high: number) => boolean;
  /** T(y) of y. */
  readonly forward: (of: Expression) => Expression;
  /** y of T(y). */
  readonly inverse: (of: Expression) => Expression;
  /** What the inverse adds to a formula's complexity. */
  readonly complexity: number;
}

const largestExponent = 30;
/** A target with a smaller variation is not treated as an angle. */
const leastArc = 0.1;

export const transforms: readonly Transform[] = [
  {
    name: 'y',
    value: (y) => y,
    slope: () => 1,
    takes: () => true,
    forward: (of) => of,
    inverse: (of) => of,
    complexity: 0,
  },
  {
    name: '1/y',
    value: (y) => 1 / y,
    slope: (y) => -1 / (y * y),
    takes: (low, high) => low > 0 || high < 0,
    forward: (of) => power(of, -1),
    inverse: (of) => power(of, -1),
    complexity: 2,
  },
  {
    name: 'y²',
    value: (y) => y * y,
    slope: (y) => 2 * y,
    takes: (low) => low >= 0,
    forward: (of) => power(of, 2),
    inverse: (of) => power(of, 0.5),
    complexity: 2,
  },
  {
    name: '1/y²',
    value: (y) => 1 / (y * y),
    slope: (y) => -2 / y ** 3,
    takes: (low) => low > 0,
    forward: (of) => power(of, -2),
    inverse: (of) => power(of, -0.5),
    complexity: 2,
  },
  {
    name: '√y',
    value: Math.sqrt,
    slope: (y) => 0.5 / Math.sqrt(y),
    takes: (low) => low > 0,
    forward: (of) => power(of, 0.5),
    inverse: (of) => power(of, 2),
    complexity: 2,
  },
  {
    name: 'log y',
    value: Math.log,
    slope: (y) => 1 / y,
    takes: (low) => low > 0,
    forward: (of) => call('log', of),
    inverse: (of) => call('exp', of),
    complexity: 2,
  },
  {
    name: 'exp y',
    value: Math.exp,
    slope: Math.exp,
    takes: (low, high) => high - low < largestExponent && Math.abs(high) < largestExponent,
    forward: (of) => call('exp', of),
    inverse: (of) => call('log', of),
    complexity: 2,
  },
  ...(['sin', 'cos', 'tan'] as const).map(ofInverse),
];

/** A function of the target whose values lie in the range of that function's inverse. */
function ofInverse(fn: FunctionName): Transform {
  const { value, derivative, inverse } = elementaryFunctions[fn];
  const back = inverse as FunctionName;
  const { domain, complexity, value: backwards } = elementaryFunctions[back];
  const ends = [domain?.from ?? -Infinity, domain?.to ?? Infinity].map(backwards);
  return {
    name: `${fn} y`,
    value,
    slope: derivative,
    takes: (low, high) => low >= Math.min(...ends) && high <= Math.max(...ends) && high - low > leastArc,
    forward: (of) => call(fn, of),
    inverse: (of) => call(back, of),
    complexity,
  };
}
