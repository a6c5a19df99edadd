/** Names and remarks: a column that is only looked at. */
import { categoryColumn, textColumn } from './builders.ts';
import type { ColumnTypeRecord } from './columnType.ts';

export const textType: ColumnTypeRecord = {
  type: 'text',
  words: { many: 'free text', one: 'text' },
  // A guess at free text may still turn out to be a few labels.
  recognise: (_, context) => ({
    type: 'text',
    builder: () => categoryColumn(context.marks, context.parse, false),
  }),
  reader: (_, context) => ({ type: 'text', builder: () => textColumn(context.marks) }),
  describe: ({ name, type, missing }, rows) => ({
    ...{ name, type, missing },
    ...{ distinct: rows - missing, range: null, labels: [], histogram: null },
  }),
  targets: [],
  inputs: null,
  numbers: null,
  codeOf: null,
  labelOf: () => '',
};
