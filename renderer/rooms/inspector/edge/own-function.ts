/** Finds the error in a function that a person types. Pure. */
import { edgeExpression, edgeFunctions, functionFault } from '../../../../shared/expression/edgeFunction.ts';
import { variable, variablesOf } from '../../../../shared/expression/tree.ts';

export interface OwnFunctionFault {
  readonly message: string;
  readonly hint: string;
  /** Where in the text the error is; null if it concerns the whole text. */
  readonly position: number | null;
}

/** null where the text is a function of the library by its name, or an expression in x. */
export function ownFunctionFault(text: string): OwnFunctionFault | null {
  if (edgeFunctions.some(({ name }) => name === text.trim())) return null;
  const fault = functionFault(text);
  if (fault) {
    const { message, hint } = fault.detail;
    return { message, hint, position: Math.min(fault.position, text.length) };
  }
  if (variablesOf(edgeExpression(text, variable('x'))).includes('x')) return null;
  return {
    message: 'The expression does not contain x.',
    hint: 'Write an expression in x, such as x^6.',
    position: null,
  };
}
