/** All printers, and formulas printed by them. */
import type { Expression } from '../tree.ts';
import { ascii } from './notations/ascii.ts';
import { c } from './notations/c.ts';
import { excel } from './notations/excel.ts';
import { javascript } from './notations/javascript.ts';
import { julia } from './notations/julia.ts';
import { latex } from './notations/latex.ts';
import { matlab } from './notations/matlab.ts';
import { python } from './notations/python.ts';
import { symbols } from './notations/symbols.ts';
import { r } from './notations/r.ts';
import { sympy } from './notations/sympy.ts';
import { text } from './notations/text.ts';
import type { Printed, Printer, PrintOptions } from './printer.ts';

/** In the order in which people are offered them. */
const all = [latex, text, ascii, symbols, python, sympy, r, julia, matlab, c, javascript, excel] as const;

/** The printers' ids. */
export type Language = (typeof all)[number]['id'];

export const printers: readonly Printer<Language>[] = all;

export const languages = all.map(({ id }) => id) as [Language, ...Language[]];

/** The printer of a notation. */
export function printerOf(language: Language): Printer<Language> {
  return printers.find(({ id }) => id === language)!;
}

/** An expression in any notation. */
export function printExpression(
  expression: Expression,
  language: Language,
  options: PrintOptions = {},
): Printed {
  return printerOf(language).print(expression, options);
}
