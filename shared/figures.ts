/**
 * Figures as people read them: in the window, on the command line and in the messages of the engine, so that the same
 * number has the same text everywhere. Pure.
 */
import { dateText } from './dates.ts';
import { superscript, superscripts } from './superscript.ts';

const MINUS = '−';

/**
 * A number to `digits` significant digits: plain between 1e-4 and 1e6, else as 1.23·10⁻⁷. Not a number is `–`.
 */
export function numberText(value: number, digits = 4): string {
  if (Number.isNaN(value)) return '–';
  if (!Number.isFinite(value)) return value > 0 ? '∞' : `${MINUS}∞`;
  if (value === 0) return '0';
  const magnitude = Math.abs(value);
  if (magnitude >= 1e-4 && magnitude < 1e6) return minus(plain(value, digits));
  const [mantissa, exponent] = value.toExponential(digits - 1).split('e');
  return minus(`${trimZeros(mantissa)}·10${superscript(Number(exponent))}`);
}

/** An error (RMSE, cross-entropy): as {@link numberText}, but with trailing zeros, so that errors in a column align. */
export function errorText(value: number, digits = 4): string {
  const magnitude = Math.abs(value);
  if (!(magnitude >= 1e-4 && magnitude < 1e6)) return numberText(value, digits);
  return minus(rounded(value, digits));
}

/**
 * A value of a column.
 * @param dated whether the column holds dates
 * @param span of the values that it stands among, which decides whether the time of a date is told
 */
export function valueText(value: number, dated: boolean, digits = 4, span = Infinity): string {
  return dated ? dateText(value, span) : numberText(value, digits);
}

/** A constant of a formula, with the digits that matter when it is copied. */
export function constantText(value: number): string {
  return numberText(value, 8);
}

/** The most digits that a number with a standard error is shown with. */
const MOST_DIGITS = 8;

/**
 * A number with its standard error, which has two digits, both to the same decimal place: `0.0023` of 0.0022901 ± 0.0088.
 * @param error its standard error, in the same unit; where it is not above 0 the number has eight digits.
 */
function measuredText(value: number, error: number): string {
  const size = Math.max(Math.abs(value), error);
  if (!(error > 0 && Number.isFinite(size))) return constantText(value);
  const place = orderOf(Number(error.toPrecision(2))) - 1;
  const digits = orderOf(size) - place + 1;
  if (digits > MOST_DIGITS) return constantText(value);
  const isCoarse = place > 0 || Math.abs(value) < 10 ** place;
  const near = isCoarse ? Math.round(value / 10 ** place) * 10 ** place : value;
  if (size >= 1e-4 && size < 1e6) return minus(near.toFixed(Math.max(0, -place)));
  const [mantissa, exponent] = near.toExponential(Math.max(0, orderOf(near) - place)).split('e');
  return minus(near === 0 ? '0' : `${mantissa}·10${superscript(Number(exponent))}`);
}

/** `0.0023 ± 0.0088`, as {@link measuredText}. */
export function fittedText(value: number, error: number): string {
  return `${measuredText(value, error)} ± ${errorText(error, 2)}`;
}

/** The exponent of the leading digit. */
function orderOf(value: number): number {
  return Number(value.toExponential().split('e')[1]);
}

/**
 * A share of rows: 97.3 %. A share that is nearly 0 or nearly 1 is never shown as 0 % or 100 %: 99.98 %, 0.04 %.
 * @param share between 0 and 1; null or NaN where it is not known.
 */
export function shareText(share: number | null): string {
  if (share === null || Number.isNaN(share)) return '–';
  if (share === 0 || share === 1) return `${100 * share} %`;
  const fromEnd = 100 * Math.min(share, 1 - share);
  const decimals = fromEnd >= 1 ? 1 : Math.min(8, Math.ceil(-Math.log10(fromEnd) - 1e-9));
  return `${(100 * share).toFixed(decimals)} %`;
}

/**
 * A probability as a number: 0.873, 0.9996. One that is nearly 0 or nearly 1 is never written as 0 or 1: with more decimals,
 * or as `> 0.999999`.
 */
export function probabilityText(probability: number): string {
  if (Number.isNaN(probability)) return '–';
  const fromEnd = Math.min(probability, 1 - probability);
  if (fromEnd < 1e-6) return probability > 0.5 ? '> 0.999999' : '< 0.000001';
  return probability.toFixed(Math.max(3, Math.ceil(-Math.log10(fromEnd) - 1e-9)));
}

/** A part of a quantity, such as an importance: 45.2 %, 5 %. @param part 1 is the whole */
export function percentText(part: number, digits = 3): string {
  return `${numberText(100 * part, digits)} %`;
}

/** An error as a share of the target's spread, in per cent with two digits; a very small one as `below 0.0001 %`. */
export function spreadShareText(share: number): string {
  return share < 1e-6 ? 'below 0.0001 %' : percentText(share, 2);
}

/** An importance: a part of what shuffling all columns adds to the loss. So small a part is as good as none. */
export function importanceText(share: number): string {
  return share > 0 && share < 1e-4 ? '< 0.01 %' : percentText(share);
}

/** Where R² is nearer to 1 than this, 1 − R² is shown. */
const R2_BY_DIGITS = 1e-6;
/** A share of the variance that is not explained, such as 1 − R², is rounding error below this. */
export const UNEXPLAINED_ROUNDING = 1e-15;
const LEAST_DECIMALS = 4;

/**
 * R² with four decimals, or with more where they are needed to show the difference from 1: 0.9870, 0.99997, 1 −
 * 3.2·10⁻⁹, > 1 − 10⁻¹⁵; never a bare 1.
 * @param unexplained 1 − R², where it is known more precisely than R² itself
 */
