/** The engine's door to edge functions: the library's, and a person's own, which are named by their formula in x. */
import { userError } from '../../../shared/errors.ts';
import { resolveFunction } from '../../../shared/expression/edgeExpression.ts';
import { edgeFunctions, type EdgeFunction } from '../../../shared/functions/library.ts';

export { edgeFunctions, type EdgeFunction };

/**
 * The edge function of that name: one of the library's, or an expression in x such as `x^6`.
 * @throws KanError `function.unknown` where the name is neither.
 */
export function edgeFunction(name: string): EdgeFunction {
  try {
    return resolveFunction(name);
  } catch {
    throw userError(
      'function.unknown',
      `“${name}” is no function of x.`,
      `Known are ${edgeFunctions.map((fn) => fn.name).join(', ')}, or write one in x, such as x^6 or x*exp(-x).`,
    );
  }
}

/** True where {@link edgeFunction} knows the name. */
export function isEdgeFunction(name: string): boolean {
  try {
    resolveFunction(name);
    return true;
  } catch {
    return false;
  }
}
