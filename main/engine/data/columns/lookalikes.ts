/** Labels that look like numbers, ranges or dates in a notation that is not read. */
import { readingSettings } from '../../../../shared/settings/reading.ts';
import { named } from '../../../../shared/settings/setting.ts';
import { plural } from '../../../../shared/figures.ts';
import { setType } from '../../../../shared/contract/columnTypes.ts';
import type { IssueInput } from '../issues/issues.ts';
import { LONGEST_NUMBER, type NumberParser } from './cells/cells.ts';
import { rangeIn } from './notations/besideNumbers.ts';
import { like, notations, type Notation } from './notations/unreadNotations.ts';
import { isDate } from './dates/dates.ts';
import { writtenValue } from './notations/writtenNumbers.ts';

/** Signs before or behind a number: currencies, per cent, per mille, degrees. */
const SIGN = /[\p{Sc}%‰°]/gu;
/** Characters that cannot be seen. */
const INVISIBLE = /[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064]/gu;
const NUMBER = like('NUM');
/** Digits other than 0 to 9. */
const OTHER_DIGITS = /^[+\-−－＋]?\p{Nd}+(?:[.,٫٬．，]\p{Nd}+)*$/u;

/** Longer labels are texts: two numbers with all digits have room. */
const LONGEST = 80;

/** The notation of a label that is neither a number nor a date; null where it looks like none. */
function notationOf(label: string): Pick<Notation, 'looksLike' | 'why'> | null {
  if (label.length > LONGEST) return null;
  const numeric = (why: string) => ({ looksLike: 'numbers', why }) as const;
  if (!/\d/.test(label) && OTHER_DIGITS.test(label))
    return numeric('only the digits 0 to 9 are read as numbers');
  if (!/[\d¼-¾⅓-⅞]/u.test(label)) return null;
  const visible = label.replace(INVISIBLE, '');
  if (visible !== label && NUMBER.test(visible.trim()))
    return numeric('they hold characters that cannot be seen');
  const bare = label.replace(SIGN, '').trim();
  if (bare !== label && NUMBER.test(bare))
    return numeric('only cells with the same sign beside the number are read as numbers');
  return notations.find(({ sign }) => sign.test(label)) ?? null;
}

/** What laboratories write where nothing was detected. */
const NOT_DETECTED =
  /^(?:n\. ?d\.?|nd|not detected|(?:below |<=? ?|≤ ?)?(?:lo[dq]|m?dl|rl|(?:limit of )?detection(?: limit)?)|b\.?d\.?l\.?|traces?|tr\.?)$/i;

/** Why a cell of a column of numbers is none, in brackets; '' where nothing is known of it. */
export function whyNoNumber(cell: string): string {
  if (NOT_DETECTED.test(cell.trim()))
    return inBrackets(
      'where it says that nothing was detected, as missing it leaves out small values: “<0.1” would count as half of a limit of 0.1',
    );
  const notation = notationOf(cell.trim());
  return inBrackets(notation?.looksLike === 'numbers' ? notation.why : null);
}

const inBrackets = (why: string | null): string => (why === null ? '' : ` (${why})`);

/** The code of the remark on labels that are ranges. */
export const rangeLabels = 'table.range-labels';
const LEAST_RANGES = 3;

/**
 * A warning where at least half of the labels are numbers or dates, or look like them, and some are neither; a note where all of
 * them are ranges.
 */
export function lookalikeIssues(
  column: string,
  labels: readonly string[],
  parse: NumberParser,
): readonly IssueInput[] {
  if (labels.length >= LEAST_RANGES && labels.every((label) => rangeIn(label.trim(), parse) !== null))
    return [
      {
        severity: 'note',
        code: rangeLabels,
        message: `“${column}” holds labels that look like ranges of numbers, such as “${labels[0]}”. Labels have no order.`,
        hint: `If they are ranges, ${setType('number')}: the middle of each is read.`,
        column,
      },
    ];
  const isNumber = (label: string): boolean => !Number.isNaN(writtenValue(label, parse));
  const found = labels.flatMap((label) => {
    const notation = notationOf(label);
    return notation === null || isNumber(label) || isDate(label) ? [] : [{ label, ...notation }];
  });
  const read = {
    numbers: labels.filter(isNumber).length,
    dates: labels.filter(isDate).length,
  };
  const [first] = found;
  if (first !== undefined) {
    const alike = found.filter(({ looksLike }) => looksLike === first.looksLike).length;
    if (2 * (alike + read[first.looksLike]) >= labels.length)
      return [
        {
          severity: 'warning',
          code: 'table.number-lookalikes',
          message: `“${column}” is not read as ${first.looksLike}, although it holds cells such as “${first.label}”: ${first.why}.`,
          hint:
            first.looksLike === 'dates'
              ? 'Write dates such as 2020-12-31 in the file.'
              : 'Write plain numbers such as 1234.5 in the file, and the unit in the name of the column.',
          column,
        },
      ];
  }
  const mangled = labels.filter((label) => DAY_OF_MONTH.test(label.trim()));
  if (mangled.length > 0 && mangled.length < labels.length) return [mangledIssue(column, mangled)];
  const kind = read.numbers >= read.dates ? 'numbers' : 'dates';
  if (read[kind] === 0 || 2 * read[kind] < labels.length) return [];
  const other = labels.find((label) => (kind === 'numbers' ? !isNumber(label) : !isDate(label)));
  if (other === undefined) return kind === 'dates' ? [disagreeing(column, labels[0])] : [];
  return [
    {
      severity: 'warning',
      code: 'table.mixed-column',
      message: `“${column}” is read as labels: it holds ${kind}, but too many of its cells are something else, such as “${other.slice(0, LONGEST_NUMBER)}”${inBrackets(notationOf(other)?.why ?? null)}.`,
      hint: `Add the text to ${named(readingSettings.missing)}, or ${setType()}.`,
      column,
    },
  ];
}

/** Among other labels, what spreadsheets make of 5-10 and MARCH1. */
const DAY_OF_MONTH =
  /^(?:\d{1,2}-(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|mrz|mai|okt|dez)|(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|mrz|mai|okt|dez)-\d{2})$/i;

function mangledIssue(column: string, [first, ...more]: readonly string[]): IssueInput {
  return {
    severity: 'warning',
    code: 'table.labels-made-dates',
    message: `“${column}” holds “${first}”${more.length === 0 ? '' : ` and ${plural(more.length, 'more label')} like it`} among labels that are no dates: a spreadsheet makes such dates of ranges such as 5-10 and of names such as MARCH1.`,
    hint: 'Correct them where the file comes from, with that column formatted as text.',
    column,
  };
}

/** Each label is a date, but no order of day, month and year reads enough of them. */
function disagreeing(column: string, example: string): IssueInput {
  return {
    severity: 'warning',
    code: 'table.number-lookalikes',
    message: `“${column}” is not read as dates, although it holds cells such as “${example}”: some have the day first and others the month.`,
    hint: 'Write dates such as 2020-12-31 in the file.',
    column,
  };
}
