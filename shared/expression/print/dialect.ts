/**
 * How a programming language writes numbers, operators, functions and names; and parts that several languages share.
 */
import { elementaryFunctions, functionNames, type FunctionName } from '../../functions/functions.ts';
import type { NameRules } from './names.ts';

/** Where a number stands: some languages tell 2 from 2.0. */
export type Place = 'base' | 'exponent' | 'operand';

/** What an expression is rendered with. */
export interface Dialect {
  readonly plus: string;
  readonly minus: string;
  readonly times: string;
  readonly over: string;
  /** An infix operator, or null where powers are a call of `pow`. */
  readonly power: string | null;
  /** True where powers are infix and −x^2 means (−x)^2 or is not valid. */
  readonly signBeforePower: boolean;
  /** Writes a number from its shortest digits. */
  readonly number: (digits: string, place: Place) => string;
  /** The quotient of two whole numbers, where the language keeps it exact. */
  readonly rational?: (numerator: string, denominator: string) => string;
  readonly functionName: (fn: FunctionName) => string;
  readonly root: string;
  readonly constants: Readonly<Record<'pi' | 'e', string>>;
}

/** The function's name in that language, as its record says. */
export function functionNamer(language: string, prefix = ''): (fn: FunctionName) => string {
  return (fn) => {
    const { code } = elementaryFunctions[fn];
    return prefix + (code[language] ?? code.usual);
  };
}

/** Words that no variable may be called, where functions have no prefix. */
export function reservedWords(
  { functionName, root }: Pick<Dialect, 'functionName' | 'root'>,
  keywords: string,
): NameRules['reserved'] {
  return [...words(keywords), ...functionNames.map(functionName), root];
}

/** Words of a text, split at blanks. */
export function words(text: string): string[] {
  return text.trim().split(/\s+/u);
}

export const infix = { plus: ' + ', minus: ' - ', times: '*', over: '/', signBeforePower: false } as const;

/** The digits of a number as they are, for languages in which 1/2 is no division of whole numbers. */
export function plainNumber(digits: string): string {
  return digits;
}

/** A text between double quotes, as JavaScript and Python write it. */
export const quoted: (text: string) => string = JSON.stringify;

/** Whole numbers get a point: 2.0. */
export function pointedNumber(digits: string): string {
  return /^\d+$/.test(digits) ? `${digits}.0` : digits;
}
