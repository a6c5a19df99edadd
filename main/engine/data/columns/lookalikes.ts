/** Labels that look like numbers, ranges or dates in a notation that is not read. */
import { readingSettings } from '../../../../shared/settings/reading.ts';
import { named } from '../../../../shared/settings/setting.ts';
import { setType } from '../../../../shared/contract/columnTypes.ts';
import type { IssueInput } from '../issues/issues.ts';
import { LONGEST_NUMBER, type NumberParser } from './cells/cells.ts';
import { rangeIn } from './notations/besideNumbers.ts';
import { isDate } from './dates/dates.ts';
import { writtenValue } from './notations/writtenNumbers.ts';

/** Digits with marks between them. */
const DIGITS = String.raw`[+\-−]?[.,]?\d[\d.,'’_ \u00a0\u2007\u2009\u202f]*`;
const like = (pattern: string): RegExp => new RegExp(`^(?:${pattern.replaceAll('NUM', DIGITS)})$`, 'iu');

const MONTHS =
  'jan|feb|fév|fev|mar|mär|mrz|apr|avr|abr|may|mai|mag|maj|jun|jui|giu|jul|lug|aug|aoû|ago|sep|set|oct|okt|ott|out|nov|dec|dez|déc|dic';

interface Notation {
  readonly looksLike: 'numbers' | 'dates';
  readonly sign: RegExp;
  /** Completes “not read as numbers, although …: ”. */
  readonly why: string;
}

const numbers = (why: string, ...patterns: readonly string[]): Notation[] =>
  patterns.map((pattern) => ({ looksLike: 'numbers', sign: like(pattern), why }));
const dates = (...patterns: readonly string[]): Notation[] =>
  patterns.map((pattern) => ({
    looksLike: 'dates',
    sign: like(pattern),
    why: 'dates are read where they are written like 2020-12-31 or 31.12.2020, and exist',
  }));

