/** The plan for reading a table: its columns, how the cells of each are read, and remarks on its beginning. */
import type { ReadingOptions } from '../../../../shared/contract/schemas/setups.ts';
import type { TableFormat } from '../../../../shared/contract/views/data.ts';
import { userError } from '../../../../shared/errors.ts';
import { limitedColumn, type ColumnBuilder, type Limits } from '../columns/builders.ts';
import { missingMarks, numberParser } from '../columns/cells.ts';
import type { CellReader, ReadingContext } from '../columns/columnType.ts';
import { readerOf, recogniseColumn } from '../columns/types.ts';
import { uniqueNames } from '../table/names.ts';
import { readStart } from './file.ts';
import type { IssueInput } from './issues.ts';
import { tableSources } from './sources.ts';
import type { OpenTable } from './tableSource.ts';

/** Number of rows from which types are detected. */
const CLASSIFIED = 5000;

export interface ColumnPlan {
  readonly name: string;
  readonly reader: CellReader;
  /** The type was set by the person. */
  readonly fixed: boolean;
  /** Values outside of these count as missing; null where all are taken. */
  readonly limits: Limits | null;
  /** From a row of units; '' where there is none. */
  readonly unit: string;
}

/** What the cells of a column are gathered in. */
export function builderOf({ reader, limits }: ColumnPlan): ColumnBuilder {
  const builder = reader.builder();
  return limits === null ? builder : limitedColumn(builder, limits);
}

export interface ReadPlan {
  readonly fileName: string;
  readonly bytes: number;
  readonly table: OpenTable;
  readonly context: ReadingContext;
  readonly overridden: readonly (keyof TableFormat)[];
  /** Names of columns that are known to hold labels. */
  readonly labels: readonly string[];
  readonly columns: readonly ColumnPlan[];
  readonly issues: readonly IssueInput[];
}

/**
 * @param labels names of columns that are known to hold labels
 * @throws KanError `table.*` for what is not a table (missing, folder, empty, header only) and `table.unknown-column`
 *   for a type set by hand for an unknown column; what the source of the table throws; `cancelled`.
 */
export async function planReading(
  path: string,
  options: ReadingOptions,
  signal?: AbortSignal,
  labels: readonly string[] = [],
): Promise<ReadPlan> {
  const start = await readStart(path, signal);
  const source = tableSources.find((one) => one.recognises(start))!;
  const table = await source.open(start, options, signal);
  const overridden = Object.keys(options).filter(
    (key) => key in table.format && options[key as keyof ReadingOptions] !== undefined,
  ) as (keyof TableFormat)[];
  return { ...planColumns(start.fileName, table, options, labels), labels, bytes: start.size, overridden };
}

/** The plan for the same file under another format. */
export function replanned(plan: ReadPlan, table: OpenTable, options: ReadingOptions): ReadPlan {
  return { ...plan, ...planColumns(plan.fileName, table, options, plan.labels) };
}

function planColumns(
  fileName: string,
  table: OpenTable,
  { types = {}, limits = {} }: ReadingOptions,
  labels: readonly string[],
): Omit<ReadPlan, 'bytes' | 'overridden' | 'labels'> {
  const { format, names, sample, units = [] } = table;
  const beyond = Object.keys(types).find((key) => Number(key) >= names.length);
  if (beyond !== undefined)
    throw userError(
      'table.unknown-column',
      `A type is set for column ${Number(beyond) + 1}, but ${fileName} has ${names.length} columns as it is read now.`,
      'Set the delimiter first, then the types of columns.',
    );
  const context: ReadingContext = {
    parse: numberParser(format.decimal, format.thousands),
    marks: missingMarks(format),
    decimalKnown: table.decimalKnown,
    dayOrder: table.dayOrder,
  };
  const issues = [...table.issues];
  const known = new Set(labels);
  const rows = sample.slice(0, CLASSIFIED);
  const columns = uniqueNames(names, issues).map((name, index): ColumnPlan => {
    const cells = rows.map((row) => row.cells[index] ?? '');
    const type = types[String(index)];
    const kept = { name, limits: limits[String(index)] ?? null, unit: units[index] ?? '' };
    return type === undefined
      ? { ...kept, reader: recogniseColumn(cells, context, known.has(name)), fixed: false }
      : { ...kept, reader: readerOf(type, cells, context), fixed: true };
  });
  return { fileName, table, context, columns, issues };
}
