/** What is wrong with a function that a person types, and where. Pure. */
import { parseExpression } from '../../../../shared/expression/parse.ts';
import { SyntaxFault } from '../../../../shared/expression/syntaxError.ts';
import { variablesOf } from '../../../../shared/expression/tree.ts';
import { edgeFunctions } from '../../../../shared/expression/edgeFunction.ts';

export interface FunctionFault {
  readonly message: string;
  readonly hint: string;
  /** Index into the text of what is meant; null for all of it. */
  readonly position: number | null;
}

const names = new Set(edgeFunctions.map(({ name }) => name));

/** null where the text is a function of the library by its name, or an expression in x. */
export function functionFault(text: string): FunctionFault | null {
  const source = text.trim();
  if (names.has(source)) return null;
  try {
    if (variablesOf(parseExpression(text, ['x'])).includes('x')) return null;
    return {
      message: 'There is no x in it.',
      hint: 'A constant is no function: write it in x.',
      position: null,
    };
  } catch (thrown) {
    if (!(thrown instanceof SyntaxFault)) throw thrown;
    const { message, hint } = thrown.detail;
    return { message, hint, position: Math.min(thrown.position, text.length) };
  }
}
