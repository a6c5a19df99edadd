/** Functions of an edge in LaTeX, as `function-text.ts` has them in plain text. Pure. */
import { edgeExpression, symbolicEdge } from '../../../../shared/expression/edgeFunction.ts';
import { printExpression } from '../../../../shared/expression/print/print.ts';
import { applyRules } from '../../../../shared/expression/simplify/simplify.ts';
import { variable } from '../../../../shared/expression/tree.ts';
import { NOTHING, type Affine } from '../../../drawing/function-text.ts';

const DIGITS = 4;

/** A function of the library, or an expression in x. */
export function functionLatex(fn: string): string {
  if (fn === '0') return '0';
  const { code } = printExpression(edgeExpression(fn, variable('x')), 'latex');
  return code.replace(/^(\\(?:operatorname\{\w+\}|[a-z]+))\\left\(x\\right\)$/, '$1 x');
}

/** c·f(a·x + b) + d in numbers. @param name of the argument, in LaTeX. */
export function formulaLatex(fn: string, affine: Affine, name: string): string {
  const numbers = affine.map((value) => (Math.abs(value) < NOTHING ? 0 : value));
  const expression = applyRules(symbolicEdge(fn, numbers, variable('u')), {});
  return printExpression(expression, 'latex', { digits: DIGITS, names: { u: name } }).code;
}
