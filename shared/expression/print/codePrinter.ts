/** Printers of programming languages: they differ in their dialect and in what makes a whole piece of code. */
import type { FunctionName } from '../../functions/functions.ts';
import { nodes, variablesOf } from '../tree.ts';
import type { Dialect } from './dialect.ts';
import { formOf } from './form.ts';
import { identifiers, type NameRules } from './names.ts';
import { digitsOf, namesOf, type Printer } from './printer.ts';
import { quantityName, quantityNote } from './quantity.ts';
import { render } from './render.ts';

interface CodeNotation<Id extends string> extends Pick<Printer<Id>, 'id' | 'label' | 'extension'> {
  readonly dialect: Dialect;
  readonly names: NameRules;
  /** The characters that begin a comment line; null where there are none. */
  readonly comment: string | null;
  /** Complete code that can be run. */
  readonly define: (parts: Definition) => string;
}

interface Definition {
  readonly output: string;
  /** Names of the variables in the language, and their original names. */
  readonly inputs: readonly { readonly name: string; readonly original: string }[];
  readonly code: string;
  readonly uses: (fn: FunctionName) => boolean;
}

/** The printer of a programming language. */
export function codePrinter<const Id extends string>(notation: CodeNotation<Id>): Printer<Id> {
  const { id, label, extension, dialect, names, comment, define } = notation;
  return {
    id,
    label,
    extension,
    forReading: false,
    print: (expression, options) => {
      const { output = 'y', inputs = variablesOf(expression) } = options;
      const known = identifiers([...new Set([...inputs, ...variablesOf(expression)])], names);
      const nameOf = namesOf(options, (name) => known.get(name)!);
      const code = render(formOf(expression), { dialect, digits: digitsOf(options), nameOf, errors: false });
      const called = new Set([...nodes(expression)].map((node) => (node.kind === 'call' ? node.fn : null)));
      const notes = comment === null ? [] : [quantityNote(output), options.remarks];
      const remarks = notes.map((note) => (note ? `${comment}${oneLine(note)}\n` : '')).join('');
      const body = define({
        output: outputName(quantityName(output), names, new Set(known.values())),
        inputs: inputs.map((original) => ({ name: nameOf(original), original })),
        code,
        uses: (fn) => called.has(fn),
      });
      return {
        code,
        definition: remarks + body,
        renamed: inputs.flatMap((from) => (nameOf(from) === from ? [] : [{ from, to: nameOf(from) }])),
      };
    },
  };
}

/** Names and labels may contain line ends, which would end a comment. */
const oneLine = (note: string): string => note.replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ');

/** The inputs' names as a list of parameters. */
export function parameters(
  inputs: Definition['inputs'],
  each: (name: string) => string = (name) => name,
): string {
  return inputs.map(({ name }) => each(name)).join(', ');
}

/** The result's name as an identifier that no variable has. */
function outputName(output: string, names: NameRules, taken: ReadonlySet<string>): string {
  let name = identifiers([output], names).get(output)!;
  while (taken.has(name)) name += '_';
  return name;
}
