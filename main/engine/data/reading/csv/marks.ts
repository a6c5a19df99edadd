/** Which marks the numbers of a table are written with. */
import type { ReadingOptions } from '../../../../../shared/contract/schemas/setups.ts';
import type { TableFormat } from '../../../../../shared/contract/views/data.ts';
import { withoutUnit } from '../../columns/readers/unitCells.ts';
import { writtenNumber } from '../../columns/notations/writtenNumbers.ts';

const NUMBER =
  /^[+-]?(?:\d+(?:[.,]\d*)?|[.,]\d+|\d{1,3}(?:[.,' \u00a0\u2009\u202f]\d{3})+(?:[.,]\d+)?)(?:[eEdD][+-]?\d+)?$/;

/** Whether a cell is a number, with whatever marks. */
export const isNumberOfAnyMarks = (cell: string): boolean => NUMBER.test(cell.trim());

export interface Marks {
  readonly decimal: '.' | ',';
  readonly thousands: TableFormat['thousands'];
  readonly proven: boolean;
  readonly ambiguous: string | null;
}

/** Cells that determine a mark, and which one. */
const EVIDENCE = {
  /** 1,234,567 or 1,234.5 */
  thousandsComma: /^[+-]?[1-9]\d{0,2}(?:(?:,\d{3}){2,}(?:\.\d*)?|(?:,\d{3})+\.\d*)$/,
  thousandsDot: /^[+-]?[1-9]\d{0,2}(?:(?:\.\d{3}){2,}(?:,\d*)?|(?:\.\d{3})+,\d*)$/,
  thousandsSpace: /^[+-]?[1-9]\d{0,2}(?:[ \u00a0\u2009\u202f]\d{3})+(?:[.,]\d*)?$/,
  thousandsQuote: /^[+-]?[1-9]\d{0,2}(?:['’]\d{3})+(?:[.,]\d*)?$/,
  /** One comma that cannot group digits: 1,5 or 0,123 or 1234,567 or 1,5e3 */
  decimalComma:
    /^[+-]?(?:\d*,(?:\d{1,2}|\d{4,})|0+,\d+|\d{4,},\d+|,\d+|\d+,\d*[eEdD][+-]?\d+|[1-9]\d{0,2}(?:[ '’\u00a0\u2009\u202f]\d{3})+,\d*)$/,
  decimalDot:
    /^[+-]?(?:\d*\.(?:\d{1,2}|\d{4,})|0+\.\d+|\d{4,}\.\d+|\.\d+|\d+\.\d*[eEdD][+-]?\d+|[1-9]\d{0,2}(?:[ '’\u00a0\u2009\u202f]\d{3})+\.\d*)$/,
  /** 1,234: a thousand or a fraction */
  openComma: /^[+-]?[1-9]\d{0,2},\d{3}$/,
  openDot: /^[+-]?[1-9]\d{0,2}\.\d{3}$/,
} as const;
type Evidence = keyof typeof EVIDENCE;
const kinds = Object.keys(EVIDENCE) as Evidence[];

/** @param rows cells of numbers among others. @param overrides what the person set */
export function detectMarks(
  rows: readonly string[][],
  delimiter: TableFormat['delimiter'],
  overrides: ReadingOptions,
): Marks {
  const plain = countEvidence(rows, (cell) => cell);
  const beside = countEvidence(rows, besideSigns);
  const count = provesDecimal(plain) ? plain : added(plain, beside);
  const comma = count.decimalComma + count.thousandsDot;
  const dot = count.decimalDot + count.thousandsComma;
  let decimal = overrides.decimal ?? besideThousands(overrides.thousands);
  let proven = comma + dot > 0;
  let ambiguous: string | null = null;
  if (decimal === undefined) {
    if (comma + dot > 0) decimal = comma > dot ? ',' : '.';
    else if (count.openComma > 0 && delimiter !== ',') {
      // 1,234 in a file whose delimiter is not the comma: a fraction where the delimiter is the semicolon, as in most
      // of Europe.
      decimal = delimiter === ';' ? ',' : '.';
      if (delimiter !== ';') ambiguous = firstMatch(rows, EVIDENCE.openComma);
    } else {
      decimal = '.';
      proven = count.openDot > 0;
      if (proven && delimiter !== ',' && overrides.thousands === undefined)
        ambiguous = firstMatch(rows, EVIDENCE.openDot);
    }
  }
  // A price may be the only number with grouped digits; 1,234 € proves none.
  const grouped = { ...beside, openComma: 0, openDot: 0 };
  const thousands = overrides.thousands ?? (thousandsFor(decimal, count) || thousandsFor(decimal, grouped));
  return { decimal, thousands, proven, ambiguous };
}

/** A point or comma that groups digits leaves the other one for decimals. */
function besideThousands(thousands: ReadingOptions['thousands']): '.' | ',' | undefined {
  if (thousands === '.') return ',';
  return thousands === ',' ? '.' : undefined;
}

function thousandsFor(decimal: '.' | ',', count: Record<Evidence, number>): TableFormat['thousands'] {
  const [grouped, open, mark] =
    decimal === '.'
      ? ([count.thousandsComma, count.openComma, ','] as const)
      : ([count.thousandsDot, count.openDot, '.'] as const);
  if (count.thousandsSpace > 0) return ' ';
  if (count.thousandsQuote > 0) return "'";
  return grouped + open > 0 ? mark : '';
}

const provesDecimal = (count: Record<Evidence, number>): boolean =>
  count.decimalComma + count.thousandsDot + count.decimalDot + count.thousandsComma > 0;

function added(one: Record<Evidence, number>, other: Record<Evidence, number>): Record<Evidence, number> {
  return Object.fromEntries(kinds.map((kind) => [kind, one[kind] + other[kind]])) as Record<Evidence, number>;
}

/** A cell with nothing beside a number. */
const BARE = /^[\d.,+-]*$/;

/** Fractions of a second behind a time of day. A point there is usual beside decimal commas too. */
const SECONDS = /:\d{2}(?=,\d+$)/;

/** The number in a cell with a unit, an uncertainty or a mark beside it, or the seconds of a time; '' for another cell. */
function besideSigns(cell: string): string {
  if (BARE.test(cell)) return '';
  const time = SECONDS.exec(cell);
  if (time !== null) return `0${cell.slice(time.index + time[0].length)}`;
  const number = writtenNumber(cell)?.text ?? cell;
  const bare = withoutUnit(number);
  return bare === cell ? '' : bare;
}

function countEvidence(
  rows: readonly string[][],
  numberIn: (cell: string) => string,
): Record<Evidence, number> {
  const count = Object.fromEntries(kinds.map((k) => [k, 0])) as Record<Evidence, number>;
  for (const row of rows.slice(0, 5000)) {
    for (const cell of row) {
      const text = numberIn(cell.trim());
      if (text === '' || text.length > 40 || !/[.,' ’\u00a0\u2009\u202f]/.test(text)) continue;
      for (const kind of kinds) if (EVIDENCE[kind].test(text)) count[kind]++;
    }
  }
  return count;
}

/** The first number with such marks. */
function firstMatch(rows: readonly string[][], pattern: RegExp): string | null {
  const numbers = rows.flat().flatMap((cell) => [cell.trim(), besideSigns(cell.trim())]);
  return numbers.find((text) => pattern.test(text)) ?? null;
}
