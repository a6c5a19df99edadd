/**
 * Reads an edge function from a text: the name of a function of the library, or a formula in x such as `x^6` or
 * `x*exp(-x)`. The engine, the window and the command line all use this.
 */
import { userError } from '../errors.ts';
import {
  distinctFunctions,
  edgeFunctionOf,
  edgeFunctions,
  type EdgeFunction,
} from '../functions/functions.ts';
import { complexity } from './complexity.ts';
import { differentiate } from './differentiate.ts';
import { compileScalar } from './evaluate.ts';
import { applyByName, parseExpression } from './parse.ts';
import { simplify } from './simplify/simplify.ts';
import { substitute } from './substitute.ts';
import { syntaxError, SyntaxFault } from './syntaxError.ts';
import { affine, variable, type Expression, type NumberNode } from './tree.ts';

export { distinctFunctions, edgeFunctions, type EdgeFunction };

/** Cache of edge functions: the same text gives the same value. */
const known = new Map(edgeFunctions.map((fn) => [fn.name, fn]));

/**
 * The edge function of the text: a name of the library, or a formula in x.
 * @throws KanError `function.unknown` where it is neither.
 */
export function edgeFunction(text: string): EdgeFunction {
  const found = known.get(text);
  if (found) return found;
  if (functionFault(text)) {
    throw userError(
      'function.unknown',
      `“${text}” is no function of x.`,
      `Known are ${edgeFunctions.map(({ name }) => name).join(', ')}, or write one in x, such as x^6 or x*exp(-x).`,
    );
  }
  const { formula, slope } = formulaOf(text);
  const made = edgeFunctionOf(text, {
    complexity: formulaComplexity(simplify(formula)),
    value: compileScalar(formula, 'x'),
    derivative: compileScalar(slope, 'x'),
  });
  known.set(text, made);
  return made;
}

/** True where {@link edgeFunction} knows the text. */
export function isEdgeFunction(text: string): boolean {
  return functionFault(text) === null;
}

/** The error in the text, with its position; null where the text is a function. */
export function functionFault(text: string): SyntaxFault | null {
  if (known.has(text)) return null;
  try {
    expressionOf(text);
    return null;
  } catch (thrown) {
    if (thrown instanceof SyntaxFault) return thrown;
    throw thrown;
  }
}

/**
 * Powers with a higher exponent than the library's count one more than the library's highest power of their kind; other
 * formulas count without their x.
 */
function formulaComplexity(formula: Expression): number {
  if (formula.kind !== 'power' || formula.exponent.kind !== 'number')
    return Math.max(1, complexity(formula) - 1);
  const exponent = formula.exponent.value;
  if (!Number.isInteger(exponent)) return 5;
  return exponent > 0 ? 4 : 6;
}

/** The function and its derivative as formulas in x. @throws SyntaxFault where there is no such function. */
export function formulaOf(name: string): { readonly formula: Expression; readonly slope: Expression } {
  const formula = expressionOf(name);
  return { formula, slope: simplify(differentiate(formula, 'x')) };
}

/** The largest complexity: beyond it the derivative takes seconds to compute, and nobody reads it. */
const mostComplexity = 150;

function expressionOf(name: string): Expression {
  const found = applyByName(name, variable('x')) ?? parseExpression(name, ['x']);
  if (complexity(found) <= mostComplexity) return found;
  throw syntaxError('expression.large', 'The function is too long', 0, 'Write a simpler one.');
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
