/** Marks of a missing value that are words of everyday language: in a column of labels, “None” may be one of them. */
import { plural } from '../../../../shared/figures.ts';
import { readingSettings } from '../../../../shared/settings/reading.ts';
import type { IssueInput } from '../reading/issues.ts';
import type { FoundCells } from './tally.ts';

const WORDS: readonly string[] = ['none', 'nil'];

/** The code of the remark on such cells. */
export const missingWords = 'table.missing-words';
/** What the check of the data offers then. */
export const readAsLabel = 'Read as a label';

export const isMissingWord = (mark: string): boolean => WORDS.includes(mark.toLowerCase());

/** What a person is told where labels stand beside such cells. */
export function missingWordsIssues(
  column: string,
  { words, labels }: { readonly words?: FoundCells; readonly labels: readonly string[] },
): readonly IssueInput[] {
  if (words === undefined || words.count === 0 || labels.length === 0) return [];
  return [
    {
      severity: 'warning',
      code: missingWords,
      message: `“${words.first}” is read as missing in ${plural(words.count, 'cell')} of “${column}”, the first on line ${words.line}.`,
      hint: `If it is a label, choose “${readAsLabel}” in the check of the data, or take it out of “${readingSettings.missing.label}”.`,
      line: words.line,
      column,
    },
  ];
}
