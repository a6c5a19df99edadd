/** The first rows of a file, as they would be read. */
import type { ReadingOptions } from '../../../../shared/contract/schemas.ts';
import type { TablePreview } from '../../../../shared/contract/views.ts';
import { missingMarks } from '../columns/cells.ts';
import { planReading } from './plan.ts';
import { collectIssues, finalType, settle } from './revise.ts';
import { readHead } from './csv/text.ts';

const PREVIEWED = 50;

/**
 * Reads only the beginning of the file, and answers at most 50 rows.
 * @throws KanError `csv.*` for what is no table at all (missing, folder, binary, empty, header only); `cancelled`.
 */
export async function previewTable(
  path: string,
  overrides: ReadingOptions,
  signal?: AbortSignal,
): Promise<TablePreview> {
  const head = await readHead(path, overrides.encoding, signal);
  const { plan, reading } = await settle(planReading(head, overrides), (reader) => {
    reader.push(head.text, head.complete);
    return Promise.resolve();
  });
  const marks = missingMarks(plan.format);
  /** Cells that hold no value: those that say so, and those that cannot be read as what the column holds. */
  const missingIn = (c: number): number => {
    const { values, overflowed } = reading.columns[c];
    if (overflowed) return rows.filter((row) => marks.has((row[c] ?? '').trim())).length;
    return values.subarray(0, rows.length).filter(Number.isNaN).length;
  };
  const rows = plan.sample.slice(0, PREVIEWED).map((r) => plan.columns.map((_, c) => r.cells[c] ?? ''));
  return {
    fileName: head.fileName,
    bytes: head.bytes,
    format: plan.format,
    overridden: plan.overridden,
    columns: plan.columns.map((column, c) => ({
      name: column.name,
      type: finalType(column, reading.columns[c]),
      missing: missingIn(c),
    })),
    rows,
    complete: head.complete && plan.sample.length === rows.length,
    issues: collectIssues(plan, reading),
  };
}
