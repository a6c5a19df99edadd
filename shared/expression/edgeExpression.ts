/** Edge functions as expressions, and expressions as edge functions: a user-defined function is named by its formula. */
import { edgeFunctions, type EdgeFunction } from '../functions/library.ts';
import { complexity } from './complexity.ts';
import { differentiate } from './differentiate.ts';
import { compileScalar } from './evaluate.ts';
import { applyByName } from './functions.ts';
import { parseExpression } from './parse.ts';
import { simplify } from './simplify/simplify.ts';
import { substitute } from './substitute.ts';
import { affine, variable, type Expression, type NumberNode } from './tree.ts';

const known = new Map(edgeFunctions.map((fn) => [fn.name, fn]));
const defined = new Map<string, EdgeFunction>();

/**
 * The edge function of that name: one of the library's, or an expression in x such as `x^6`, `1/x^6` or `x*exp(-x)`.
 * @throws SyntaxFault where the name is neither.
 */
export function resolveFunction(name: string): EdgeFunction {
  const found = known.get(name) ?? defined.get(name);
  if (found) return found;
  const expression = expressionOf(name);
  const made: EdgeFunction = {
    name,
    complexity: functionComplexity(simplify(expression)),
    value: compileScalar(expression, 'x'),
    derivative: guarded(expression),
  };
  defined.set(name, made);
  return made;
}

/** Powers beyond the library's are one step above its highest of their kind; other formulas count without their x. */
function functionComplexity(formula: Expression): number {
  if (formula.kind !== 'power' || formula.exponent.kind !== 'number')
    return Math.max(1, complexity(formula) - 1);
  const exponent = formula.exponent.value;
  if (!Number.isInteger(exponent)) return 5;
  return exponent > 0 ? 4 : 6;
}

/** The function of that name and its derivative, in x. */
export function formulaOf(name: string): { readonly formula: Expression; readonly slope: Expression } {
  const formula = expressionOf(name);
  return { formula, slope: slopeOf(formula) };
}

function slopeOf(formula: Expression): Expression {
  return simplify(differentiate(formula, 'x'));
}

/** As in the library: 0 where the value is finite and the slope is not. */
function guarded(expression: Expression): (x: number) => number {
  const value = compileScalar(expression, 'x');
  const slope = compileScalar(slopeOf(expression), 'x');
  return (x) => {
    const found = slope(x);
    return Number.isFinite(found) || !Number.isFinite(value(x)) ? found : 0;
  };
}

/** The function of that name as an expression in x. */
function expressionOf(name: string): Expression {
  return applyByName(name, variable('x')) ?? parseExpression(name, ['x']);
}

/**
 * f(argument) for the edge function of that name.
 * @throws SyntaxFault where there is no such function.
 */
export function edgeExpression(name: string, argument: Expression): Expression {
  return substitute(expressionOf(name), { x: argument });
}

/** c·f(a·u + b) + d, the formula of a symbolic edge. Not simplified. */
export function symbolicEdge(
  name: string,
  [a, b, c, d]: readonly (number | NumberNode)[],
  input: Expression,
): Expression {
  return affine(c, edgeExpression(name, affine(a, input, b)), d);
}
