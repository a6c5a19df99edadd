/** Reads a whole file into a table: streamed, cancellable, with little more memory than the columns need. */
import { createHash } from 'node:crypto';
import { totalmem } from 'node:os';
import type { ReadingOptions } from '../../../../shared/contract/schemas/setups.ts';
import { columnTypeFacts, MOST_INPUT_LABELS } from '../../../../shared/contract/columnTypes.ts';
import { userError } from '../../../../shared/errors.ts';
import { bytesText, countText } from '../../../../shared/figures.ts';
import type { Column, Table } from '../table/table.ts';
import type { KnownColumns } from './knownColumns.ts';
import { planReading, type ReadPlan } from './plan.ts';
import { settle } from './revise.ts';
import { cellsOf } from './tableCells.ts';
import { tableOf } from './tableOf.ts';

export interface LoadProgress {
  readonly rows: number;
  readonly bytes: number;
  readonly totalBytes: number;
}

export interface LoadOptions {
  readonly signal?: AbortSignal;
  /** Called after each piece of the file (half a megabyte). */
  readonly onProgress?: (progress: LoadProgress) => void;
  /** Bytes that the columns may take; half of the machine's memory by default. */
  readonly memoryLimit?: number;
  /** The table is for predictions, not for training: any columns are accepted, even a single one. */
  readonly trained?: KnownColumns;
}

/**
 * @throws KanError what {@link planReading} throws; `table.too-large`, `table.no-numbers`, `table.one-column`; `cancelled`
 *   soon after `signal` aborts.
 */
export async function loadTable(
  path: string,
  overrides: ReadingOptions,
  options: LoadOptions = {},
): Promise<Table> {
  return (await loadTableWithCells(path, overrides, options)).table;
}

/** A table, and its cells as they are written in the file. */
export interface TableWithCells {
  readonly table: Table;
  /** See {@link cellsOf}. */
  readonly cells: (signal?: AbortSignal) => AsyncGenerator<string[][], void>;
}

/** As {@link loadTable}; the cells are read with the plan that the table was read with. */
export async function loadTableWithCells(
  path: string,
  overrides: ReadingOptions,
  options: LoadOptions = {},
): Promise<TableWithCells> {
  const { signal, onProgress, trained } = options;
  const guess = await planReading(path, overrides, signal, trained);
  const limit = options.memoryLimit ?? totalmem() / 2;
  checkMemory(guess, guess.table.estimatedRows, limit);
  const hash = createHash('sha256');
  const { plan, reading } = await settle(guess, overrides, {
    sampleOnly: false,
    hash,
    signal,
    onBlock: (rows, bytes) => {
      // The beginning of the file may say too little of how many rows there are.
      checkMemory(guess, rows, limit);
      onProgress?.({ rows, bytes, totalBytes: guess.bytes });
    },
  });
  const table = tableOf(plan, reading, hash.digest('hex'));
  if (trained === undefined) checkUsable(table);
  return { table, cells: (stop) => cellsOf(plan, table, stop) };
}

/** Refuses a table of so many rows that does not fit into memory. */
function checkMemory({ fileName, columns }: ReadPlan, rows: number, limit: number): void {
  // Eight bytes for each value; one column is in memory twice while its array is made.
  const needed =
    rows * (columns.filter(({ reader }) => columnTypeFacts[reader.type].holds !== 'nothing').length + 1) * 8;
  if (needed <= limit) return;
  throw userError(
    'table.too-large',
    `${fileName} has about ${countText(Number(rows.toPrecision(2)))} rows × ${columns.length} columns and would need ${bytesText(needed)} of memory; on this machine the limit is ${bytesText(limit)}.`,
    'Write every tenth row, or only the columns that you need, to a smaller file.',
  );
}

/** Codes of the remarks that say why a column is not one of numbers. */
const REASONS = ['table.number-lookalikes', 'table.mixed-column'];

function checkUsable({ fileName, columns, format, issues }: Table): void {
  const isSheet = format.sheets !== undefined;
  if (columns.length === 1)
    throw userError(
      'table.one-column',
      `${fileName} has only one column as it is read now; at least one input and one target are needed.`,
      isSheet
        ? 'Choose another sheet if the table is not on this one.'
        : 'Set the delimiter by hand if the file has more columns than that.',
    );
  // Classes can be learned from labels alone.
  const usable = columns.some(hasNumbers) || columns.filter(hasRepeatedLabels).length > 1;
  if (usable) return;
  const reason = issues.find(({ code }) => REASONS.includes(code));
  const message = `${fileName} has no column of numbers as it is read now, and no two columns of labels that occur again.`;
  if (reason !== undefined)
    throw userError('table.no-numbers', `${message} ${reason.message}`, reason.hint ?? '');
  throw userError(
    'table.no-numbers',
    message,
    isSheet
      ? 'Choose another sheet if the table is not on this one, or set the type of a column to “number”.'
      : 'Check the delimiter and the decimal mark in the preview, or set the type of a column to “number”.',
  );
}

const hasNumbers = ({ type, missing, values }: Column): boolean =>
  columnTypeFacts[type].holds === 'quantities' && missing < values.length;

/** Whether it can be an input of labels, with each label in two rows on average. */
function hasRepeatedLabels({ type, missing, values, labels }: Column): boolean {
  const { holds } = columnTypeFacts[type];
  const most = holds === 'labels' ? labels.length : holds === 'yes or no' ? 2 : Infinity;
  return most <= MOST_INPUT_LABELS && 2 * most <= values.length - missing;
}
