/** Rows that are left out because a value is missing. */
import { columnTypeFacts } from '../../../../shared/contract/columnTypes.ts';
import { countText, plural, shareText } from '../../../../shared/figures.ts';
import { findColumn } from '../table/findColumn.ts';
import { countGaps, rowsWithoutGaps } from '../table/gaps.ts';
import type { Column } from '../table/table.ts';
import type { DataMend } from '../../../../shared/contract/views/checks.ts';
import type { DataCheck } from './check.ts';

/** A column that costs at least this share of the rows that are lost is offered to be left out. */
const worthLeavingOut = 0.1;

export const gapsCheck: DataCheck = {
  name: 'gaps',
  help: 'Rows that are lost because a value is missing.',
  find({ table, roles, partial }) {
    const targets = roles.targets.map((name) => findColumn(table, name));
    const inputs = roles.inputs.map((name) => findColumn(table, name)).filter(({ missing }) => missing > 0);
    const needed = roles.missing === 'drop' ? [...inputs, ...targets] : targets;
    const gaps = gapsByRow(needed, table.rows);
    const lost = gaps.rows;
    if (lost === 0) return [];
    const byCost = needed.filter(({ missing }) => missing > 0).sort((a, b) => b.missing - a.missing);
    const mends: DataMend[] = [];
    if (roles.missing === 'drop' && inputs.length > 0)
      mends.push({ label: `Fill with ${fillOf(inputs)}`, missing: 'median' });
    const [worst] = inputs.toSorted((a, b) => gaps.alone(b) - gaps.alone(a));
    if (roles.missing === 'drop' && inputs.length > 1 && gaps.alone(worst) >= worthLeavingOut * lost)
      mends.push({
        label: `Leave out “${worst.name}”: ${plural(gaps.alone(worst), 'row')} ${gaps.alone(worst) === 1 ? 'comes' : 'come'} back`,
        ignore: [worst.name],
      });
    const of = partial ? `the first ${plural(table.rows, 'row')}` : plural(table.rows, 'row');
    const most = byCost.slice(0, 3).map(({ name, missing }) => `“${name}” (${countText(missing)})`);
    const more =
      byCost.length > most.length ? ` and ${plural(byCost.length - most.length, 'more column')}` : '';
    return [
      {
        severity: 'warning',
        message: `${countText(lost)} of ${of} (${shareText(lost / table.rows)}) ${lost === 1 ? 'is' : 'are'} left out: a value is missing in ${most.join(', ')}${more}.`,
        columns: byCost.map(({ name }) => name),
        count: lost,
        mends,
      },
    ];
  },
};

/** What a missing input is replaced by. */
function fillOf(columns: readonly Column[]): string {
  const labels = columns.filter(({ type }) => columnTypeFacts[type].holds === 'labels').length;
  if (labels === 0) return 'the median';
  return labels === columns.length ? 'the most frequent label' : 'the median, or the most frequent label';
}

/** Rows with a gap in one of the columns, and how many have one in this column only. */
function gapsByRow(
  columns: readonly Column[],
  rows: number,
): { readonly rows: number; readonly alone: (column: Column) => number } {
  const counts = new Uint32Array(rows);
  for (const { values } of columns) countGaps(counts, (row) => values[row]);
  return {
    rows: rows - rowsWithoutGaps(counts).length,
    alone: ({ values }) =>
      counts.reduce((sum, count, row) => sum + (count === 1 && !Number.isFinite(values[row]) ? 1 : 0), 0),
  };
}
