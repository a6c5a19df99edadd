import fc from '../../support/properties.ts';
import { expect } from 'vitest';
import { evaluate, powerValue } from '../../../shared/expression/evaluate.ts';
import { elementaryFunctions } from '../../../shared/functions/functions.ts';
import { printExpression, type Language } from '../../../shared/expression/print/print.ts';
import {
  add,
  call,
  exactNumber,
  multiply,
  negate,
  number,
  pi,
  power,
  variable,
  type Expression,
} from '../../../shared/expression/tree.ts';
import { seededRandom, type Random } from '../../../shared/random.ts';
import { expressions } from './trees.ts';

/** Columns with names that some language or other can't have. */
export const names = ['x', 'flow rate', 'lambda', 'y1', '2θ', 'ΔT'];

export const x = variable('x');

/** What is easily printed wrong. */
export const awkward: readonly Expression[] = [
  negate(power(x, 2)),
  power(negate(x), 2),
  power(number(-2), 2),
  power(number(2), negate(x)),
  power(power(number(2), x), x),
  power(number(2), power(x, number(2))),
  multiply(number(-1), power(x, 2), variable('y1')),
  add(number(-1.5), negate(add(x, number(-2)))),
  multiply(x, power(multiply(x, variable('y1')), -1)),
  power(power(x, -1), -1),
  multiply(number(1), power(number(3), -1), x),
  power(add(x, number(1)), -0.5),
  negate(negate(x)),
  multiply(number(-1), negate(x)),
  add(number(-0.25), negate(power(x, -2))),
  call('exp', negate(power(x, 2))),
  power(call('exp', x), 2),
  power(multiply(number(-1), x), 3),
  number(1e-7),
  multiply(number(1.5e22), x),
  power(number(1e-7), 2),
  multiply(exactNumber({ numerator: -2, denominator: 3, radicand: 1, constant: null }), x),
  call('sin', add(x, exactNumber({ numerator: 3, denominator: 2, radicand: 1, constant: 'pi' }))),
  multiply(exactNumber({ numerator: 1, denominator: 2, radicand: 3, constant: null }), x, pi),
  power(pi, x),
  power(exactNumber({ numerator: 1, denominator: 3, radicand: 1, constant: null }), x),
  call('sgn', add(x, number(-1))),
];

export interface Trial {
  readonly expression: Expression;
  readonly points: readonly Readonly<Record<string, number>>[];
}

/** Values that a last-place error in any step would move by more than 1e-13 are no test of a printer. */
export function isSteady(
  expression: Expression,
  point: Readonly<Record<string, number>>,
  random: Random,
): boolean {
  const value = evaluate(expression, point);
  if (!Number.isFinite(value)) return false;
  return [1, 2, 3, 4].every(() => {
    const shaken = shakenValue(expression, point, random);
    return Math.abs(shaken - value) <= 1e-13 * Math.abs(value);
  });
}

export function shakenValue(
  node: Expression,
  point: Readonly<Record<string, number>>,
  random: Random,
): number {
  const shake = (value: number): number => value * (1 + 3e-16 * random.normal());
  const inner = (operand: Expression): number => shakenValue(operand, point, random);
  switch (node.kind) {
    case 'number':
      return node.value;
    case 'variable':
      return shake(point[node.name]);
    case 'sum':
      return shake(node.terms.map(inner).reduce((left, right) => left + right));
    case 'product':
      return shake(node.factors.map(inner).reduce((left, right) => left * right));
    case 'power':
      return shake(powerValue(inner(node.base), inner(node.exponent)));
    case 'call':
      return shake(elementaryFunctions[node.fn].value(inner(node.argument)));
  }
}

export function trialsOf(trees: readonly Expression[], pointCount: number): Trial[] {
  const random = seededRandom(2);
  return trees
    .map((expression) => ({
      expression,
      points: Array.from({ length: 4 * pointCount }, () =>
        Object.fromEntries(names.map((name) => [name, random.normal() * 1.5])),
      )
        .filter((point) => isSteady(expression, point, random))
        .slice(0, pointCount),
    }))
    .filter(({ points }) => points.length > 0);
}

export const random = fc.sample(expressions(names), { numRuns: 600, seed: 42 });

export const trials = [...trialsOf(awkward, 4), ...trialsOf(random, 4)];

export const expected = (all: readonly Trial[]): number[] =>
  all.flatMap(({ expression, points }) => points.map((point) => evaluate(expression, point)));

/** To 1e-12, relative. */
export function compare(actual: readonly number[], all: readonly Trial[], language: Language): void {
  const wanted = expected(all);
  const trees = all.flatMap((trial) => trial.points.map(() => trial.expression));
  expect(actual).toHaveLength(wanted.length);
  for (const [index, value] of wanted.entries()) {
    if (!(Math.abs(actual[index] - value) <= 1e-12 * Math.abs(value))) {
      const { code } = printExpression(trees[index], language);
      throw new Error(`${code}\n gives ${actual[index]}, not ${value}`);
    }
  }
}
