/**
 * Numbers as people write them in reports: 12.3 ± 0.4, 12.3(4), 1.2×10^3, 12.3*, 48°12′30″N. Only where the value is without doubt:
 * 1.2 ± 0.3 × 10^3 and 12.3 ± 5 % are no such numbers.
 */
import { LONGEST_NUMBER, type NumberParser } from '../cells/cells.ts';

/** What may stand in a cell besides the digits of a number and its unit. */
export type Addition = 'uncertainty' | 'power' | 'mark' | 'angle';

interface Written {
  /** The number, with its unit if it has one, as a program would write it. */
  readonly text: string;
  readonly additions: readonly Addition[];
  /** What stands behind ±, or in brackets, in the same unit; absent where nothing does. */
  readonly uncertainty?: string;
}

const SIGN = String.raw`[+\-\u2212\u2012\u2013]`;
/** Digits with marks between them, and the exponent of a number, as parts of patterns. */
export const DIGITS = String.raw`(?:\d[\d.,'’\u00a0\u2009\u202f]*|[.,]\d+)`;
const NUMBER = `${SIGN}?${DIGITS}`;
export const EXPONENT = String.raw`[eE][+\-]?\d+`;
/** What follows a number: nothing or a unit; not %, which may be that of the uncertainty alone. */
const UNIT = String.raw`((?: ?[^\d\s.,'+\-:%(][^\d:%]{0,11})?)`;

const PLAUSIBLE = new RegExp(`^\\(? ?${SIGN}?[\\d.,]`);
const MARK = /^(.*[\d\p{L})])\s?(?:[*†‡§¶]{1,4}|[ᵃ-ᵡⁱⁿ]{1,3})$/u;
/** Of a power, the digits of the exponent: as they are, in brackets, or raised. */
const POWER = new RegExp(
  String.raw`(?: ?[×x·⋅∙*] ?|^(${SIGN}?))10(?:(?:\^|\*\*) ?(?:(${SIGN}?\d{1,3})|[({](${SIGN}?\d{1,3})[)}])|([⁺⁻]?[⁰¹²³⁴-⁹]{1,3}))(?![\d⁰¹²³⁴-⁹])`,
  'giu',
);
const MATHEMATICA = new RegExp(`^(${NUMBER})\\*\\^(${SIGN}?\\d{1,3})$`);
const RAISED = '⁰¹²³⁴⁵⁶⁷⁸⁹';
const UNCERTAIN = new RegExp(
  `^(${NUMBER})(${EXPONENT})? ?(?:±|\\+/?[-\u2212]) ?(${DIGITS})(${EXPONENT})?${UNIT}$`,
);
const UNCERTAIN_IN_BRACKETS = new RegExp(
  `^\\( ?(${NUMBER}) ?(?:±|\\+/?[-\u2212]) ?(${DIGITS}) ?\\)(${EXPONENT})?${UNIT}$`,
);
const CONCISE = new RegExp(`^(${SIGN}?\\d+(?:([.,])(\\d+))?)\\((\\d{1,4})\\)(${EXPONENT})?${UNIT}$`);

/**
 * The number of a cell without what stands beside it; null where nothing does, or the value is in doubt.
 * @param wholeConcise whether 12(3) is 12 with an uncertainty, because other cells of the column are like 12.3(4)
 */
export function writtenNumber(cell: string, wholeConcise = false): Written | null {
  const all = cell.trim();
  if (all.length > LONGEST_NUMBER || !PLAUSIBLE.test(all)) return null;
  const angle = degreesOf(all);
  if (angle !== null) return { text: angle, additions: ['angle'] };
  const additions: Addition[] = [];
  const marked = MARK.exec(all);
  if (marked !== null) additions.push('mark');
  const unmarked = marked?.[1] ?? all;
  const powered = withoutPower(unmarked);
  if (powered !== unmarked) additions.push('power');
  const uncertain = uncertainNumber(powered, wholeConcise);
  if (uncertain !== null) additions.push('uncertainty');
  const text = uncertain?.number ?? powered;
  if (additions.length === 0 || /[±()]/.test(text)) return null;
  return { text, additions, ...(uncertain !== null && { uncertainty: uncertain.uncertainty }) };
}

/** The value of a cell, with or without such additions; NaN where it has none. */
export function writtenValue(cell: string, parse: NumberParser): number {
  const value = parse(cell);
  if (!Number.isNaN(value)) return value;
  const written = writtenNumber(cell);
  return written === null ? NaN : parse(written.text);
}

