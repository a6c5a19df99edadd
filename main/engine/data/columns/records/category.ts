/** Columns of a few labels that are repeated. */
import { categoryColumn } from '../readers/labelColumns.ts';
import type { ColumnTypeRecord } from '../columnType.ts';
import { describeLabels } from '../description.ts';
import { labelInputs } from '../inputs.ts';
import { isCategory } from '../labels.ts';
import { missingWordsIssues } from '../cells/missingWords.ts';

export const categoryType: ColumnTypeRecord = {
  type: 'category',
  words: { many: 'labels', one: 'a label' },
  recognise: (values, context) =>
    isCategory(new Set(values).size, values.length)
      ? {
          type: 'category',
          builder: () => categoryColumn(values, context, false),
          issues: missingWordsIssues,
        }
      : null,
  reader: (values, context) => ({
    type: 'category',
    builder: () => categoryColumn(values, context, true),
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
