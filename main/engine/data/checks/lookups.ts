/** Inputs whose groups have one value of the target each: the network would look it up. */
import { columnTypeFacts } from '../../../../shared/contract/columnTypes.ts';
import { countText } from '../../../../shared/figures.ts';
import type { Column } from '../table/table.ts';
import { togetherMends, type Checked, type DataCheck } from './check.ts';
import { numberedBy } from './numbered.ts';

const leastGroups = 3;
/** A chance of so little that rows of a group have the same target by accident, as a power of ten. */
const leastEvidence = 4;

export const lookupsCheck: DataCheck = {
  name: 'lookups',
  help: 'Labels and numbers of groups that have one value of the target each.',
  find: (checked) =>
    checked.table.columns
      .filter((column) => isLookedUp(column, checked))
      .map(({ name, values, type }) => {
        const groups = countText(new Set(values.filter(Number.isFinite)).size);
        const what = columnTypeFacts[type].holds === 'labels' ? 'labels' : 'numbers';
        const target = checked.roles.targets[0];
        const whole = togetherMends(name, checked.roles);
        const why = whole.length > 0 ? ' Held out whole, they show the errors for new ones.' : '';
        return {
          severity: 'warning',
          message: `Each of the ${groups} ${what} in “${name}” has one value of “${target}” in all its rows: the network would only look it up.${why}`,
          columns: [name, target],
          count: null,
          mends: [...whole, { label: `Leave out “${name}”`, ignore: [name] }],
        };
      }),
};

/** Whether the column is an input that names groups, and the rows of each have the same target, which they hardly do by chance. */
export function isLookedUp(column: Column, checked: Checked): boolean {
  const { table, roles, partial } = checked;
  if (partial || roles.targets.length !== 1 || !roles.inputs.includes(column.name)) return false;
  const isLabels = columnTypeFacts[column.type].holds === 'labels';
  if (!isLabels && numberedBy(column, checked) === null) return false;
  const target = table.columns.find(({ name }) => name === roles.targets[0])!;
  const [targets, times] = [new Map<number, number>(), new Map<number, number>()];
  for (const [row, group] of column.values.entries()) {
    const value = target.values[row];
    if (!Number.isFinite(group) || !Number.isFinite(value)) continue;
    if ((targets.get(group) ?? value) !== value) return false;
    targets.set(group, value);
    times.set(value, (times.get(value) ?? 0) + 1);
  }
  // A target that has as many labels as there are groups is a copy.
  if (targets.size < leastGroups) return false;
  if (columnTypeFacts[target.type].holds === 'labels' && times.size === targets.size) return false;
  const rows = [...times.values()].reduce((sum, count) => sum + count, 0);
  const likely = [...times.values()].reduce((sum, count) => sum + (count / rows) ** 2, 0);
  return -(rows - targets.size) * Math.log10(likely) >= leastEvidence;
}
