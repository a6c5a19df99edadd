/** The shortest way to write a formula, by which its complexity counts and its network is made. */
import type { Ranges } from '../../../../shared/expression/bounds.ts';
import { complexity } from '../../../../shared/expression/complexity.ts';
import { constantsOf } from '../../../../shared/expression/constants.ts';
import { simplify } from '../../../../shared/expression/simplify/simplify.ts';
import type { Expression } from '../../../../shared/expression/tree.ts';
import { gathered } from '../laws/gather.ts';

/** A formula with more constants is no law in a form of its own. */
const mostConstants = 30;

/** A law with a name is mostly longer in its own form than it could be. */
export function shortest(expression: Expression, ranges: Ranges): Expression {
  if (constantsOf(expression).length > mostConstants) return expression;
  const plain = gathered(simplify(expression, { ranges }), ranges);
  return complexity(plain) < complexity(expression) ? plain : expression;
}
