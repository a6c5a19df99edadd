/** The plan for reading a table: its columns, how the cells of each are read, and remarks on its beginning. */
import type { ReadingOptions } from '../../../../shared/contract/schemas/setups.ts';
import type { TableFormat } from '../../../../shared/contract/views/data.ts';
import { userError } from '../../../../shared/errors.ts';
import { limitedColumn, type ColumnBuilder, type Limits } from '../columns/builders.ts';
import { fillDown as filledDown, filledColumn } from '../columns/readers/filledDown.ts';
import { missingMarks, numberParser } from '../columns/cells/cells.ts';
import type { CellReader, ReadingContext } from '../columns/columnType.ts';
import { expectedReader, readerOf, recogniseColumn } from '../columns/types.ts';
import { uniqueNames } from '../table/names.ts';
import { otherSpellings } from '../units/otherSpellings.ts';
import { readStart } from './file.ts';
import type { IssueInput } from '../issues/issues.ts';
import type { KnownColumns } from './knownColumns.ts';
import { tableSources } from './sources.ts';
import type { OpenTable } from './tableSource.ts';
import { withUncertainties } from './uncertaintyColumns.ts';

/** Number of rows from which types are detected. */
const CLASSIFIED = 5000;

export interface ColumnPlan {
  readonly name: string;
  readonly reader: CellReader;
  /** The type was set by the person, or is known. */
  readonly fixed: boolean;
  /** Values outside of these count as missing; null where all are taken. */
  readonly limits: Limits | null;
  /** Blank cells have the value of the cell above. */
  readonly fillDown: boolean;
  /** From a row of units; '' where there is none. */
  readonly unit: string;
}

/** What the cells of a column are gathered in. */
export function builderOf({ reader, limits, fillDown }: ColumnPlan): ColumnBuilder {
  const builder = fillDown ? filledColumn(reader.builder()) : reader.builder();
  return limits === null ? builder : limitedColumn(builder, limits);
}

const nothingKnown: KnownColumns = {
  held: new Map(),
  types: new Map(),
  limits: new Map(),
  fillDown: new Set(),
};

export interface ReadPlan {
  readonly fileName: string;
  readonly bytes: number;
  readonly table: OpenTable;
  readonly context: ReadingContext;
  readonly overridden: readonly (keyof TableFormat)[];
  readonly known: KnownColumns;
  readonly columns: readonly ColumnPlan[];
  readonly issues: readonly IssueInput[];
}

/**
 * @param known what is known of columns before they are read
 * @throws KanError `table.*` for what is not a table (missing, folder, empty, header only) and `table.unknown-column`
 *   for a type set by hand for an unknown column; `table.same-marks`; what the source of the table throws; `cancelled`.
 */
export async function planReading(
  path: string,
  options: ReadingOptions,
  signal?: AbortSignal,
  known: KnownColumns = nothingKnown,
): Promise<ReadPlan> {
  requireTwoMarks(options);
  const start = await readStart(path, signal);
  const source = tableSources.find((one) => one.recognises(start))!;
  const table = await source.open(start, options, signal, known);
  const overridden = Object.keys(options).filter(
    (key) => key in table.format && options[key as keyof ReadingOptions] !== undefined,
  ) as (keyof TableFormat)[];
  return { ...planColumns(start.fileName, table, options, known), known, bytes: start.size, overridden };
}

/** @throws KanError `table.same-marks` where one character would be the decimal mark and group digits too. */
function requireTwoMarks({ decimal, thousands }: ReadingOptions): void {
  if (decimal === undefined || decimal !== thousands) return;
  const mark = decimal === ',' ? 'comma' : 'point';
  throw userError(
    'table.same-marks',
    `The ${mark} is set as the decimal mark and as the thousands mark.`,
    'Set another character for one of them.',
  );
}

/** The plan for the same file under another format. */
export function replanned(plan: ReadPlan, table: OpenTable, options: ReadingOptions): ReadPlan {
  return { ...plan, ...planColumns(plan.fileName, table, options, plan.known) };
}

function planColumns(
  fileName: string,
  written: OpenTable,
  { types = {}, limits = {}, fillDown = {} }: ReadingOptions,
  known: KnownColumns,
): Omit<ReadPlan, 'bytes' | 'overridden' | 'known'> {
  const isNoNumber = (name: string, place: number): boolean =>
    (types[String(place)] ?? known.types.get(name) ?? 'number') !== 'number';
  const { table, places } = withUncertainties(written, isNoNumber);
  const { format, names, sample, units = [] } = table;
  const beyond = Object.keys(types).find((key) => Number(key) >= names.length);
  if (beyond !== undefined)
    throw userError(
      'table.unknown-column',
      `A type is set for column ${Number(beyond) + 1}, but ${fileName} has ${names.length} columns as it is read now.`,
      'Set the delimiter first, then the types of columns.',
    );
  const shared: ReadingContext = {
    parse: numberParser(format.decimal, format.thousands),
    marks: missingMarks(format),
    decimalKnown: table.decimalKnown,
    dayOrder: table.dayOrder,
  };
  const issues = [...table.issues];
  const rows = sample.slice(0, CLASSIFIED);
  const own = uniqueNames(names, issues);
  const knownName = knownNames(own, units, known);
  const columns = own.map((name, index): ColumnPlan => {
    const called = knownName.get(name) ?? name;
    const isFilled = (fillDown[String(index)] ?? false) || known.fillDown.has(called);
    const written = rows.map((row) => row.cells[index] ?? '');
    const cells = isFilled ? filledDown(written) : written;
    const place = places.get(index);
    const context = place === undefined ? shared : { ...shared, uncertaintyColumn: own[place] };
    const type = types[String(index)] ?? known.types.get(called);
    const kept = {
      name,
      limits: limits[String(index)] ?? known.limits.get(called) ?? null,
      fillDown: isFilled,
      unit: units[index] ?? '',
    };
    if (type !== undefined) return { ...kept, reader: readerOf(type, cells, context), fixed: true };
    const reader = recogniseColumn(cells, context);
    const held = known.held.get(called);
    const expected = held === undefined ? null : expectedReader(held, reader.type, cells, context);
    return { ...kept, reader: expected ?? reader, fixed: expected !== null };
  });
  return { fileName, table, context: shared, columns, issues };
}

/** The names that are known, by those of the table that are spelled otherwise. */
function knownNames(
  names: readonly string[],
  units: readonly string[],
  { held, types, limits, fillDown }: KnownColumns,
): ReadonlyMap<string, string> {
  const all = new Set([...held.keys(), ...types.keys(), ...limits.keys(), ...fillDown]);
  const wanted = [...all].map((name) => ({ name }));
  const present = names.map((name, index) => ({ name, ...(units[index] && { unit: units[index] }) }));
  return new Map(otherSpellings(wanted, present).taken.map(({ name, column }) => [column, name]));
}
