import { codePrinter, parameters, textLabels, type CodeTable } from '../codePrinter.ts';
import { functionNamer, infix, plainNumber, reservedWords, type Dialect } from '../dialect.ts';

const dialect: Dialect = {
  ...infix,
  times: ' .* ',
  over: ' ./ ',
  power: '.^',
  number: plainNumber,
  functionName: functionNamer('matlab'),
  root: 'sqrt',
  constants: { pi: 'pi', e: 'exp(1)' },
};

export const matlab = codePrinter({
  id: 'matlab',
  label: 'MATLAB',
  extension: 'm',
  dialect,
  names: {
    reserved: reservedWords(
      dialect,
      `break case catch classdef continue else elseif end for function global if otherwise parfor persistent return
      spmd switch try while pi Inf NaN eps any sum strcmp cellfun cellstr char label`,
    ),
    unicode: false,
    letterFirst: true,
    maxLength: 63,
  },
  comment: '% ',
  tables: { lookup: ({ name, argument }) => `${name}(${argument})`, note: textLabels },
  define: ({ output, inputs, tables, code }) =>
    `${tables.map(tableFunction).join('')}${output} = @(${parameters(inputs)}) ${code};\n`,
});

/** From one label, or a column of labels, to numbers; 0/0 = NaN for a label that is not in the table. */
function tableFunction({ name, entries }: CodeTable): string {
  const labels = `{${entries.map(({ label }) => literal(label)).join(', ')}}`;
  const values = `[${entries.map(({ value }) => value).join(', ')}]`;
  return `${name} = @(labels) cellfun(@(label) sum(${values} .* strcmp(label, ${labels})) / any(strcmp(label, ${labels})), cellstr(labels));\n`;
}

/** A text between single quotes, with control characters by their codes. */
function literal(label: string): string {
  const quote = (part: string): string => `'${part.replaceAll("'", "''")}'`;
  const parts = label.split(/(\p{Cc})/u);
  if (parts.length === 1) return quote(label);
  return `[${parts.map((part, i) => (i % 2 === 1 ? `char(${part.charCodeAt(0)})` : quote(part))).join(' ')}]`;
}
