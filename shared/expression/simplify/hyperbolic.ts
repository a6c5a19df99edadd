/** Writes hyperbolic tangents in simpler functions: ½ − ½·tanh(½·log x) is 1/(x + 1), a sigmoid 1/(exp(−x) + 1). */
import { call, multiply, number, operands, power, product, rewrite, sum, type Expression } from '../tree.ts';
import { split } from './builder.ts';

/** Coefficients that differ by at most this are equal except for rounding. */
const rounding = 1e-12;

/** The expression with c·tanh(u) ± c and tanh(arctanh(u) + arctanh(v)) written without the tangent. */
export function withoutTangents(expression: Expression): Expression {
  return rewrite(expression, (node) => sigmoid(node) ?? additionTheorem(node) ?? node);
}

/** c·tanh(u) + c = 2c/(exp(−2u) + 1), c·tanh(u) − c = −2c/(exp(2u) + 1). */
function sigmoid(node: Expression): Expression | null {
  if (node.kind !== 'sum') return null;
  const constant = node.terms.find(({ kind }) => kind === 'number');
  if (constant?.kind !== 'number') return null;
  for (const term of node.terms) {
    const { coefficient, rest } = split(term);
    const distance = Math.abs(coefficient.value) - Math.abs(constant.value);
    if (
      rest.kind !== 'call' ||
      rest.fn !== 'tanh' ||
      Math.abs(distance) > rounding * Math.abs(constant.value)
    )
      continue;
    const sign = coefficient.value * constant.value > 0 ? -1 : 1;
    const exponential = call('exp', multiply(number(2 * sign), rest.argument));
    const others = node.terms.filter((other) => other !== term && other !== constant);
    return sum([...others, multiply(number(2), constant, power(sum([exponential, number(1)]), -1))]);
  }
  return null;
}

/** tanh(artanh u + artanh v) = (u + v)/(1 + u·v), as velocities add. */
function additionTheorem(node: Expression): Expression | null {
  if (node.kind !== 'call' || node.fn !== 'tanh' || node.argument.kind !== 'sum') return null;
  const inner = node.argument.terms.map((term) => {
    const { coefficient, rest } = split(term);
    if (Math.abs(coefficient.value) !== 1 || rest.kind !== 'call' || rest.fn !== 'arctanh') return null;
    return multiply(coefficient, ...operands(rest));
  });
  if (inner.length !== 2 || !inner.every((part) => part !== null)) return null;
  return multiply(sum(inner), power(sum([product(inner), number(1)]), -1));
}
