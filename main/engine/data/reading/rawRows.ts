/** The cells of a table as they stand in its file, row for row as {@link loadTable} numbers them. */
import type { ReadingOptions } from '../../../../shared/contract/schemas.ts';
import { planReading } from './plan.ts';
import { isBlank, RecordReader } from './csv/records.ts';
import { readHead, readText } from './csv/text.ts';
import type { Table } from '../table/table.ts';

/**
 * Yields the rows in order, in blocks, each padded or cut to the table's columns.
 * @param table what was read from the same file with the same overrides.
 */
export async function* rawRows(
  path: string,
  table: Table,
  overrides: ReadingOptions,
  signal?: AbortSignal,
): AsyncGenerator<string[][], void> {
  const { format, columns } = table;
  const head = await readHead(path, format.encoding, signal);
  const { header, delimiter, comment } = format;
  const plan = planReading(head, { ...overrides, encoding: format.encoding, header, delimiter, comment });
  const reader = new RecordReader(format);
  let skip = plan.skip;
  const cells = (blocks: ReturnType<RecordReader['push']>): string[][] =>
    blocks.flatMap(({ rows }) => {
      const skipped = Math.min(skip, rows.length);
      skip -= skipped;
      return rows
        .slice(skipped)
        .filter((row) => !isBlank(row))
        .map((row) => columns.map((_, c) => row[c] ?? ''));
    });
  for await (const { text } of readText(path, format.encoding, null, signal))
    yield cells(reader.push(text, false));
  yield cells(reader.push('', true));
}
