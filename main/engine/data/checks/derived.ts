/** Targets that were computed from inputs, row by row: the mean of replicates, the total of parts. */
import { columnTypeFacts } from '../../../../shared/contract/columnTypes.ts';
import { plural } from '../../../../shared/figures.ts';
import type { CheckedRoles, DataFinding } from '../../../../shared/contract/views/checks.ts';
import type { Column } from '../table/table.ts';
import type { Checked, DataCheck } from './check.ts';
import { stepOf } from './rounding.ts';
import { namesOf } from './words.ts';

/** Columns that are looked at. */
const mostColumns = 60;
/** The range of a result, as a multiple of what the digits of its parts leave open. */
const leastRange = 50;
/** A chance of so little that all rows agree by accident, as a power of ten. */
const leastEvidence = 8;
/** A deviation by the arithmetic of computers, as a share of the largest value. */
const precision = 1e-12;

export const derivedCheck: DataCheck = {
  name: 'derived',
  help: 'Targets that are the sum or the mean of inputs in every row, or a part of such a sum.',
  find(checked) {
    const { roles } = checked;
    const columns = varyingQuantities(checked);
    if (columns.length > mostColumns) return [];
    const isTarget = ({ name }: Quantity): boolean => roles.targets.includes(name);
    for (const result of columns) {
      const run = runOf(
        result,
        columns.filter((column) => column !== result),
        isTarget,
      );
      if (run !== null) return [findingOf(result, run, roles)];
    }
    return [];
  },
};

interface Quantity extends Column {
  readonly step: number;
  readonly range: number;
  readonly largest: number;
}

function varyingQuantities({ table, roles, facts }: Checked): Quantity[] {
  const used = new Set([...roles.inputs, ...roles.targets]);
  return table.columns
    .filter(({ name, type }) => used.has(name) && columnTypeFacts[type].holds === 'quantities')
    .map((column) => {
      const { min, max } = facts(column);
      const largest = Math.max(Math.abs(min), Math.abs(max));
      return { ...column, step: stepOf(column.values), range: max - min, largest };
    })
    .filter(({ range }) => range > 0);
}

interface Run {
  readonly of: 'sum' | 'mean';
  readonly parts: readonly Quantity[];
}

/** The neighbouring columns of which this one is the sum or the mean, where a target is among them all; null without such. */
function runOf(
  result: Quantity,
  others: readonly Quantity[],
  isTarget: (column: Quantity) => boolean,
): Run | null {
  for (let from = 0; from < others.length - 1; from++)
    for (let to = from + 2; to <= others.length; to++) {
      const parts = others.slice(from, to);
      if (![result, ...parts].some(isTarget)) continue;
      const of = (['sum', 'mean'] as const).find((way) => isMadeOf(result, { of: way, parts }));
      if (of !== undefined) return { of, parts };
    }
  return null;
}

/** Whether it is so in every row with all values: exactly, or within what was rounded. */
function isMadeOf(result: Quantity, { of, parts }: Run): boolean {
  const divisor = of === 'sum' ? 1 : parts.length;
  const steps = parts.reduce((sum, { step }) => sum + step, 0) / divisor;
  const largest = Math.max(result.largest, ...parts.map((part) => part.largest));
  const exact = precision * largest;
  const open = (result.step + steps) / 2 + exact;
  let [rows, most] = [0, 0];
  for (let row = 0; row < result.values.length; row++) {
    const computed = parts.reduce((sum, { values }) => sum + values[row], 0) / divisor;
    const deviation = Math.abs(result.values[row] - computed);
    if (Number.isNaN(deviation)) continue;
    if (deviation > open) return false;
    rows++;
    most = Math.max(most, deviation);
  }
  if (most > exact && (result.range < leastRange * open || parts.some(({ range }) => range < open)))
    return false;
  const chance = Math.max(2 * Math.min(most, open), result.step, exact) / result.range;
  return -rows * Math.log10(chance) >= leastEvidence;
}

function findingOf(
  result: Quantity,
  { of, parts }: Run,
  { targets }: CheckedRoles,
): Omit<DataFinding, 'check'> {
  const names = parts.map(({ name }) => name);
  const isResult = targets.includes(result.name);
  const computed = isResult
    ? 'it'
    : `${namesOf(names.filter((name) => targets.includes(name)))} from the others`;
  const left = isResult ? names.filter((name) => !targets.includes(name)) : [result.name];
  return {
    severity: 'warning',
    message: `“${result.name}” is the ${of} of ${namesOf(names)} in every row: the network would only compute ${computed}.`,
    columns: [result.name, ...names],
    count: null,
    mends:
      left.length === 0
        ? []
        : [
            {
              label: `Leave out ${left.length > 2 ? plural(left.length, 'column') : namesOf(left)}`,
              ignore: left,
            },
          ],
  };
}
