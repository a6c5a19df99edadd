/** The error of a typed expression, with its position. */
import { KanError, userError } from '../errors.ts';

/** An error at one place of a text that a person wrote. */
export class SyntaxFault extends KanError {
  /** What is wrong, without its position. */
  readonly fault: string;
  /** Index into the text, in UTF-16 units as a text field counts them. */
  readonly position: number;

  /** @param fault without a full stop: the position (counted from 1) is added. */
  constructor(code: string, fault: string, position: number, hint: string) {
    super({ kind: 'user', code, message: `${fault} (character ${position + 1}).`, hint });
    this.name = 'SyntaxFault';
    this.fault = fault;
    this.position = position;
  }
}

/** @param fault without a full stop: the position (counted from 1) is added. */
export function syntaxError(code: string, fault: string, position: number, hint: string): SyntaxFault {
  return new SyntaxFault(code, fault, position, hint);
}

/**
 * Reads an expression that is only a part of what a person typed, so that a position in it would mislead: the error
 * shows the text instead.
 * @param onStranger what else to do where a variable is not known, as a sentence
 * @throws KanError `expression.*`
 */
export function within<T>(text: string, read: () => T, onStranger = ''): T {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof SyntaxFault)) throw error;
    const { code, hint } = error.detail;
    const more = code === 'expression.variable' && onStranger !== '' ? ` ${onStranger}` : '';
    throw userError(code, `${error.fault}, in “${text}”.`, hint + more);
  }
}
