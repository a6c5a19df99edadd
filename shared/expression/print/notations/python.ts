import { codePrinter, parameters, textLabels, type CodeTable } from '../codePrinter.ts';
import { functionNamer, infix, pointedNumber, quoted, words } from '../dialect.ts';

export const pythonKeywords = words(
  `False None True and as assert async await break class continue def del elif else except finally for from global if
  import in is lambda nonlocal not or pass raise return try while with yield`,
);

/** A constant that looks like a name. */
export const pythonForbidden = /^__debug__$/u;

export const python = codePrinter({
  id: 'python',
  label: 'Python (NumPy)',
  extension: 'py',
  dialect: {
    ...infix,
    power: '**',
    // NumPy raises no whole number to a negative whole power.
    number: (digits, place) => (place === 'base' ? pointedNumber(digits) : digits),
    functionName: functionNamer('python', 'np.'),
    root: 'np.sqrt',
    constants: { pi: 'np.pi', e: 'np.e' },
  },
  names: {
    reserved: [...pythonKeywords, 'np', 'str', 'float', 'label'],
    unicode: true,
    forbidden: pythonForbidden,
  },
  comment: '# ',
  tables: {
    // Of one label, or of an array of labels.
    lookup: ({ name, argument }) =>
      `np.vectorize(lambda label: ${name}.get(str(label), np.nan), otypes=[float])(${argument})`,
    note: textLabels,
  },
  define: ({ output, inputs, tables, code }) =>
    `import numpy as np\n\n${dictionaries(tables)}\ndef ${output}(${parameters(inputs)}):\n    return ${code}\n`,
});

/** With a blank line after them, as between import and function. */
function dictionaries(tables: readonly CodeTable[]): string {
  return tables.length === 0 ? '' : `${tables.map(dictionary).join('')}\n`;
}

function dictionary({ name, entries }: CodeTable): string {
  return `${name} = {${entries.map(({ label, value }) => `${quoted(label)}: ${value}`).join(', ')}}\n`;
}
