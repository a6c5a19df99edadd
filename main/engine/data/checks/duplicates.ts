/** Columns that say the same: copies, and the same quantity in another unit. */
import { everyRow } from '../rows.ts';
import { columnTypeFacts } from '../../../../shared/contract/columnTypes.ts';
import { numberText } from '../../../../shared/figures.ts';
import type { CheckedRoles, DataFinding } from '../../../../shared/contract/views/checks.ts';
import type { Column } from '../table/table.ts';
import type { Checked, DataCheck } from './check.ts';
import type { ColumnFacts } from './columnFacts.ts';
import { stepOf } from './rounding.ts';

/** Rows by which columns are compared at first, and columns that are compared. */
const [mostRows, mostColumns] = [64, 500];
/** Largest deviation from a straight line, as a share of the column's range: rounding of what was written. */
const tolerance = 1e-3;
/** The same where the digits of the two columns say that they were rounded so much. */
const roundedTolerance = 1e-2;
/** Rows in which only one of the two has a value, as a share of all: with more, each tells something of its own. */
const mostGaps = 0.1;

/** Rows for each pair of values of two columns that say the same, on average. */
const leastRowsOfPair = 4;

interface Line {
  readonly slope: number;
  readonly offset: number;
}

export const duplicatesCheck: DataCheck = {
  name: 'duplicates',
  help: 'Columns that repeat another, as they are or in another unit.',
  find(checked) {
    const { table, facts } = checked;
    const varying = table.columns.filter((column) => {
      const { count, min, max } = facts(column);
      return holdsOf(column) !== 'nothing' && count > 2 && min < max;
    });
    const some = Uint32Array.from({ length: Math.min(table.rows, mostRows) }, (_, i) =>
      Math.floor((i * table.rows) / Math.min(table.rows, mostRows)),
    );
    const all = everyRow(table.rows);
    const findings: Omit<DataFinding, 'check'>[] = [];
    const originals: Column[] = [];
    for (const column of varying.slice(0, mostColumns)) {
      const line = (other: Column): Line | null =>
        lineThrough(other, column, some, checked) && lineThrough(other, column, all, checked);
      const like = originals.find((other) => line(other) !== null);
      const pair = like ?? originals.find((other) => arePaired(other, column, some, all, checked));
      if (pair === undefined) originals.push(column);
      else
        findings.push(
          like === undefined
            ? pairFinding(pair, column, checked.roles)
            : findingOf(like, column, line(like)!, checked.roles),
        );
    }
    return findings;
  },
};

const holdsOf = ({ type }: Column) => columnTypeFacts[type].holds;

/** `b = slope·a + offset` in the rows where both have a value; null where it is not so. */
function lineThrough(a: Column, b: Column, rows: Uint32Array, { facts }: Checked): Line | null {
  if ((holdsOf(a) === 'labels') !== (holdsOf(b) === 'labels')) return null;
  const valueOf = ({ values }: Column, { sentinels }: ColumnFacts) => {
    return (row: number): number => (sentinels.includes(values[row]) ? NaN : values[row]);
  };
  const [x, y] = [valueOf(a, facts(a)), valueOf(b, facts(b))];
  let [low, high, gaps] = [-1, -1, 0];
  for (const row of rows) {
    const lacks = Number(!Number.isFinite(x(row))) + Number(!Number.isFinite(y(row)));
    if (lacks === 1) gaps++;
    if (lacks > 0) continue;
    if (low < 0 || x(row) < x(low)) low = row;
    if (high < 0 || x(row) > x(high)) high = row;
  }
  if (low < 0 || gaps > Math.max(3, mostGaps * rows.length)) return null;
  const slope = (y(high) - y(low)) / (x(high) - x(low));
  const offset = y(low) - slope * x(low);
  if (!Number.isFinite(slope) || slope === 0) return null;
  const range = Math.abs(y(high) - y(low));
  // A row without one of the two values compares as false.
  const bendsBy = (most: number): boolean =>
    rows.some((row) => Math.abs(y(row) - slope * x(row) - offset) > most);
  if (bendsBy(roundedTolerance * range)) return null;
  const valuesIn = ({ values }: Column): Float64Array => Float64Array.from(rows, (row) => values[row]);
  // The ends of the line are rounded as well.
  const isRounded = (): boolean =>
    holdsOf(a) === 'quantities' && !bendsBy(stepOf(valuesIn(b)) + Math.abs(slope) * stepOf(valuesIn(a)));
  return bendsBy(tolerance * range) && !isRounded() ? null : leastSquares(rows, x, y);
}

