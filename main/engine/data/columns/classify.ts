/** What kind of values a column holds. */
import type { ColumnType } from '../../../../shared/contract/views.ts';
import { booleanPair, type MissingMarks, type NumberParser } from './cells.ts';
import { parseDate, provenOrder, type DayOrder } from './dates.ts';

/** A column has a type although this share of its cells cannot be read so; those cells are missing values. */
export const TOLERATED_SHARE = 0.1;

/** Few enough unreadable cells, among those that could be read, to be slips: a tenth, or one in a handful. */
export function isTolerable(unreadable: number, read: number): boolean {
  return unreadable <= TOLERATED_SHARE * (read + unreadable) || (unreadable === 1 && read >= 3);
}

export interface ColumnGuess {
  readonly type: ColumnType;
  /** Of 3/4/2020; only used for dates. */
  readonly dayOrder: DayOrder;
  /** Whether a date was met that settles the order. */
  readonly dayOrderProven: boolean;
}

/**
 * The type of which enough of the cells are. A column without any value is taken for numbers.
 * @param preferredOrder order of day and month where the cells leave it open.
 */
export function classify(
  cells: readonly string[],
  parse: NumberParser,
  marks: MissingMarks,
  preferredOrder: DayOrder,
): ColumnGuess {
  const values = cells.map((cell) => cell.trim()).filter((cell) => !marks.has(cell));
  const order = dayOrder(values, preferredOrder);
  const enough = (count: number): boolean => isTolerable(values.length - count, count);
  const type = ((): ColumnType => {
    if (values.length === 0) return 'number';
    if (enough(values.filter((v) => !Number.isNaN(parse(v))).length)) return 'number';
    const pair = booleanPair(values[0] ?? '');
    if (pair !== -1 && values.every((v) => booleanPair(v) === pair)) return 'boolean';
    if (enough(values.filter((v) => !Number.isNaN(parseDate(v, order.dayOrder))).length)) return 'date';
    return isCategory(new Set(values).size, values.length) ? 'category' : 'text';
  })();
  return { type, ...order };
}

/** Few enough labels to be kinds of things rather than names or remarks. */
export function isCategory(labels: number, values: number): boolean {
  return labels <= Math.max(20, Math.min(1000, values / 2));
}

function dayOrder(values: readonly string[], preferred: DayOrder): Omit<ColumnGuess, 'type'> {
  let [dmy, mdy, open] = [0, 0, 0];
  for (const value of values) {
    const order = provenOrder(value);
    if (order === 'dmy') dmy++;
    else if (order === 'mdy') mdy++;
    else if (order === 'either') open++;
  }
  if (dmy + mdy > 0) return { dayOrder: dmy >= mdy ? 'dmy' : 'mdy', dayOrderProven: true };
  return { dayOrder: preferred, dayOrderProven: open === 0 };
}
