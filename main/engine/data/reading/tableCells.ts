/** The cells of a table as they are written in its file, row by row. */
import { columnTypeFacts } from '../../../../shared/contract/columnTypes.ts';
import { userError } from '../../../../shared/errors.ts';
import type { RowBlock } from '../table/rows.ts';
import type { Table } from '../table/table.ts';
import { IssueList } from '../issues/issues.ts';
import { builderOf, type ReadPlan } from './plan.ts';
import type { ReadingReport } from './tableSource.ts';

/**
 * Yields the rows in order, in blocks, each padded or cut to the table's columns. Each row is compared with that of the
 * table, so that predictions are written beside the right rows.
 * @param plan what the table was read by
 * @throws KanError `table.changed` where the rows are no longer the table's; `cancelled`
 */
export async function* cellsOf(
  plan: ReadPlan,
  table: Table,
  signal?: AbortSignal,
): AsyncGenerator<string[][], void> {
  const report: ReadingReport = { issues: new IssueList(plan.table.words), undecodable: null };
  let from = 0;
  for await (const block of plan.table.rows({ sampleOnly: false, report, hash: null, signal })) {
    if (from + block.rows.length > table.rows || !agrees(block, from, plan, table)) throw changed(table);
    from += block.rows.length;
    yield block.rows.map((row) => table.columns.map((_, c) => row[c] ?? ''));
  }
  if (from !== table.rows) throw changed(table);
}

/** Whether the block, read like the table, has the values of the table. */
function agrees({ rows, lineOf }: RowBlock, from: number, plan: ReadPlan, { columns }: Table): boolean {
  return columns.every(({ type, values, labels }, c) => {
    const { holds } = columnTypeFacts[type];
    if (holds === 'nothing') return true;
    if (holds === 'labels')
      return rows.every((cells, row) => {
        const label = labels[values[from + row]];
        return label === undefined || label === cells[c]?.trim();
      });
    const builder = builderOf(plan.columns[c]);
    builder.add({ rows, lineOf }, c);
    // A block of yes and no may begin with the other word of the pair.
    const mayLack = holds === 'yes or no';
    return builder.take().values.every((read, row) => same(values[from + row], read, mayLack));
  });
}

function same(value: number, read: number, mayLack: boolean): boolean {
  return (
    value === read ||
    (Number.isNaN(value) && (mayLack || Number.isNaN(read))) ||
    (mayLack && Number.isNaN(read))
  );
}

/** The error for a file that is no longer what was read before. */
export function changed({ fileName }: Table): Error {
  return userError(
    'table.changed',
    `${fileName} was changed while it was read.`,
    'Try again when no other program writes to it.',
  );
}
