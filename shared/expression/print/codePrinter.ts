/** Printers of programming languages: they differ in their dialect and in what makes a whole piece of code. */
import type { FunctionName } from '../../functions/functions.ts';
import { nodes, number as numberNode, variablesOf } from '../tree.ts';
import { withTables, type Category, type LabelTable } from './categories.ts';
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
  /** How tables of labels are written; null where each label is a variable that is 1 or 0. */
  readonly tables: TableNotation | null;
  /** Complete code that can be run. */
  readonly define: (parts: Definition) => string;
}

interface TableNotation {
  /** The value of a table for its argument, as a call. */
  readonly lookup: (table: CodeTable) => string;
  /** What these columns take, and what any other label does, for a comment; '' where there are no comments. */
  readonly note: (columns: string) => string;
}

/** A table of labels in a language. */
export interface CodeTable {
  /** Its name in the language. */
  readonly name: string;
  /** The argument that holds the label. */
  readonly argument: string;
  readonly entries: readonly { readonly label: string; readonly value: string }[];
}

interface Input {
  /** Its name in the language, and its original name. */
  readonly name: string;
  readonly original: string;
  /** The labels of a category; null for a number. */
  readonly labels: readonly string[] | null;
}

interface Definition {
  readonly output: string;
  readonly inputs: readonly Input[];
  readonly tables: readonly CodeTable[];
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
    print: (given, options) => {
      const { output = 'y' } = options;
      const categories = notation.tables === null ? [] : (options.categories ?? []);
      const inputs = argumentsOf(options.inputs ?? variablesOf(given), categories);
      const { expression, tables } = withTables(given, categories, (name) => inputs.includes(name));
      const known = identifiers([...new Set([...inputs, ...variablesOf(expression)])], names);
      const plainName = namesOf(options, (name) => known.get(name)!);
      const number = (value: number): string =>
        render(formOf(numberNode(value)), {
          dialect,
          digits: digitsOf(options),
          nameOf: plainName,
          errors: false,
        });
      const coded = tables.map((table) => codeTable(table, plainName, number));
      const calls = new Map(tables.map(({ name }, index) => [name, notation.tables!.lookup(coded[index])]));
      const nameOf = (name: string): string => calls.get(name) ?? plainName(name);
      const code = render(formOf(expression), { dialect, digits: digitsOf(options), nameOf, errors: false });
      const called = new Set([...nodes(expression)].map((node) => (node.kind === 'call' ? node.fn : null)));
      const notes =
        comment === null ? [] : [quantityNote(output), options.remarks, tablesNote(tables, notation.tables)];
      const remarks = notes.map((note) => (note ? `${comment}${oneLine(note)}\n` : '')).join('');
      const body = define({
        output: outputName(quantityName(output), names, new Set(known.values())),
        inputs: inputs.map((original) => ({
          name: plainName(original),
          original,
          labels:
            categories.find(({ column }) => column === original)?.labels.map((each) => each.label) ?? null,
        })),
        tables: coded,
        code,
        uses: (fn) => called.has(fn),
      });
      return {
        code,
        definition: remarks + body,
        unsaid: comment === null ? (options.remarks ?? '') : '',
        renamed: inputs.flatMap((from) => (plainName(from) === from ? [] : [{ from, to: plainName(from) }])),
      };
    },
  };
}

/** The variables, with the column in place of its labels. */
function argumentsOf(inputs: readonly string[], categories: readonly Category[]): string[] {
  const columns = new Map(
    categories.flatMap(({ column, labels }) => labels.map(({ name }) => [name, column] as const)),
  );
  return [...new Set(inputs.map((name) => columns.get(name) ?? name))];
}

function codeTable(
  { name, category, values }: LabelTable,
  nameOf: (name: string) => string,
  number: (value: number) => string,
): CodeTable {
  return {
    name: nameOf(name),
    argument: nameOf(category.column),
    entries: category.labels.map(({ label }, index) => ({ label, value: number(values[index]) })),
  };
}

function tablesNote(tables: readonly LabelTable[], notation: TableNotation | null): string | null {
  if (notation === null || tables.length === 0) return null;
  return notation.note([...new Set(tables.map(({ category }) => category.column))].join(', '));
}

/** Labels are texts, and others give NaN. */
export const textLabels: TableNotation['note'] = (columns) =>
  `Labels, as texts: ${columns}. Any other label gives NaN.`;

/** Names and labels may contain line ends, which would end a comment. */
export const oneLine = (note: string): string => note.replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ');

/** The inputs' names as a list of parameters. */
export function parameters(
  inputs: Definition['inputs'],
  each: (input: Input) => string = ({ name }) => name,
): string {
  return inputs.map(each).join(', ');
}

/** The result's name as an identifier that no variable has. */
function outputName(output: string, names: NameRules, taken: ReadonlySet<string>): string {
  let name = identifiers([output], names).get(output)!;
  while (taken.has(name)) name += '_';
  return name;
}
