import { codePrinter, parameters, textLabels, type CodeTable } from '../codePrinter.ts';
import { functionNamer, infix, pointedNumber, quoted, reservedWords, type Dialect } from '../dialect.ts';

const dialect: Dialect = {
  ...infix,
  power: '^',
  number: (digits, place) => (place === 'exponent' ? digits : pointedNumber(digits)),
  functionName: functionNamer('julia'),
  root: 'sqrt',
  constants: { pi: 'pi', e: 'exp(1.0)' },
};

export const julia = codePrinter({
  id: 'julia',
  label: 'Julia',
  extension: 'jl',
  dialect,
  names: {
    reserved: reservedWords(
      dialect,
      `baremodule begin break catch const continue do else elseif end export false finally for function global if
      import let local macro module quote return struct true try using while in isa where pi im NaN Inf get string Dict`,
    ),
    unicode: true,
  },
  comment: '# ',
  tables: { lookup: ({ name, argument }) => `get(${name}, string(${argument}), NaN)`, note: textLabels },
  define: ({ output, inputs, tables, code }) =>
    `${tables.map(dictionary).join('')}${output}(${parameters(inputs)}) = ${code}\n`,
});

/** `$` begins an interpolation. */
function dictionary({ name, entries }: CodeTable): string {
  const pairs = entries.map(({ label, value }) => `${quoted(label).replaceAll('$', '\\$')} => ${value}`);
  return `const ${name} = Dict(${pairs.join(', ')})\n`;
}