/** In the order in which they are tried. `NUM` stands for digits with marks between them. */
const NOTATIONS: readonly Notation[] = [
  ...numbers('hexadecimal numbers are read as labels', String.raw`[+\-]?0x[\da-f]+`),
  ...dates(
    String.raw`(?:\d{1,2}\.?[ \-]+)?(?:${MONTHS})\p{L}{0,8}\.?(?:[ \-]+\d{1,2},)?[ \-]+'?\d{2,4}`,
    String.raw`\d{4}[\- ]?[qmwh]\d{1,2}`,
    String.raw`\d{4}-\d{3}`,
    String.raw`\d{4}[\-/.]\d{1,2}[\-/.]\d{1,2}`,
    String.raw`\d{4} ?[年년] ?\d{1,2} ?[月월](?: ?\d{1,2} ?[日일])?.{0,20}`,
    String.raw`\d{1,2}[ /.\-]\d{1,2}[ /.\-](?:19|20)\d{2}`,
    String.raw`\d{1,2}[/.\-](?:19|20)\d{2}`,
    // As C and Unix print it.
    String.raw`(?:mon|tue|wed|thu|fri|sat|sun) (?:${MONTHS}) +\d{1,2} \d{1,2}:\d{2}:\d{2}(?: \p{Lu}{2,5})? \d{4}`,
    // A date with a time in a zone that only has a name.
    String.raw`\d{1,4}[\-/.]\d{1,2}[\-/.]\d{1,4}[T ]+\d{1,2}:\d{2}.{0,20}`,
  ),
  ...numbers(
    'powers of ten are read where they are written like 1.5e3 or 1.5×10^3',
    String.raw`[+\-−]?\d[\d.,]* ?[x×*·] ?10(?:\^|\*\*)?[+\-−⁺⁻]?[\d⁰¹²³⁴⁵⁶⁷⁸⁹]+`,
    String.raw`[+\-−]?\d[\d.,]*(?: e ?|\*\^)[+\-−]?\d+`,
    String.raw`10(?:\^[+\-−]?\d+|[⁺⁻]?[⁰¹²³⁴⁵⁶⁷⁸⁹]+)`,
  ),
  ...numbers(
    'fractions are read as labels',
    String.raw`[+\-−]?(?:\d+ )?\d+ ?/ ?\d+`,
    String.raw`[+\-−]?\d* ?[½¼¾⅓⅔⅛⅜⅝⅞]`,
  ),
  ...numbers(
    'only times of a day are read, and not durations or ratios',
    String.raw`\d+(?::\d{1,2}){1,2}(?:[.,]\d+)?`,
    String.raw`\d+ ?: ?\d+`,
    String.raw`p(?=[\dt])(?:\d[\d.,]*[ymwd])*(?:t(?:\d[\d.,]*[hms])+)?`,
    String.raw`\d+ ?d(?:ays?)? \d+ ?h(?:ours?)?`,
    String.raw`-?\d+(?: ?d(?:ays?)?,? |\.)\d{1,2}:\d{2}(?::\d{2}(?:[.,]\d+)?)?`,
    String.raw`\d+ ?h ?\d+ ?(?:m(?:in)?)?(?: ?\d[\d.,]* ?s(?:ec)?)?`,
    String.raw`\d+ ?m(?:in)? ?\d[\d.,]* ?s(?:ec)?`,
  ),
  ...numbers(
    'a limit or an approximate value is not a number',
    String.raw`(?:[<>≤≥~≈]|<=|>=|ca\.?|approx\.?) ?NUM`,
  ),
  ...numbers(
    'the sign for per cent may be the unit of both numbers, or of the uncertainty only',
    String.raw`NUM(?:±|\+/?[-−]) ?NUM%`,
  ),
  ...numbers(
    'the power of ten may be that of both numbers, or of the uncertainty only',
    String.raw`NUM(?:±|\+/?[-−]) ?NUM(?:e|[x×*·] ?10).*`,
  ),
  ...numbers(
    'digits in brackets behind a whole number may be an uncertainty or a reference',
    String.raw`[+\-−]?\d+\(\d+\)`,
  ),
  ...numbers(
    'a number in brackets may be negative, as in bookkeeping, or an estimate, or a reference',
    String.raw`\(NUM\)`,
  ),
  ...numbers(
    'the number in brackets may be an uncertainty, a count or another value',
    String.raw`NUM\(NUM%?\)`,
  ),
  ...numbers(
    'two numbers between brackets may be the ends of a range',
    String.raw`[[(] ?NUM ?[,;] ?NUM[\])]`,
  ),
  ...numbers(
    'lengths and weights in two units are labels',
    String.raw`\d+ ?(?:'|’|′|ft|feet) ?\d[\d.,]* ?(?:"|”|″|''|in|inch(?:es)?)?`,
    String.raw`\d+ ?lbs? \d[\d.,]* ?oz`,
  ),
  ...numbers(
    'inches are read where they are decimal numbers',
    String.raw`(?:\d+[ -])?\d+(?:/\d+)? ?(?:"|”|″|'')`,
  ),
  ...numbers('a letter in place of the decimal mark is not read', String.raw`\d+(?:[RkM]\d+|R)`),
  ...numbers('a reference in brackets is not read', String.raw`NUM\[\w{1,4}\]`),
  ...numbers('a hyphen or a dash is no minus sign', String.raw`[\u2010\u2011\u2014\u2015\uff0d]\d[\d.,]*`),
  ...numbers('a minus sign is read before the number only', String.raw`\d[\d.,]*[\-−]`),
  ...numbers('a minus sign is read directly before the number', String.raw`[\-−] \d[\d.,]*`),
  ...numbers(
    'degrees are read where their sign is beside them, as in 48.2°N or 48°12′30″',
    String.raw`\d{1,3} ?°[\d.,'"′″ NSEWO]+`,
    String.raw`\d{1,3}[.,]\d+ ?°? ?[NSEWO]`,
    String.raw`[+\-−]?\d{1,3} [0-5]\d [0-5]\d(?:[.,]\d+)? ?[NSEWO]?`,
    String.raw`\d{1,3} [0-5]\d(?:[.,]\d+)? ?[NSEWO]`,
  ),
  ...numbers(
    'complex numbers are read as labels',
    String.raw`\(?[+\-−]?\d[\d.,]*(?:e[+\-]?\d+)?[+\-−]\d[\d.,]*(?:e[+\-]?\d+)?[ij]\)?`,
    String.raw`\(?[+\-−]?\d[\d.,]*(?:e[+\-]?\d+)? [+\-−] \d[\d.,]*(?:e[+\-]?\d+)?[ij]\)?`,
  ),
  ...numbers(
    'a number cannot have a quotation mark or an equals sign beside it',
    String.raw`['’"“=]+NUM['’"”]*`,
  ),
  ...numbers(
    'only cells of the same unit are read as numbers',
    String.raw`(?:eur|usd|gbp|chf|jpy|cny|inr|aud|cad|sek|nok|dkk|pln|czk) ?NUM`,
  ),
  ...numbers(
    'only cells of the same unit are read as numbers, and letters may mark a group or a footnote as well',
    String.raw`[+\-−]?\d[\d.,'’]*(?: \p{L}[\p{L}/²³]{0,5}|(?!st|nd|rd|th)\p{L}{2,5}|[kMGTµ])`,
    String.raw`[+\-−]?\d+[.,]\d+\p{L}{1,5}`,
  ),
  ...numbers(
    'the decimal mark, or the mark between groups of digits, is not that of the file',
    String.raw`[+\-−]?\d+[.,·٫]\d+(?:e[+\-]?\d+)?`,
    String.raw`[+\-−]?\d{1,3}(?:,\d{2,3})+(?:\.\d+)?`,
    String.raw`[+\-−]?\d{1,3}(?:\.\d{3})+(?:,\d+)?`,
    String.raw`[+\-−]?\d{1,3}(?:[_'’ \u00a0\u2007\u2009\u202f]\d{3})+(?:[.,]\d+)?`,
    // Groups of digits behind the decimal mark.
    String.raw`[+\-−]?\d+[.,]\d{3}(?:[ \u00a0\u2007\u2009\u202f]\d{3})*[ \u00a0\u2007\u2009\u202f]\d{1,3}`,
  ),
  ...numbers(
    'blanks between decimals, or before the power of ten, are not read, nor are dots behind a number',
    String.raw`[+\-−]?\d+[.,]\d+(?: \d{1,3})*(?:\(\d+\))?(?: ?(?:\.\.\.|…))?(?: ?e ?[+\-−]?\d+)?`,
  ),
];

/** Signs before or behind a number: currencies, per cent, per mille, degrees. */
const SIGN = /[\p{Sc}%‰°]/gu;
/** Characters that cannot be seen. */
const INVISIBLE = /[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064]/gu;
const NUMBER = like('NUM');
/** Digits other than 0 to 9. */
const OTHER_DIGITS = /^[+\-−－＋]?\p{Nd}+(?:[.,٫٬．，]\p{Nd}+)*$/u;

/** The notation of a label that is neither a number nor a date; null where it looks like none. */
function notationOf(label: string): Pick<Notation, 'looksLike' | 'why'> | null {
  if (label.length > LONGEST_NUMBER) return null;
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
  return NOTATIONS.find(({ sign }) => sign.test(label)) ?? null;
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
