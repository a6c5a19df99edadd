/** Tables as text: cells between commas, semicolons, tabs, bars or spaces, a row on each line. */
import type { IssueInput } from '../../issues/issues.ts';
import type { TableSource } from '../tableSource.ts';
import { withoutFrame } from './frames.ts';
import { openText } from './openText.ts';
import { readHead } from './text.ts';

export const csv: TableSource = {
  name: 'csv',
  /** The last one tried: a file that is not text is refused when it is opened. */
  recognises: () => true,
  async open(start, options, signal) {
    const head = withoutFrame(await readHead(start, options.encoding, signal));
    const table = await openText(head, options, signal);
    return options.sheet === undefined
      ? table
      : { ...table, issues: [noSheetIssue(options.sheet), ...table.issues] };
  },
};

function noSheetIssue(sheet: string): IssueInput {
  return {
    severity: 'warning',
    code: 'csv.no-sheet',
    message: `The file is text and has no sheets: all of it is read, not a sheet “${sheet}”.`,
    hint: 'Open the workbook itself to read one of its sheets.',
  };
}
