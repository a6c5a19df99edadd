import { describe, expect, it } from 'vitest';
import {
  constantsOf,
  gradientByConstants,
  replaceConstants,
  roundByError,
  roundConstants,
  withoutRoundingErrors,
} from '../../../shared/expression/constants.ts';
import { differentiate } from '../../../shared/expression/differentiate.ts';
import { evaluate } from '../../../shared/expression/evaluate.ts';
import { parseExpression } from '../../../shared/expression/parse.ts';
import { printExpression } from '../../../shared/expression/print/print.ts';
import { number, variable, type Expression } from '../../../shared/expression/tree.ts';

const text = (expression: Expression): string => printExpression(expression, 'text').code;

describe('the constants of a formula', () => {
  const formula = parseExpression('2.5*sin(1.7*x + 0.4)^2 - sqrt(x)/x^3 + pi*x^1.7');

  it('are its numbers without structural exponents, signs and closed forms', () => {
    expect(constantsOf(formula).map(({ value }) => value)).toEqual([2.5, 1.7, 0.4, 1.7]);
  });

  it('can be replaced in the same order, by numbers or by variables to differentiate by', () => {
    const named = replaceConstants(formula, ['p', 'q', 'r', 's'].map(variable));
    expect(text(named)).toBe('p*sin(q*x + r)^2 - sqrt(x)/x^3 + pi*x^s');
    const slope = evaluate(differentiate(named, 'r'), { p: 2.5, q: 1.7, r: 0.4, s: 1.7, x: 1 });
    expect(slope).toBeCloseTo(2.5 * Math.sin(2 * 2.1), 12);
    expect(text(replaceConstants(formula, constantsOf(formula)))).toBe(text(formula));
  });
});

it('the gradient by the constants equals finite differences', () => {
  const formula = parseExpression('2.5*sin(1.7*x + 0.4)^2 - exp(-0.3*x)/(x^2.2 + 0.7)');
  const constants = constantsOf(formula);
  const gradient = gradientByConstants(formula);
  expect(gradient).toHaveLength(constants.length);
  for (const [index, derivative] of gradient.entries()) {
    const moved = (by: number): number => {
      const there = number(constants[index].value + by);
      return evaluate(replaceConstants(formula, constants.with(index, there)), { x: 1.3 });
    };
    expect(evaluate(derivative, { x: 1.3 })).toBeCloseTo((moved(1e-5) - moved(-1e-5)) / 2e-5, 8);
  }
});

describe('rounding', () => {
  it('to significant digits', () => {
    expect(text(roundConstants(parseExpression('123456*x + 0.00123456*x^2'), 3))).toBe(
      '123000*x + 0.00123*x^2',
    );
  });

  it.each([
    [2.30071, 0.0123, 2.301],
    [2.30071, 0.05, 2.3],
    [2.30071, 0.5, 2.3],
    [1234.5, 27, 1235],
    [1234.5, 300, 1200],
    [-0.000123456, 0.0000021, -0.0001235],
    [5, 0, 5],
    [0.00421, 0.9, 0.004],
    [-0.96, 30, -1],
    [0, 0.1, 0],
    [3.7e-120, 1e-100, 3.7e-120],
  ])('%f ± %f becomes %f', (value, error, rounded) => {
    expect(roundByError(number(value, error))).toMatchObject({ value: rounded, error });
  });

  it('does not change constants without an error', () => {
    expect(roundByError(number(1.23456))).toMatchObject({ value: 1.23456 });
  });
});

describe('constants without rounding errors', () => {
  it.each([
    [3.0289999999999995, 3.029],
    [-0.6204000000000001, -0.6204],
    [2.4e-17 * (1 + 2e-16), 2.4e-17],
    [1 / 3, 1 / 3],
    [3.029000000001, 3.029000000001],
  ])('%f becomes %f', (value, plain) => {
    expect(withoutRoundingErrors(number(value, 0.1))).toMatchObject({ value: plain, error: 0.1 });
  });
});
