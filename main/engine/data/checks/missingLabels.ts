/** Words such as “None” beside labels: they may be labels or missing values. */
import type { DataMend } from '../../../../shared/contract/views/checks.ts';
import type { ReadingIssue } from '../../../../shared/contract/views/data.ts';
import { labelWords, MISSING_WORDS, missingWords, readAsLabel } from '../columns/missingWords.ts';
import type { Column, Table } from '../table/table.ts';
import type { DataCheck } from './check.ts';
import { labelsMend } from './types.ts';

export const missingLabelsCheck: DataCheck = {
  name: 'missing-labels',
  help: 'Words such as “None” beside labels, which may be labels or missing values.',
  find: ({ table }) =>
    table.columns.flatMap((column) =>
      table.issues.flatMap((issue) => {
        const mend = issue.column === column.name ? mendOf(issue, table, column) : null;
        if (mend === null) return [];
        return [
          {
            severity: issue.code === missingWords ? 'warning' : 'note',
            message: issue.message,
            columns: [column.name],
            count: null,
            mends: [mend],
          },
        ];
      }),
    ),
};

/** What turns the words into the other; null where the remark is on something else. */
function mendOf({ code }: ReadingIssue, table: Table, column: Column): DataMend | null {
  if (code === missingWords) return labelsMend(table, column, readAsLabel);
  if (code !== labelWords) return null;
  return {
    label: 'Read as missing, in every column',
    reading: { missing: [...new Set([...table.format.missing, ...MISSING_WORDS])] },
  };
}
