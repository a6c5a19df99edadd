/** What a column of whole numbers seems to number, by its name and its values. */
import { columnTypeFacts } from '../../../../shared/contract/columnTypes.ts';
import type { Column } from '../table/table.ts';
import { isRunning, type Checked } from './check.ts';
import { groupName } from '../table/groupNames.ts';

/** Groups, and those of a column whose name may be that of a quantity. */
const [leastGroups, leastOfOthers] = [2, 3];
/** Rows of a group on average. */
const leastRows = 2;
/** Under a name that may be that of a quantity: so many groups, of which the largest has at most so many times the rows of the smallest. */
const [mostEven, mostUneven] = [20, 2];

/** Columns beside which “ID” is an inner diameter, or “Id” the current of a drain. */
const besideId = /^(?:o\.?d|v[dg]s?|i[gs])\b/i;

export interface Numbered {
  /** Different numbers. */
  readonly groups: number;
  /** Rows that have one. */
  readonly rows: number;
}

/** Whether these are groups: else each number names a row, or hardly more. */
export const repeats = ({ groups, rows }: Numbered): boolean => rows >= leastRows * groups;

/** What a column seems to number, by its name and its values; null for a quantity. */
export function numberedBy(column: Column, { facts, table, partial }: Checked): Numbered | null {
  // The beginning of a file may have a few of its groups only.
  if (partial || columnTypeFacts[column.type].holds !== 'quantities' || hasUnit(column)) return null;
  const kind = groupName(column.name);
  if (kind === null || (kind === 'id' && table.columns.some(({ name }) => besideId.test(name)))) return null;
  const times = timesOf(column, facts(column).sentinels);
  if (times === null || times.size < leastGroups) return null;
  if (kind !== 'thing' && kind !== 'marked' && times.size < leastOfOthers) return null;
  const values = [...times.keys()].sort((a, b) => a - b);
  const rows = [...times.values()].reduce((sum, count) => sum + count, 0);
  const found = { groups: values.length, rows };
  if (values[0] < (kind === 'marked' ? 0 : 1)) return null;
  if (kind !== 'marked' && commonStep(values) > 1) return null;
  if (kind === 'other' && !isEven(values, [...times.values()])) return null;
  if (repeats(found)) return found;
  return (kind === 'marked' || kind === 'id') && !isRunning(column) ? found : null;
}

/** In a row of units, “-” or “#” says that there is none. */
const hasUnit = ({ unit = '' }: Column): boolean => /[\p{L}%°]/u.test(unit);

/** How often each value occurs; null where one is no whole number. */
function timesOf({ values }: Column, sentinels: readonly number[]): ReadonlyMap<number, number> | null {
  const times = new Map<number, number>();
  for (const value of values) {
    if (!Number.isFinite(value) || sentinels.includes(value)) continue;
    if (!Number.isInteger(value)) return null;
    times.set(value, (times.get(value) ?? 0) + 1);
  }
  return times;
}

/** 1, 2, 3 … without a gap, each about as often. */
function isEven(ascending: readonly number[], times: readonly number[]): boolean {
  return (
    ascending[0] === 1 &&
    ascending.length <= mostEven &&
    ascending.at(-1) === ascending.length &&
    Math.max(...times) <= mostUneven * Math.min(...times)
  );
}

/** The largest step of which all values are multiples apart: quantities are often set in steps of 5 or 10. */
function commonStep(ascending: readonly number[]): number {
  return ascending.slice(1).reduce((step, value, index) => divisor(step, value - ascending[index]), 0);
}

function divisor(a: number, b: number): number {
  return b === 0 ? a : divisor(b, a % b);
}
