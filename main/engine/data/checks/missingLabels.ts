/** Words such as “None” beside labels: they may be labels or missing values. */
import type { DataMend } from '../../../../shared/contract/views/checks.ts';
import type { ReadingIssue, TableFormat } from '../../../../shared/contract/views/data.ts';
import {
  isMissingWord,
  labelWords,
  MISSING_WORDS,
  missingWords,
  readAsLabel,
} from '../columns/cells/missingWords.ts';
import type { DataCheck } from './check.ts';

export const missingLabelsCheck: DataCheck = {
  name: 'missing-labels',
  help: 'Words such as “None” beside labels, which may be labels or missing values.',
  find: ({ table }) =>
    table.columns.flatMap((column) =>
      table.issues.flatMap((issue) => {
        const mend = issue.column === column.name ? mendOf(issue, table.format) : null;
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
function mendOf({ code }: ReadingIssue, { missing }: TableFormat): DataMend | null {
  const others = missing.filter((mark) => !isMissingWord(mark));
  if (code === missingWords) return { label: readAsLabel, reading: { missing: others } };
  if (code !== labelWords) return null;
  return { label: 'Read as missing, in every column', reading: { missing: [...others, ...MISSING_WORDS] } };
}