/**
 * Whether each value of one goes with one value of the other, in rows enough that chance hardly does so: two names of the same
 * groups. A number that is the target may follow from an input that has few values, and a column that keeps rows together is
 * no input whose effect could be told.
 */
function arePaired(a: Column, b: Column, some: Uint32Array, all: Uint32Array, { roles }: Checked): boolean {
  const isNone = (one: Column): boolean =>
    one.name === roles.groups || (holdsOf(one) === 'quantities' && roles.targets.includes(one.name));
  if (isNone(a) || isNone(b)) return false;
  const pairsIn = (rows: Uint32Array): number | null => {
    const [there, back] = [new Map<number, number>(), new Map<number, number>()];
    for (const row of rows) {
      const [x, y] = [a.values[row], b.values[row]];
      if (Number.isNaN(x) !== Number.isNaN(y)) return null;
      if (Number.isNaN(x)) continue;
      if ((there.get(x) ?? y) !== y || (back.get(y) ?? x) !== x) return null;
      there.set(x, y);
      back.set(y, x);
    }
    return there.size;
  };
  const pairs = pairsIn(some) === null ? null : pairsIn(all);
  return pairs !== null && all.length >= leastRowsOfPair * pairs;
}

/** The straight line that is nearest to all rows: rounding moves it less than a line through two of them. */
function leastSquares(rows: Uint32Array, x: (row: number) => number, y: (row: number) => number): Line {
  const both = rows.filter((row) => Number.isFinite(x(row)) && Number.isFinite(y(row)));
  const mean = (of: (row: number) => number): number =>
    both.reduce((sum, row) => sum + of(row) / both.length, 0);
  const [meanX, meanY] = [mean(x), mean(y)];
  const slope = mean((row) => (x(row) - meanX) * (y(row) - meanY)) / mean((row) => (x(row) - meanX) ** 2);
  return { slope, offset: meanY - slope * meanX };
}

function findingOf(
  like: Column,
  column: Column,
  { slope, offset }: Line,
  roles: CheckedRoles,
): Omit<DataFinding, 'check'> {
  const same =
    holdsOf(column) === 'labels' ||
    column.values.every((value, row) => !(Math.abs(value - like.values[row]) > tolerance * Math.abs(value)));
  const largest = column.values.reduce((most, value) => (Math.abs(value) > most ? Math.abs(value) : most), 0);
  // The numbers of a line in times would be milliseconds.
  const inTime = [like, column].some((one) => holdsOf(one) === 'times');
  const line = `${Math.abs(slope - 1) < tolerance ? '' : `${numberText(slope, 4)} · `}“${like.name}”${
    Math.abs(offset) < tolerance * largest
      ? ''
      : ` ${offset < 0 ? '−' : '+'} ${numberText(Math.abs(offset), 5)}`
  }`;
  const copy = copyOf(like, column, roles);
  const copiesTarget = [like, column].some(({ name }) => roles.targets.includes(name)) && copy !== null;
  const relation = inTime ? `${slope > 0 ? 'rises' : 'falls'} evenly with “${like.name}”` : `is ${line}`;
  return {
    severity: copy === null ? 'note' : 'warning',
    message: `“${column.name}” ${same ? `repeats “${like.name}”` : relation} in every row${copiesTarget ? ': the network would only copy it' : ''}.`,
    columns: [like.name, column.name],
    count: null,
    mends: copy === null ? [] : [{ label: `Leave out “${copy}”`, ignore: [copy] }],
  };
}

function pairFinding(first: Column, column: Column, roles: CheckedRoles): Omit<DataFinding, 'check'> {
  const pair = [first.name, column.name];
  const isUsed = copyOf(first, column, roles) !== null;
  const copiesTarget = isUsed && pair.some((name) => roles.targets.includes(name));
  return {
    severity: copiesTarget ? 'warning' : 'note',
    message: `“${first.name}” and “${column.name}” go together in every row, each value with one of the other: ${copiesTarget ? 'the network would only copy it' : 'what comes of one cannot be told from the other'}.`,
    columns: pair,
    count: null,
    mends: pair
      .filter((name) => isUsed && roles.inputs.includes(name))
      .map((name) => ({ label: `Leave out “${name}”`, ignore: [name] })),
  };
}

/** The input of the two that is better left out; null where they are not both in use. */
function copyOf(first: Column, second: Column, { inputs, targets }: CheckedRoles): string | null {
  const isUsed = ({ name }: Column): boolean => inputs.includes(name) || targets.includes(name);
  if (!isUsed(first) || !isUsed(second)) return null;
  return [second, first].find(({ name }) => inputs.includes(name))?.name ?? null;
}
