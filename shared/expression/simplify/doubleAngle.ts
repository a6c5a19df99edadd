/** Writes squares of sines and cosines beside a constant as one cosine: 1 − 2 sin² u and 2 cos² u − 1 are cos 2u. */
import { call, multiply, number, rewrite, sum, type Expression } from '../tree.ts';
import { split } from './builder.ts';

/** Coefficients that differ by at most this are equal except for rounding. */
const rounding = 1e-12;

/** The expression with c − 2c·sin² u and 2c·cos² u − c written as c·cos 2u. */
export function withDoubleAngles(expression: Expression): Expression {
  return rewrite(expression, (node) => doubleAngle(node) ?? node);
}

function doubleAngle(node: Expression): Expression | null {
  if (node.kind !== 'sum') return null;
  const constant = node.terms.find(({ kind }) => kind === 'number');
  if (constant?.kind !== 'number') return null;
  for (const term of node.terms) {
    const { coefficient, rest } = split(term);
    if (rest.kind !== 'power' || rest.exponent.kind !== 'number' || rest.exponent.value !== 2) continue;
    const wave = rest.base;
    if (wave.kind !== 'call' || (wave.fn !== 'sin' && wave.fn !== 'cos')) continue;
    // In both cases the coefficient is minus twice the constant.
    if (Math.abs(coefficient.value + 2 * constant.value) > rounding * Math.abs(coefficient.value)) continue;
    const sign = wave.fn === 'sin' ? 1 : -1;
    const others = node.terms.filter((other) => other !== term && other !== constant);
    return sum([
      ...others,
      multiply(number(sign), constant, call('cos', multiply(number(2), wave.argument))),
    ]);
  }
  return null;
}
