/** Names and remarks: a column that the network cannot use. */
import { categoryColumn, textColumn } from '../readers/labelColumns.ts';
import type { ColumnTypeRecord } from '../columnType.ts';
import { missingWordsIssues } from '../cells/missingWords.ts';

export const textType: ColumnTypeRecord = {
  type: 'text',
  words: { many: 'free text', one: 'text' },
  // A column that looks like free text at first may turn out to have only a few labels.
  recognise: (values, context) => ({
    type: 'text',
    builder: () => categoryColumn(values, context, false),
    issues: missingWordsIssues,
  }),
  reader: (_, context) => ({ type: 'text', builder: () => textColumn(context.marks) }),
  describe: ({ name, type, missing }, rows) => ({
    ...{ name, type, missing, decades: false },
    ...{ distinct: rows - missing, range: null, labels: [], histogram: null, unit: '' },
  }),
  isValue: null,
  likelyTarget: false,
  inputs: null,
  numbers: null,
  codeOf: null,
  labelOf: () => '',
};
