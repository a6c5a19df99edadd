/**
 * Errors as values. Whatever goes wrong in the engine, in main or on the command line reaches a person as one of
 * these: a stable code for programs, a message that says what is wrong and where, and a hint that says what to do.
 */

import { shortNames } from './shortNames.ts';

/** Who can correct it: `user` errors end the command line with status 2, `fault`s with status 1. */
export type ErrorKind = 'user' | 'fault' | 'cancelled';

export interface AppError {
  readonly kind: ErrorKind;
  /** Stable, dotted, for programs: `csv.short-row`, `train.diverged`. */
  readonly code: string;
  /** What is wrong and where, in a sentence for people. */
  readonly message: string;
  /** What to do about it; empty when there is nothing to do. */
  readonly hint: string;
}

/** Carries an {@link AppError} through code that throws. */
export class KanError extends Error {
  readonly detail: AppError;

  constructor(detail: AppError) {
    super(detail.message);
    this.name = 'KanError';
    this.detail = detail;
  }
}

/** An error that the person can correct. */
export function userError(code: string, message: string, hint = ''): KanError {
  return new KanError({ kind: 'user', code, message: shortNames(message), hint: shortNames(hint) });
}

/** What a cancelled call is rejected with. */
export function cancelled(): KanError {
  return new KanError({ kind: 'cancelled', code: 'cancelled', message: 'Cancelled.', hint: '' });
}

/**
 * Any thrown value as an {@link AppError}. Our own errors stay as they are, also where they come as plain objects over
 * a bridge that keeps only the message of an Error; anything else becomes a fault.
 */
export function toAppError(thrown: unknown): AppError {
  if (thrown instanceof KanError) return thrown.detail;
  if (isAppError(thrown)) return thrown;
  const message = thrown instanceof Error ? thrown.message : String(thrown);
  return {
    kind: 'fault',
    code: 'internal',
    message: `Something went wrong inside KAN Studio: ${message}`,
    hint: 'Your data and models are safe. Please report this with the log (Help → Show log).',
  };
}

function isAppError(value: unknown): value is AppError {
  return (
    typeof value === 'object' &&
    value !== null &&
    !(value instanceof Error) &&
    ['kind', 'code', 'message', 'hint'].every((key) => typeof Reflect.get(value, key) === 'string')
  );
}

/** What is wrong and what to do about it, as one text. */
export function fullText(thrown: unknown): string {
  const { message, hint } = toAppError(thrown);
  return hint === '' ? message : `${message} ${hint}`;
}
