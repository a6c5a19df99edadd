import { everyRow } from '../rows.ts';
import type { Dataset, Groups } from './dataset.ts';
import { groupsAt } from './groups.ts';
import { pickRows } from './pickRows.ts';

/** Share of the training rows that become validation rows. */
const innerShare = 0.15;

/** The data set with some of the training rows as validation rows, so that its own validation rows can be held out. */
export function withInnerValidation(dataset: Dataset): Dataset {
  const { train, groups } = dataset;
  const count = Math.max(1, Math.round(innerShare * train.rows));
  const rows = everyRow(train.rows);
  const whole = groups ? lastGroups(groupsAt(groups, train.tableRows), count) : new Set();
  const held = whole.size > 0 ? whole : new Set(rows.subarray(train.rows - count));
  return {
    ...dataset,
    train: pickRows(
      train,
      rows.filter((row) => !held.has(row)),
    ),
    validation: pickRows(
      train,
      rows.filter((row) => held.has(row)),
    ),
  };
}

/** The rows of the groups that the last rows belong to, so many or a few more, but not of that of the first row. */
function lastGroups({ of }: Groups, count: number): ReadonlySet<number> {
  const held = new Set<number>();
  for (let last = of.length - 1; last > 0 && held.size < count; last--) {
    if (held.has(last) || of[last] === of[0]) continue;
    of.forEach((group, row) => group === of[last] && held.add(row));
  }
  return held;
}
