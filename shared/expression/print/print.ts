/** Formulas as text, typeset, and as code. */
import { isReserved } from '../parse.ts';
import { quoteName } from '../tokens.ts';
import { nodes, variablesOf, type Expression } from '../tree.ts';
import { dialects, type CodeLanguage, type Dialect } from './dialects.ts';
import { formOf } from './form.ts';
import { latex, latexName } from './latex.ts';
import { identifiers } from './names.ts';
import { quantityLatex, quantityName, quantityNote, quantityText, type Quantity } from './quantity.ts';
import { render } from './render.ts';

export type Language = 'text' | 'latex' | CodeLanguage;

export const languages: readonly Language[] = ['text', 'latex', ...(Object.keys(dialects) as CodeLanguage[])];

export interface PrintOptions {
  /** Significant digits of every number; absent, as many as give the same number back. */
  readonly digits?: number;
  /** What to write for a variable instead of its name, as it stands: a cell of a sheet, an expression. */
  readonly names?: Readonly<Record<string, string>>;
  /** Writes `(2.301 ± 0.012)` where a constant has a standard error, in text and LaTeX: to be read, not to be computed with. */
  readonly errors?: boolean;
  /** The result in `definition`. */
  readonly output?: Quantity;
  /** Variables of the definition in order; absent, those of the expression in order of appearance. */
  readonly inputs?: readonly string[];
}

export interface Printed {
  /** The expression alone. */
  readonly code: string;
  /** Code that can be run as it is: imports and a function, or the formula with its left-hand side. */
  readonly definition: string;
  /** Names that had to change, for the person to know. */
  readonly renamed: readonly { readonly from: string; readonly to: string }[];
}

/** An expression in any notation. Text is what {@link parseExpression} reads back to the same values. */
export function printExpression(
  expression: Expression,
  language: Language,
  options: PrintOptions = {},
): Printed {
  const { output = 'y', names = {}, errors = false } = options;
  const inputs = options.inputs ?? variablesOf(expression);
  const digits = digitsOf(options.digits);
  const form = formOf(expression);
  const given = (name: string): string | undefined => (Object.hasOwn(names, name) ? names[name] : undefined);
  if (language === 'latex') {
    const code = latex(form, { digits, errors, nameOf: (name) => given(name) ?? latexName(name) });
    return { code, definition: `${quantityLatex(output)} = ${code}`, renamed: [] };
  }
  if (language === 'text') {
    const nameOf = (name: string): string => given(name) ?? quoteName(name, isReserved);
    const code = render(form, { dialect: textDialect, digits, nameOf, errors });
    return { code, definition: `${quantityText(output, nameOf)} = ${code}`, renamed: [] };
  }
  const dialect = dialects[language];
  const known = identifiers([...new Set([...inputs, ...variablesOf(expression)])], dialect.names);
  const nameOf = (name: string): string => given(name) ?? known.get(name)!;
  const code = render(form, { dialect, digits, nameOf, errors: false });
  const called = new Set([...nodes(expression)].map((node) => (node.kind === 'call' ? node.fn : null)));
  const note = quantityNote(output);
  const comment = note === null || dialect.comment === null ? '' : `${dialect.comment}${note}\n`;
  const body = dialect.define({
    output: outputName(quantityName(output), dialect, new Set(known.values())),
    inputs: inputs.map((original) => ({ name: nameOf(original), original })),
    code,
    uses: (fn) => called.has(fn),
  });
  return {
    code,
    definition: comment + body,
    renamed: inputs.flatMap((from) => (nameOf(from) === from ? [] : [{ from, to: nameOf(from) }])),
  };
}

/** The result's name as an identifier that no variable has. */
function outputName(output: string, { names }: Dialect, taken: ReadonlySet<string>): string {
  let name = identifiers([output], names).get(output)!;
  while (taken.has(name)) name += '_';
  return name;
}

/** The notation of {@link parseExpression}. */
const textDialect: Dialect = {
  ...dialects.julia,
  number: (digits) => digits,
  constants: { pi: 'pi', e: 'e' },
  functions: Object.fromEntries(
    Object.keys(dialects.julia.functions).map((name) => [name, name]),
  ) as Dialect['functions'],
};

function digitsOf(digits: number | undefined): (value: number) => string {
  return digits === undefined ? String : (value) => String(Number(value.toPrecision(digits)));
}
