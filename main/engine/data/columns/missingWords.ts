/**
 * Words of everyday language that say that there is no value. Beside other labels they are labels: “None, Few, Many”. In a
 * column of values they are missing.
 */
import { plural } from '../../../../shared/figures.ts';
import { readingSettings } from '../../../../shared/settings/reading.ts';
import type { IssueInput } from '../reading/issues.ts';
import type { FoundCells } from './tally.ts';

/** In lower case, at most {@link LONGEST} letters. */
export const MISSING_WORDS: readonly string[] = ['none', 'nil'];
const LONGEST = 4;

/** The codes of the remarks on such cells among labels: where they are missing, and where they are labels. */
export const [missingWords, labelWords] = ['table.missing-words', 'table.label-words'];
/** What the check of the data offers where they are missing. */
export const readAsLabel = 'Read as a label';

export const isMissingWord = (text: string): boolean =>
  text.length <= LONGEST && MISSING_WORDS.includes(text.toLowerCase());

/** Such cells of a column of labels. */
export interface WordsAmongLabels {
  /** Missing, because a person said so. */
  readonly missing: FoundCells;
  /** Labels, because nobody said anything. */
  readonly labels: FoundCells;
}

/** What a person is told where labels stand beside such cells. */
export function missingWordsIssues(
  column: string,
  {
    words,
    labels,
    overflowed,
  }: {
    readonly words?: WordsAmongLabels;
    readonly labels: readonly string[];
    readonly overflowed: boolean;
  },
): readonly IssueInput[] {
  if (words === undefined || labels.length === 0 || overflowed) return [];
  const { missing, labels: kept } = words;
  const issues: IssueInput[] = [];
  if (missing.count > 0)
    issues.push({
      severity: 'warning',
      code: missingWords,
      message: `“${missing.first}” is read as missing in ${where(column, missing)}`,
      hint: `If it is a label, choose “${readAsLabel}” in the check of the data, or take it out of “${readingSettings.missing.label}”.`,
      line: missing.line,
      column,
    });
  if (kept.count > 0)
    issues.push({
      severity: 'note',
      code: labelWords,
      message: `“${kept.first}” is read as a label in ${where(column, kept)}`,
      hint: `If it means that the value is missing, add it to “${readingSettings.missing.label}”.`,
      line: kept.line,
      column,
    });
  return issues;
}

const where = (column: string, { count, line }: FoundCells): string =>
  `${plural(count, 'cell')} of “${column}”, the first on line ${line}.`;
