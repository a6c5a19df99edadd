import { codePrinter } from '../codePrinter.ts';
import { functionNamer, infix, plainNumber } from '../dialect.ts';
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
  define: ({ output, inputs, code }) => {
    const symbols = inputs.map(
      ({ name, original }) => `${name} = sp.Symbol(${JSON.stringify(original)}, real=True)\n`,
    );
    return `import sympy as sp\n\n${symbols.join('')}${output} = ${code}\n`;
  },
});