/** Whether a cell is a number with a decimal mark and an uncertainty such as 12.3(4). */
export const isConcise = (cell: string): boolean => /[.,]\d/.test(cell) && CONCISE.test(cell.trim());

/**
 * Degrees with minutes, seconds or a hemisphere: 48°12′30″N, 7° 5.5' W, 12.5°S. Not O, which is east in German and west in
 * French.
 */
const ANGLE =
  /^([+\-\u2212]?)(\d{1,3}(?:[.,]\d+)?) ?° ?(?:(\d{1,2}(?:[.,]\d+)?) ?['’′] ?(?:(\d{1,2}(?:[.,]\d+)?) ?(?:["”″]|''|′′) ?)?)?([NSEW]?)$/u;

/** Decimal digits of a degree: a tenth of a micrometre on the Earth. */
const PLACES = 12;

/** Such an angle in degrees, in digits that need no decimal mark; south and west are negative. Null for another text. */
function degreesOf(text: string): string | null {
  const match = ANGLE.exec(text);
  if (match === null) return null;
  const [, sign, whole, minutes, seconds, hemisphere] = match;
  const isPlain = minutes === undefined && hemisphere === '';
  const hasFraction = (part: string): boolean => /[.,]/.test(part);
  const isMixed =
    (minutes !== undefined && hasFraction(whole)) || (seconds !== undefined && hasFraction(minutes));
  if (isPlain || isMixed || (sign !== '' && hemisphere !== '')) return null;
  const [degrees, m, s] = [whole, minutes ?? '0', seconds ?? '0'].map((part) =>
    Number(part.replace(',', '.')),
  );
  if (m >= 60 || s >= 60) return null;
  const size = degrees + m / 60 + s / 3600;
  const negative = sign !== '' && sign !== '+' ? true : hemisphere === 'S' || hemisphere === 'W';
  return `${negative ? '-' : ''}${Math.round(size * 10 ** PLACES)}e-${PLACES}°`;
}

function withoutPower(text: string): string {
  const short = MATHEMATICA.exec(text);
  if (short !== null) return `${short[1]}e${asciiSign(short[2])}`;
  return text.replace(POWER, (_, sign?: string, plain?: string, bracketed?: string, raised?: string) => {
    const exponent = asciiSign(plain ?? bracketed ?? (raised ?? '').replace(/./gu, lowered));
    return `${sign === undefined ? '' : `${sign}1`}e${exponent}`;
  });
}

interface UncertainNumber {
  readonly number: string;
  readonly uncertainty: string;
}

/** A number and its uncertainty, each with the unit; null where none stands beside it, or it is in doubt. */
function uncertainNumber(text: string, wholeConcise: boolean): UncertainNumber | null {
  const inBrackets = UNCERTAIN_IN_BRACKETS.exec(text);
  if (inBrackets !== null) {
    const [, number, size, exponent = '', unit] = inBrackets;
    return { number: `${number}${exponent}${unit}`, uncertainty: `${size}${exponent}${unit}` };
  }
  const plain = UNCERTAIN.exec(text);
  // The power of 1.2 ± 0.3e3 may be that of both.
  if (plain !== null && (plain[2] !== undefined || plain[4] === undefined)) {
    const [, number, exponent = '', size, sizeExponent = '', unit] = plain;
    return { number: `${number}${exponent}${unit}`, uncertainty: `${size}${sizeExponent}${unit}` };
  }
  const concise = CONCISE.exec(text);
  if (concise === null || !(wholeConcise || isConcise(text))) return null;
  const [, number, mark = '', decimals = '', lastDigits, exponent = '', unit] = concise;
  const whole = lastDigits.length - decimals.length;
  const size =
    whole > 0
      ? `${lastDigits.slice(0, whole)}${mark}${lastDigits.slice(whole)}`
      : `0${mark}${lastDigits.padStart(decimals.length, '0')}`;
  return { number: `${number}${exponent}${unit}`, uncertainty: `${size}${exponent}${unit}` };
}

const asciiSign = (digits: string): string => digits.replace(/[\u2212\u2012\u2013]/, '-');

function lowered(sign: string): string {
  if (sign === '⁻') return '-';
  return sign === '⁺' ? '+' : String(RAISED.indexOf(sign));
}
