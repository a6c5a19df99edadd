/** Notations of numbers and dates that are recognised but not read, each with the reason. */

/** Digits with marks between them. */
const DIGITS = String.raw`[+\-−]?[.,]?\d[\d.,'’_ \u00a0\u2007\u2009\u202f]*`;
/** One of several numbers in a cell, which may have a unit of a few letters. */
const PART = String.raw`[+\-−]?\d[\d.]*(?:e[+\-]?\d+)?(?:\p{L}{1,2}|°)?`;
/** The whole cell; `NUM` stands for digits with marks between them, `PART` for one of several numbers. */
export const like = (pattern: string): RegExp =>
  new RegExp(`^(?:${pattern.replaceAll('NUM', DIGITS).replaceAll('PART', PART)})$`, 'iu');

const MONTHS =
  'jan|feb|fév|fev|mar|mär|mrz|apr|avr|abr|may|mai|mag|maj|jun|jui|giu|jul|lug|aug|aoû|ago|sep|set|oct|okt|ott|out|nov|dec|dez|déc|dic';

export interface Notation {
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
export const notations: readonly Notation[] = [
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
    // In languages that write “of” between day, month and year, or months that English does not have.
    String.raw`\d{1,2}\.?(?:[ \-/]|(?: de| di| del| du| d['’]) ?)(?:${MONTHS}|ene|gen|mrt|mei|cze|kwi|lis)\p{L}{0,8}\.?(?:[ \-/]|(?: de| del| di) )\d{2,4}(?: .{0,20})?`,
    String.raw`q[1-4][ \-/']?\d{2,4}`,
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
    String.raw`[+\-−]?(?:\d+[ \-])?\d+ ?/ ?\d+`,
    String.raw`[+\-−]?\d* ?[½¼¾⅓⅔⅛⅜⅝⅞]`,
  ),
  ...numbers(
    'only times of a day are read, and not durations or ratios',
    String.raw`\d+(?::\d{1,2}){1,2}(?:[.,]\d+)?`,
    String.raw`\d+ ?: ?\d+`,
    String.raw`p(?=[\dt])(?:\d[\d.,]*[ymwd])*(?:t(?:\d[\d.,]*[hms])+)?`,
    String.raw`\d+ ?d(?:ays?)? \d+ ?h(?:ours?)?(?: \d+ ?m(?:in)?)?(?: \d[\d.,]* ?s(?:ec)?)?`,
    String.raw`-?\d+(?: ?d(?:ays?)?,? |\.)\d{1,2}:\d{2}(?::\d{2}(?:[.,]\d+)?)?`,
    String.raw`\d+ ?h ?\d+ ?(?:m(?:in)?)?(?: ?\d[\d.,]* ?s(?:ec)?)?`,
    String.raw`\d+ ?m(?:in)? ?\d[\d.,]* ?s(?:ec)?`,
  ),
  ...numbers(
    'the digits that count, as Mathematica writes them behind “`”, are not read',
    String.raw`[+\-−]?\d[\d.]*` + '`{1,2}' + String.raw`[\d.]*(?:\*\^[+\-−]?\d+)?`,
  ),
  ...numbers(
    'a count of repeats before a number, as Fortran writes it, is not read',
    String.raw`\d+\*[+\-]?\d[\d.]*(?:[ed][+\-]?\d+)?`,
  ),
  ...numbers(
    'numbers in LaTeX are not read',
    String.raw`\$.*\d.*\$`,
    String.raw`.*\\(?:num|pm|SI|qty)\b.*\d.*`,
  ),
  ...numbers(
    'an uncertainty that differs upwards and downwards is not read',
    String.raw`NUM[({]?\+ ?NUM[ /,]*[\-−] ?NUM[)}]?`,
  ),
  ...numbers(
    'a name before each number is not read: write the names once, above the columns',
    String.raw`\p{L}[\p{L}\d_.]{0,20} ?= ?NUM(?:e[+\-]?\d+)?(?: ?[\p{L}%°/]{1,6})?`,
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
    'a bracket stands beside the number, as around the rows of a program',
    String.raw`[([{]+PART`,
    String.raw`PART[)\]}]+[,;]?`,
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
    String.raw`[+\-−]?\d[\d.,]* ?°[CFKR]`,
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
  ...numbers(
    'several numbers in one cell are not read: give each a column of its own',
    String.raw`[([{]? ?PART(?: ?[,;] ?PART)+ ?[)\]}]?`,
    String.raw`PART(?: ?[x×] ?PART)+(?: ?\p{L}{1,3})?`,
  ),
];
