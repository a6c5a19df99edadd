/** The first rows of a file, as they would be read. */
import type { ReadingOptions } from '../../../../shared/contract/schemas/setups.ts';
import type { TablePreview } from '../../../../shared/contract/views/data.ts';
import { fillDown } from '../columns/readers/filledDown.ts';
import { isMissingText } from '../columns/readers/labelColumns.ts';
import { checkTable } from '../checks/checkTable.ts';
import { suggestedRoles } from '../columns/describeTable.ts';
import { planReading } from './plan.ts';
import { settle } from './revise.ts';
import { tableOf } from './tableOf.ts';

const PREVIEWED = 50;

/**
 * Reads only the beginning of the file, and answers at most 50 rows.
 * @throws KanError what {@link planReading} throws.
 */
export async function previewTable(
  path: string,
  overrides: ReadingOptions,
  signal?: AbortSignal,
): Promise<TablePreview> {
  const guess = await planReading(path, overrides, signal);
  const { plan, reading } = await settle(guess, overrides, { sampleOnly: true, signal });
  const { table, columns } = plan;
  const head = tableOf(plan, reading, '');
  const previewed = table.sample.slice(0, PREVIEWED);
  const cells = columns.map(({ fillDown: isFilled }, c) => {
    const written = previewed.map((row) => row.cells[c] ?? '');
    return isFilled ? fillDown(written) : written;
  });
  const rows = previewed.map((_, r) => cells.map((column) => column[r]));
  /** Rows without a value: missing ones, and those that cannot be read as the type of the column. */
  const missingIn = (c: number): number[] => {
    const { values } = reading.columns[c];
    // The values of free text are not kept.
    const isMissing = (row: readonly string[], r: number): boolean =>
      values.length === 0 ? isMissingText(row[c].trim(), plan.context.marks) : Number.isNaN(values[r]);
    return rows.flatMap((row, r) => (isMissing(row, r) ? [r] : []));
  };
  return {
    fileName: plan.fileName,
    bytes: plan.bytes,
    format: table.format,
    overridden: plan.overridden,
    columns: columns.map((column, c) => ({
      name: column.name,
      type: head.columns[c].type,
      missing: missingIn(c),
    })),
    rows,
    complete: table.complete && table.sample.length === rows.length,
    allChecked: table.complete,
    issues: head.issues,
    overrides,
    findings: await checkTable(head, suggestedRoles(head), { partial: !table.complete, signal }),
  };
}
