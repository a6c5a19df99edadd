/** The first rows of a file, as they would be read. */
import type { CsvOverrides } from '../../../shared/contract/schemas.ts';
import type { CsvPreview } from '../../../shared/contract/views.ts';
import { missingMarks } from './cells.ts';
import { IssueList } from './issues.ts';
import { planReading } from './plan.ts';
import { ragged } from './ragged.ts';
import { readHead } from './source.ts';

const PREVIEWED = 50;

/**
 * Reads only the beginning of the file, and answers at most 50 rows.
 * @throws KanError `csv.*` for what is no table at all (missing, folder, binary, empty, header only); `cancelled`.
 */
export async function previewCsv(
  path: string,
  overrides: CsvOverrides,
  signal?: AbortSignal,
): Promise<CsvPreview> {
  const head = await readHead(path, overrides.encoding, signal);
  const plan = planReading(head, overrides);
  const marks = missingMarks(plan.format);
  const issues = new IssueList();
  for (const issue of plan.issues) issues.add(issue);
  const width = plan.columns.length;
  for (const record of plan.sample) {
    const issue = ragged(record.cells, record.line, width);
    if (issue) issues.add(issue);
  }
  const rows = plan.sample
    .slice(0, PREVIEWED)
    .map((r) => Array.from({ length: width }, (_, c) => r.cells[c] ?? ''));
  return {
    fileName: head.fileName,
    bytes: head.bytes,
    format: plan.format,
    overridden: plan.overridden,
    columns: plan.columns.map((column, c) => ({
      name: column.name,
      type: column.type,
      missing: rows.filter((row) => marks.has((row[c] ?? '').trim())).length,
    })),
    rows,
    issues: issues.list(),
  };
}
