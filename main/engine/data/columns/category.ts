/** Columns of a few labels that are repeated. */
import { categoryColumn } from './builders.ts';
import type { ColumnTypeRecord } from './columnType.ts';
import { describeLabels } from './description.ts';
import { labelInputs } from './inputs.ts';
import { isCategory } from './labels.ts';
import { missingWordsIssues } from './missingWords.ts';

export const categoryType: ColumnTypeRecord = {
  type: 'category',
  words: { many: 'labels', one: 'a label' },
  recognise: (values, context) =>
    isCategory(new Set(values).size, values.length)
      ? {
          type: 'category',
          builder: () => categoryColumn(context.marks, context.parse, false),
          issues: missingWordsIssues,
        }
      : null,
  reader: (_, context) => ({
    type: 'category',
    builder: () => categoryColumn(context.marks, context.parse, true),
    issues: missingWordsIssues,
  }),
  describe: describeLabels,
  isValue: null,
  likelyTarget: true,
  inputs: labelInputs,
  numbers: null,
  codeOf: (column, label) => column.labels.indexOf(label),
  labelOf: (column, value) => column.labels[value] ?? '',
};
