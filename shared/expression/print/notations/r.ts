import { codePrinter, parameters, type CodeTable } from '../codePrinter.ts';
import { functionNamer, infix, plainNumber, quoted, reservedWords, type Dialect } from '../dialect.ts';

const dialect: Dialect = {
  ...infix,
  power: '^',
  number: plainNumber,
  functionName: functionNamer('r'),
  root: 'sqrt',
  constants: { pi: 'pi', e: 'exp(1)' },
};

export const r = codePrinter({
  id: 'r',
  label: 'R',
  extension: 'r',
  dialect,
  names: {
    reserved: reservedWords(
      dialect,
      'if else repeat while function for in next break TRUE FALSE NULL Inf NaN NA pi c match as labels',
    ),
    unicode: false,
    letterFirst: true,
  },
  comment: '# ',
  tables: {
    lookup: ({ name, argument }) => `${name}(${argument})`,
    note: (columns) => `Labels, as texts or factors: ${columns}. Any other label gives NA.`,
  },
  define: ({ output, inputs, tables, code }) =>
    `${tables.map(tableFunction).join('')}${output} <- function(${parameters(inputs)}) ${code}\n`,
});

/** From labels to numbers; `as.character` makes labels of a factor, whose numbers are their order. */
function tableFunction({ name, entries }: CodeTable): string {
  const values = entries.map(({ value }) => value).join(', ');
  const labels = entries.map(({ label }) => quoted(label)).join(', ');
  return `${name} <- function(labels) c(${values})[match(as.character(labels), c(${labels}))]\n`;
}
