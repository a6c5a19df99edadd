/**
 * What says in a column of values that there is no value, and may be a label beside other labels: “None, Few, Many”, sodium
 * beside other elements, “-” beside “+”.
 */
import { named } from '../../../../../shared/settings/setting.ts';
import { plural } from '../../../../../shared/figures.ts';
import { readingSettings } from '../../../../../shared/settings/reading.ts';
import type { IssueInput } from '../../issues/issues.ts';
import type { PlaceWords } from '../../issues/placeWords.ts';
import type { FoundCells } from './tally.ts';

/** Words of everyday language, in lower case. */
const EVERYDAY: readonly string[] = ['none', 'nil'];
const [SODIUM, MINUS] = ['Na', '-'];
/** As they stand among the marks of a missing value, where a person says that they are missing everywhere. */
export const MISSING_WORDS: readonly string[] = [...EVERYDAY, SODIUM, MINUS];
/** As tables that are set in print write it: a minus sign, and dashes. */
const MINUSES = new Set([MINUS, '\u2212', '\u2013', '\u2014']);
const LONGEST = 4;

/** The codes of the remarks on such cells among labels: where they are missing, and where they are labels. */
export const [missingWords, labelWords] = ['table.missing-words', 'table.label-words'];
/** What the check of the data offers where they are missing. */
export const readAsLabel = 'Read as a label, in every column';

export const isEverydayWord = (text: string): boolean =>
  text.length <= LONGEST && EVERYDAY.includes(text.toLowerCase());

export const isMissingWord = (text: string): boolean =>
  text === SODIUM || isMinus(text) || isEverydayWord(text);

/** “-” is one of the labels +, ++, -. @param cells a sample, trimmed */
export const hasPlus = (cells: readonly string[]): boolean => cells.some((cell) => /^\++$/.test(cell));

/** “-” or a dash; whether it is a label only if “+” is one. */
export const isMinus = (text: string): boolean => MINUSES.has(text);

/** Whether it must stand among the marks exactly so: NA and na are other marks than Na. */
export const isExactMark = (text: string): boolean => text === SODIUM;

/** Such cells of a column of labels. */
export interface WordsAmongLabels {
  /** Missing, because a person said so. */
  readonly missing: FoundCells;
  /** Labels, because nobody said anything. */
  readonly labels: FoundCells;
  /** NA, which is missing, and a code beside other codes of two capital letters: Namibia, North America. */
  readonly codes: FoundCells;
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
  const { missing, labels: kept, codes } = words;
  const issues: IssueInput[] = [];
  if (missing.count > 0)
    issues.push({
      severity: 'warning',
      code: missingWords,
      message: (places) => `“${missing.first}” is read as missing in ${where(column, missing, places)}`,
      hint: `If it is a label, choose “${readAsLabel}” in the check of the data, or take it out of ${named(readingSettings.missing)}.`,
      line: missing.line,
      column,
    });
  if (kept.count > 0)
    issues.push({
      severity: 'note',
      code: labelWords,
      message: (places) => `“${kept.first}” is read as a label in ${where(column, kept, places)}`,
      hint: `If it means that the value is missing, add it to ${named(readingSettings.missing)}.`,
      line: kept.line,
      column,
    });
  if (codes.count > 0 && labels.length > 1 && labels.every((label) => CODE.test(label)))
    issues.push({
      severity: 'warning',
      code: 'table.missing-codes',
      message: (places) =>
        `“${codes.first}” is read as missing in ${where(column, codes, places)} The other labels have two capital letters too.`,
      hint: 'If it is one of them, such as the code of Namibia, write it in another way in the file.',
      line: codes.line,
      column,
    });
  return issues;
}

const NOT_AVAILABLE = 'NA';
const CODE = /^[A-Z]{2}$/;
export const isCodeOrMissing = (text: string): boolean => text === NOT_AVAILABLE;

const where = (column: string, { count, line }: FoundCells, { onLine }: PlaceWords): string =>
  `${plural(count, 'cell')} of “${column}”, the first ${onLine} ${line}.`;
