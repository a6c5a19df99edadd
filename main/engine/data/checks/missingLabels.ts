/** Labels such as “None” that are read as missing. */
import { missingWords, readAsLabel } from '../columns/missingWords.ts';
import type { DataCheck } from './check.ts';
import { labelsMend } from './types.ts';

export const missingLabelsCheck: DataCheck = {
  name: 'missing-labels',
  help: 'Labels such as “None” that are read as missing.',
  find: ({ table }) =>
    table.columns.flatMap((column) => {
      const issue = table.issues.find(
        ({ code, column: named }) => code === missingWords && named === column.name,
      );
      if (issue === undefined) return [];
      return [
        {
          severity: 'warning',
          message: issue.message,
          columns: [column.name],
          count: null,
          mends: [labelsMend(table, column, readAsLabel)],
        },
      ];
    }),
};