export function r2Text(r2: number, unexplained = 1 - r2): string {
  if (Number.isNaN(unexplained)) return '–';
  if (unexplained < UNEXPLAINED_ROUNDING) return '> 1 − 10⁻¹⁵';
  if (unexplained < R2_BY_DIGITS) return `1 − ${numberText(unexplained, 2)}`;
  if (unexplained > 10) return errorText(r2);
  const decimals = Math.max(LEAST_DECIMALS, Math.ceil(-Math.log10(unexplained)) + 1);
  return minus(withoutEnd((1 - unexplained).toFixed(decimals), decimals - LEAST_DECIMALS));
}

/** A count: 12 345 678 with thin spaces, which nobody reads as a decimal mark. */
export function countText(value: number): string {
  const digits = String(Math.abs(Math.round(value)));
  const groups: string[] = [];
  for (let end = digits.length; end > 0; end -= 3) groups.unshift(digits.slice(Math.max(0, end - 3), end));
  return `${value < 0 ? '-' : ''}${groups.join('\u202f')}`;
}

/**
 * A count that may be a fraction, such as a sum of weights or the rows for each parameter: as {@link countText} where it is
 * whole or has no digits behind the point, else as {@link numberText}.
 */
export function amountText(count: number, digits = 4): string {
  const isWhole = Number.isInteger(count) || Math.abs(count) >= 10 ** (digits - 1);
  return isWhole && Number.isFinite(count) ? countText(count) : numberText(count, digits);
}

/** A speed: 950, 12.3 k, 4.56 M. */
export function rateText(value: number): string {
  if (!Number.isFinite(value) || value <= 0) return '–';
  if (value < 1000) return plain(value, 3);
  if (value < 1e6) return `${plain(value / 1e3, 3)} k`;
  return `${plain(value / 1e6, 3)} M`;
}

/** A size: 999 B, 48.2 kB, 197 MB. */
export function bytesText(bytes: number): string {
  if (bytes < 1000) return `${bytes} B`;
  if (bytes < 1e6) return `${plain(bytes / 1e3, 3)} kB`;
  if (bytes < 1e9) return `${plain(bytes / 1e6, 3)} MB`;
  return `${plain(bytes / 1e9, 3)} GB`;
}

/** A time: 0.4 s, 12 s, 3 min 20 s, 2 h 05 min. */
export function secondsText(seconds: number): string {
  if (!Number.isFinite(seconds)) return '–';
  if (seconds < 10) return `${seconds.toFixed(1)} s`;
  const whole = Math.round(seconds);
  if (whole < 60) return `${whole} s`;
  if (whole < 3600) return `${Math.floor(whole / 60)} min ${two(whole % 60)} s`;
  return `${Math.floor(whole / 3600)} h ${two(Math.floor((whole % 3600) / 60))} min`;
}

/** A span of time in days, given in milliseconds: `86.2 days`. */
export function daysText(milliseconds: number): string {
  return `${numberText(milliseconds / 86_400_000, 3)} days`;
}

/** `1 row`, `2 rows`. */
export function plural(count: number, noun: string, many = `${noun}s`): string {
  return `${countText(count)} ${count === 1 ? noun : many}`;
}

/** Replaces numbers such as 1.3e-4 in a sentence by 1.3·10⁻⁴, as people write them; no line begins with a %. */
export function spelled(sentence: string): string {
  return sentence
    .replace(
      /(\d)e([+-]?\d+)\b/g,
      (_, digit: string, power: string) => `${digit}·10${superscript(Number(power))}`,
    )
    .replace(/(\d) %/g, '$1\u00a0%');
}

/** The number in a text that these functions or a keyboard wrote: −0.5, 1.2·10⁻⁷, 1.2e-7. NaN where there is none. */
export function numberOf(text: string): number {
  const typed = text
    .trim()
    .replace(MINUS, '-')
    .replace(/·10(⁻?)([⁰¹²³⁴⁵⁶⁷⁸⁹]+)$/, (_, sign: string, digits: string) => {
      const power = [...digits].map((digit) => superscripts.indexOf(digit)).join('');
      return `e${sign && '-'}${power}`;
    });
  return typed === '' ? NaN : Number(typed);
}

function plain(value: number, digits: number): string {
  return trimZeros(rounded(value, digits));
}

/** Digits of a standard error: more are not known. */
const DIGITS_OF_ERRORS = 2;

/**
 * A number with this many significant digits, without an exponent. Whole numbers keep all their digits; with the digits of a
 * standard error they end in zeros, as in printed formulas: 111131 is 110000.
 */
function rounded(value: number, digits: number): string {
  const near = Number(value.toPrecision(digits));
  const order = Math.floor(Math.log10(Math.abs(near)));
  if (order + 1 >= digits) return String(digits <= DIGITS_OF_ERRORS ? near : Math.round(value));
  return near.toFixed(Math.min(20, digits - order - 1));
}

function trimZeros(text: string): string {
  if (!text.includes('.')) return text;
  const trimmed = withoutEnd(text, text.length);
  return trimmed.endsWith('.') ? trimmed.slice(0, -1) : trimmed;
}

/** Without trailing zeros; at most `most` are removed. */
function withoutEnd(text: string, most: number): string {
  let end = text.length;
  while (end > text.length - most && text[end - 1] === '0') end--;
  return text.slice(0, end);
}

/** What rounds to zero has no sign. */
function minus(text: string): string {
  return text.replace(/^-/, Number(text) === 0 ? '' : MINUS);
}

function two(value: number): string {
  return String(value).padStart(2, '0');
}
