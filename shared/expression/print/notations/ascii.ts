import { functionNames } from '../../../functions/functions.ts';
import { codePrinter } from '../codePrinter.ts';
import { infix, plainNumber } from '../dialect.ts';

/** An expression that any reader of arithmetic can read: `^`, `sqrt`, `log`, and names of ASCII letters, digits and `_`. */
export const ascii = codePrinter({
  id: 'ascii',
  label: 'Plain text, ASCII',
  extension: 'txt',
  dialect: {
    ...infix,
    power: '^',
    number: plainNumber,
    functionName: (fn) => fn,
    root: 'sqrt',
    // Not every reader knows e.
    constants: { pi: 'pi', e: 'exp(1)' },
  },
  names: {
    reserved: [...functionNames, 'sqrt', 'pi', 'e', 'i', 'inf', 'nan', 'ln', 'asin', 'acos', 'atan', 'sign'],
    unicode: false,
    letterFirst: true,
  },
  comment: null,
  tables: null,
  define: ({ output, code }) => `${output} = ${code}`,
});
