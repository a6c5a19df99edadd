/** A printer: a notation that formulas are written in. `print.ts` lists them all. */
import type { Expression } from '../tree.ts';
import type { Category } from './categories.ts';
import type { Literal } from './form.ts';
import type { Quantity } from './quantity.ts';

export interface Printer<Id extends string = string> {
  /** Its name on the command line and in calls. */
  readonly id: Id;
  /** Its name for people. */
  readonly label: string;
  /** Of a file that holds what it prints, without the point. */
  readonly extension: string;
  /** True for a notation that is made to be read, so that digits which the data do not support are best left out. */
  readonly forReading: boolean;
  readonly print: (expression: Expression, options: PrintOptions) => Printed;
}

export interface PrintOptions {
  /** Significant digits of every number; absent, as many as give the same number back. */
  readonly digits?: number;
  /** The text for a variable in place of its name, as it is written: a cell of a sheet, an expression. */
  readonly names?: Readonly<Record<string, string>>;
  /** Writes `(2.301 ± 0.012)` where a constant has a standard error, in notations that are not code. */
  readonly errors?: boolean;
  /** The result in `definition`; absent, y. */
  readonly output?: Quantity;
  /** What a person who runs the code must know, in sentences: a comment of the definition, where the notation has comments. */
  readonly remarks?: string;
  /**
   * Columns of labels, whose variables are 1 or 0. Code takes a column as one argument, a text, and has tables of values; other
   * notations keep a variable for each label.
   */
  readonly categories?: readonly Category[];
  /** Variables of the definition in order; absent, those of the expression in order of appearance. */
  readonly inputs?: readonly string[];
}

export interface Printed {
  /** Only the expression. */
  readonly code: string;
  /** Code that can be run as it is: imports and a function, or the formula with its left-hand side. */
  readonly definition: string;
  /** The remarks that the definition does not hold, because the notation has no comments; '' where it holds them. */
  readonly unsaid: string;
  /** Names that had to change, to tell the person. */
  readonly renamed: readonly { readonly from: string; readonly to: string }[];
}

/** Numbers as JavaScript writes them, with the digits asked for. */
export function digitsOf({ digits }: PrintOptions): (literal: Literal) => string {
  return ({ value, exact }) =>
    String(digits === undefined || exact ? value : Number(value.toPrecision(digits)));
}

/** How a variable is written: as the caller says, or else as the notation does. */
export function namesOf(
  { names = {} }: PrintOptions,
  ordinary: (name: string) => string,
): (name: string) => string {
  return (name) => (Object.hasOwn(names, name) ? names[name] : ordinary(name));
}
