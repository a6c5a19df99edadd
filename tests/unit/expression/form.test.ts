/** Whether two formulas are the same but for their constants. */
import { expect, test } from 'vitest';
import { formOf } from '../../../shared/expression/form.ts';
import { parseExpression } from '../../../shared/expression/parse.ts';
import { simplify } from '../../../shared/expression/simplify/simplify.ts';

const form = (text: string): string => formOf(simplify(parseExpression(text)));

test.each([
  ['2*x^2 + 3', '-0.5*x^2 + pi'],
  ['x*y', '1.0003*y*x'],
  ['sqrt(x)/y', '0.2*sqrt(x)/y'],
  ['sin(2*x + 1)*y', 'y*sin(0.3*x - 4)'],
  ['x + 2*y - 3', '7 - y + 4*x'],
  ['(x + 2*y)^2', '3*(5*x - y)^2'],
])('%s and %s have the same form', (one, other) => {
  expect(form(one)).toBe(form(other));
});

test.each([
  ['x^2', 'x^3'],
  ['x^2', 'x^0.5'],
  ['x', 'x + 1'],
  ['sin(x)', 'cos(x)'],
  ['x*y', 'x/y'],
  ['x', 'y'],
  ['exp(x)', 'exp(x + 1)*y'],
])('%s and %s have different forms', (one, other) => {
  expect(form(one)).not.toBe(form(other));
});
