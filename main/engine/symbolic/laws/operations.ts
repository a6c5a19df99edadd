/** What building blocks are made with: operations on one block, and functions of a variable with a rough number inside. */
import {
  call,
  number,
  pi,
  power,
  product,
  sum,
  variable,
  type Expression,
} from '../../../../shared/expression/tree.ts';
import { respectsIntervals } from '../formula/intervals.ts';

export interface Operation {
  readonly value: (x: number) => number;
  readonly build: (x: Expression) => Expression;
  /** Trigonometric, exponential …: such operations are nested at most once. */
  readonly transcendental: boolean;
  /** A factor of an argument: only a transcendental operation may follow. */
  readonly scale: boolean;
}

const transcendental = (value: Operation['value'], build: Operation['build']): Operation => ({
  value,
  build,
  transcendental: true,
  scale: false,
});
const plain = (value: Operation['value'], build: Operation['build']): Operation => ({
  value,
  build,
  transcendental: false,
  scale: false,
});
const scale = (factor: Expression & { readonly value: number }): Operation => ({
  value: (x) => factor.value * x,
  build: (x) => product([factor, x]),
  transcendental: false,
  scale: true,
});

export const operations: readonly Operation[] = [
  plain(
    (x) => x * x,
    (x) => power(x, 2),
  ),
  plain(
    (x) => 1 / x,
    (x) => power(x, -1),
  ),
  plain(Math.sqrt, (x) => power(x, 0.5)),
  plain(
    (x) => 1 + x,
    (x) => sum([x, number(1)]),
  ),
  plain(
    (x) => 1 - x,
    (x) => sum([number(1), product([number(-1), x])]),
  ),
  transcendental(Math.sin, (x) => call('sin', x)),
  transcendental(Math.cos, (x) => call('cos', x)),
  transcendental(Math.exp, (x) => call('exp', x)),
  transcendental(
    (x) => Math.exp(-x),
    (x) => call('exp', product([number(-1), x])),
  ),
  transcendental(Math.log, (x) => call('log', x)),
  transcendental(Math.tanh, (x) => call('tanh', x)),
  plain(
    (x) => x * x * x,
    (x) => power(x, 3),
  ),
  scale(number(0.5)),
  scale(number(2)),
  scale(pi),
];

/** For each operation, whether its argument needs a zero of its own; a shift by 1 would be one more convention. */
export const needsZero: readonly boolean[] = operations.map(({ build }) => {
  const whole = build(variable('t'));
  return whole.kind === 'sum' || !respectsIntervals(whole, new Set(['t']));
});

/** A function with a free constant, at one value of the constant, which is fitted later. */
export interface RoughShape {
  readonly value: (x: number, a: number) => number;
  readonly build: (x: Expression, a: number) => Expression;
}

export const roughShapes: readonly RoughShape[] = [
  { value: (x, a) => Math.sin(a * x), build: (x, a) => call('sin', product([number(a), x])) },
  { value: (x, a) => Math.cos(a * x), build: (x, a) => call('cos', product([number(a), x])) },
  { value: (x, a) => Math.exp(a * x), build: (x, a) => call('exp', product([number(a), x])) },
  { value: (x, a) => Math.exp(-a * x), build: (x, a) => call('exp', product([number(-a), x])) },
  { value: (x, a) => Math.exp(-a * x * x), build: (x, a) => call('exp', product([number(-a), power(x, 2)])) },
  { value: (x, a) => 1 / (x + a), build: (x, a) => power(sum([x, number(a)]), -1) },
  { value: (x, a) => Math.log(x + a), build: (x, a) => call('log', sum([x, number(a)])) },
  { value: (x, a) => Math.sqrt(x + a), build: (x, a) => power(sum([x, number(a)]), 0.5) },
  { value: (x, a) => Math.tanh(a * x), build: (x, a) => call('tanh', product([number(a), x])) },
  {
    value: (x, a) => 1 / (Math.exp(a * x) - 1),
    build: (x, a) => power(sum([call('exp', product([number(a), x])), number(-1)]), -1),
  },
];
/** Values of a, as multiples of a value that follows from the variable's range. */
export const roughGrid = [0.05, 0.1, 0.2, 0.35, 0.6, 1, 1.6, 2.5, 4, 6.5, 10, 15];
