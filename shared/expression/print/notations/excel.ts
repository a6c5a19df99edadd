import { codePrinter } from '../codePrinter.ts';
import { functionNamer, infix } from '../dialect.ts';

const functionName = functionNamer('excel');

export const excel = codePrinter({
  id: 'excel',
  label: 'Excel',
  extension: 'txt',
  dialect: {
    ...infix,
    plus: '+',
    minus: '-',
    power: '^',
    signBeforePower: true,
    number: (digits) => digits.toUpperCase(),
    functionName: (fn) => functionName(fn).toUpperCase(),
    root: 'SQRT',
    constants: { pi: 'PI()', e: 'EXP(1)' },
  },
  // Excel reads x1 as a cell and R as a row.
  names: {
    reserved: ['TRUE', 'FALSE', 'PI', 'EXP'],
    unicode: false,
    maxLength: 255,
    ignoreCase: true,
    forbidden: /^(?:[a-z]{1,3}\d+|r\d*|c\d*|r\d*c\d*)$/iu,
  },
  comment: null,
  tables: {
    // Distinguishes capital letters and knows no wildcards, unlike MATCH. Any other label gives #N/A.
    lookup: ({ argument, entries }) =>
      `LOOKUP(2,1/EXACT(${argument},{${entries.map(({ label }) => literal(label)).join(',')}}),{${entries.map(({ value }) => value).join(',')}})`,
    note: () => '',
  },
  define: ({ code }) => `=${code}`,
});

const literal = (label: string): string => `"${label.replaceAll('"', '""')}"`;
