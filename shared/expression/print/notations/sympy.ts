import { codePrinter, oneLine, type CodeTable } from '../codePrinter.ts';
import { functionNamer, infix, plainNumber, quoted } from '../dialect.ts';
import { pythonForbidden, pythonKeywords } from './python.ts';

export const sympy = codePrinter({
  id: 'sympy',
  label: 'Python (SymPy)',
  extension: 'py',
  dialect: {
    ...infix,
    power: '**',
    number: plainNumber,
    rational: (numerator, denominator) => `sp.Rational(${numerator}, ${denominator})`,
    functionName: functionNamer('sympy', 'sp.'),
    root: 'sp.sqrt',
    constants: { pi: 'sp.pi', e: 'sp.E' },
  },
  names: { reserved: [...pythonKeywords, 'sp'], unicode: true, forbidden: pythonForbidden },
  comment: '# ',
  tables: {
    lookup: ({ name }) => name,
    note: (columns) => `Labels, by their numbers below: ${columns}. Any other number gives nan.`,
  },
  define: ({ output, inputs, tables, code }) => {
    const symbols = inputs.map(({ name, original, labels }) => {
      const kind = labels === null ? 'real=True' : 'integer=True';
      return `${name} = sp.Symbol(${quoted(original)}, ${kind})\n`;
    });
    return `import sympy as sp\n\n${symbols.join('')}${tables.map(piecewise).join('')}${output} = ${code}\n`;
  },
});

/** A symbol of labels stands for the number of a label, from 1 in the order of the pieces. */
function piecewise({ name, argument, entries }: CodeTable): string {
  const pieces = entries.map(
    ({ label, value }, index) => `    (${value}, sp.Eq(${argument}, ${index + 1})),  # ${oneLine(label)}\n`,
  );
  return `${name} = sp.Piecewise(\n${pieces.join('')}    (sp.nan, True),\n)\n`;
}
