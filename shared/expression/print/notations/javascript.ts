import { codePrinter, parameters, textLabels, type CodeTable } from '../codePrinter.ts';
import { functionNamer, infix, plainNumber, quoted, words } from '../dialect.ts';

export const javascript = codePrinter({
  id: 'javascript',
  label: 'JavaScript',
  extension: 'js',
  dialect: {
    ...infix,
    power: ' ** ',
    signBeforePower: true,
    number: plainNumber,
    functionName: functionNamer('javascript', 'Math.'),
    root: 'Math.sqrt',
    constants: { pi: 'Math.PI', e: 'Math.E' },
  },
  names: {
    reserved: words(
      `arguments await break case catch class const continue debugger default delete do else enum eval export extends
      false finally for function if implements import in instanceof interface let new null package private protected
      public return static super switch this throw true try typeof var void while with yield Math NaN Infinity
      undefined Map String`,
    ),
    unicode: true,
  },
  comment: '// ',
  tables: {
    lookup: ({ name, argument }) => `(${name}.get(String(${argument})) ?? NaN)`,
    note: textLabels,
  },
  define: ({ output, inputs, tables, code }) =>
    `${tables.map(tableMap).join('')}function ${output}(${parameters(inputs)}) {\n  return ${code};\n}\n`,
});

function tableMap({ name, entries }: CodeTable): string {
  const rows = entries.map(({ label, value }) => `  [${quoted(label)}, ${value}],\n`).join('');
  return `const ${name} = new Map([\n${rows}]);\n\n`;
}
