/** Functions of one variable with a constant inside, which no choice of factors and terms replaces. */
import { call, number, power, product, sum, type Expression } from '../../../../../shared/expression/tree.ts';

export interface Shape {
  readonly value: (x: number, a: number) => number;
  readonly build: (x: Expression, a: number) => Expression;
  /** The power of x that the constant's unit is: −1 for a·x, 1 for x + a. */
  readonly unit: -2 | -1 | 0 | 1 | 2;
  readonly complexity: number;
}

const times = (a: number, x: Expression): Expression => product([number(a), x]);
const plus = (x: Expression, a: number): Expression => sum([x, number(a)]);

export const shapes: readonly Shape[] = [
  { value: (x, a) => x ** a, build: (x, a) => power(x, a), unit: 0, complexity: 2 },
  { value: (x, a) => Math.exp(a * x), build: (x, a) => call('exp', times(a, x)), unit: -1, complexity: 4 },
  { value: (x, a) => Math.exp(-a * x), build: (x, a) => call('exp', times(-a, x)), unit: -1, complexity: 4 },
  { value: (x, a) => Math.sin(a * x), build: (x, a) => call('sin', times(a, x)), unit: -1, complexity: 4 },
  { value: (x, a) => Math.cos(a * x), build: (x, a) => call('cos', times(a, x)), unit: -1, complexity: 4 },
  { value: (x, a) => Math.tanh(a * x), build: (x, a) => call('tanh', times(a, x)), unit: -1, complexity: 5 },
  {
    value: (x, a) => 1 / Math.expm1(a * x),
    build: (x, a) => power(plus(call('exp', times(a, x)), -1), -1),
    unit: -1,
    complexity: 8,
  },
  {
    value: (x, a) => 1 / (Math.exp(a * x) + 1),
    build: (x, a) => power(plus(call('exp', times(a, x)), 1), -1),
    unit: -1,
    complexity: 8,
  },
  { value: (x, a) => 1 / (x + a), build: (x, a) => power(plus(x, a), -1), unit: 1, complexity: 4 },
  { value: (x, a) => 1 / (x - a), build: (x, a) => power(plus(x, -a), -1), unit: 1, complexity: 4 },
  { value: (x, a) => Math.log(x + a), build: (x, a) => call('log', plus(x, a)), unit: 1, complexity: 4 },
  { value: (x, a) => Math.sqrt(x + a), build: (x, a) => power(plus(x, a), 0.5), unit: 1, complexity: 4 },
  {
    value: (x, a) => Math.sqrt(a - x),
    build: (x, a) => power(plus(times(-1, x), a), 0.5),
    unit: 1,
    complexity: 4,
  },
  {
    value: (x, a) => 1 / (x * x + a),
    build: (x, a) => power(plus(power(x, 2), a), -1),
    unit: 2,
    complexity: 6,
  },
  {
    value: (x, a) => Math.exp(-a * x * x),
    build: (x, a) => call('exp', times(-a, power(x, 2))),
    unit: -2,
    complexity: 6,
  },
];

/** Values of a that are tried first, where x is about 1. */
const start = [0.04, 0.07, 0.12, 0.2, 0.35, 0.6, 1, 1.7, 2.8, 4.7, 8, 13, 22];
const exponents = [-3.5, -2.5, -1.7, -1.3, -0.7, -0.35, 0.35, 0.7, 1.3, 1.7, 2.5, 3.5];

/** Values of a that are tried first for values of x of that size. */
export function startsOf({ unit }: Shape, size: number): number[] {
  return unit === 0 ? exponents : start.map((a) => a * size ** unit);
}
