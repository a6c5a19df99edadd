/** The error of a typed expression, with its position. */
import { KanError } from '../errors.ts';

export class SyntaxFault extends KanError {
  /** Index into the text, in UTF-16 units as a text field counts them. */
  readonly position: number;

  constructor(code: string, message: string, position: number, hint: string) {
    super({ kind: 'user', code, message, hint });
    this.name = 'SyntaxFault';
    this.position = position;
  }
}

/** @param message without a full stop: the position (counted from 1) is added. */
export function syntaxError(code: string, message: string, position: number, hint: string): SyntaxFault {
  return new SyntaxFault(code, `${message} (character ${position + 1}).`, position, hint);
}
