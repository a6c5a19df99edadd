/** From a table and its roles to a data set: encoded, scaled and split. */
import { hasLogarithms } from '../../../../shared/contract/columnTypes.ts';
import type { DataSetup } from '../../../../shared/contract/schemas/setups.ts';
import { userError } from '../../../../shared/errors.ts';
import { plural } from '../../../../shared/figures.ts';
import { weighingOf, type Weighing } from '../../../../shared/contract/weighing.ts';
import { columnType } from '../columns/types.ts';
import { breathing } from '../../breath.ts';
import { areTrials, firstAlike } from './copies.ts';
import type { Dataset, Split } from './dataset.ts';
import type { Encoding } from '../encoding/encoding.ts';
import { filledColumns } from './filled.ts';
import { groupsOf } from './groups.ts';
import { knownGroupsNotes } from './knownGroups.ts';
import { knownRowsNotes } from './knownRows.ts';
import { columnByRow, encodedFeatures, encodedTargets } from './encode.ts';
import { findColumn } from '../table/findColumn.ts';
import { countGaps, rowsWithoutGaps } from '../table/gaps.ts';
import { outputsOf } from './fitEncoding.ts';
import {
  absentClassNotes,
  constantNotes,
  copiesNote,
  droppedNote,
  expansionNotes,
  logarithmNotes,
  twoValuesNotes,
  unitNotes,
  fewerHeldNote,
  groupsNote,
} from './prepareNotes.ts';
import { checkRoles } from './roles.ts';
import { splitGroups } from './splitGroups.ts';
import { checkRowCount } from './rowCount.ts';
import { splitRows } from './splitRows.ts';
import type { Column, Table } from '../table/table.ts';
import { inKnownNames } from '../units/knownNames.ts';
import { otherUnits } from '../units/otherUnits.ts';
import { areUncertain, classUncertaintyNotes, weightlessNote, weightsOf } from './weights.ts';
import { named } from '../../../../shared/named.ts';

/** Equal rows are kept in one split where they are at most this share of the rows. */
const mostAlike = 0.1;

/** The square of a larger value overflows. */
const huge = 1e150;

export interface PrepareOptions {
  /** Rows to test on; then `setup.testFraction` is not used. */
  readonly testTable?: Table | undefined;
  readonly signal?: AbortSignal;
}

type Breathe = ReturnType<typeof breathing>;

/** The weights by row of a table, null where all rows have the same weight, and whether they are uncertainties. */
interface Weighed {
  readonly weights: Float64Array | null;
  readonly uncertain: boolean;
}

/**
 * Roles → encoded, scaled, shuffled and split rows. Scaling and the values that replace missing ones come from the
 * training rows only, whatever their weights. Rows that are equal in every input and target are in the same split,
 * unless one of them makes up more than a tenth of the table, or a column of groups says which rows stay together. Every value in the result is finite, every weight above
 * 0. Works in pieces: with a million rows the event loop is blocked for some tens of milliseconds at a time.
 * @throws KanError `data.*` for what the person must correct: an unknown column, a target that is also an input, a
 *   column that cannot have its role, too few rows or groups, fewer than two classes, a weight that is missing or negative;
 *   `cancelled` soon after `signal` aborts.
 */
export async function prepareDataset(
  given: Table,
  setup: DataSetup,
  { testTable, signal }: PrepareOptions = {},
): Promise<Dataset> {
  const breathe = breathing(signal);
  checkRoles(given, setup);
  const weighing = weighingOf(setup);
  const weights = weightsOf(given, weighing);
  const weighed: Weighed = { weights, uncertain: areUncertain(weighing) };
  const groups = groupsOf(given, setup);
  const notes: string[] = [];
  const tame = await withoutHuge(given, [...setup.inputs, ...setup.targets], notes, breathe);
  const table = withLogarithms(tame, setup, notes);
  const madeMissing = [...notes];
  const targets = setup.targets.map((name) => findColumn(table, name));
  const inputs = setup.inputs.map((name) => findColumn(table, name));

  const needed = setup.missing === 'drop' ? [...inputs, ...targets] : targets;
  const complete = await completeRows(
    table.rows,
    needed.map(
      ({ values }) =>
        (row: number) =>
          values[row],
    ),
    breathe,
  );
  const usable = weights === null ? complete : complete.filter((row) => weights[row] > 0);
  const weightless = complete.length - usable.length;
  if (weighing !== null && weightless > 0) notes.push(weightlessNote(plural(weightless, 'row'), weighing));
  const alike = await firstAlike(usable, [...inputs, ...targets], breathe);
  const { copies, most } = countCopies(alike);
  const together = copies > 0 && most <= mostAlike * usable.length;
  const testApart = testTable !== undefined;
  const isStratified = setup.task === 'classification' && setup.stratified !== false;
  const classes = isStratified ? targets[0].values : null;
  const parts =
    groups === null
      ? splitRows(usable, setup, testApart, together ? alike : null, classes)
      : splitGroups(usable, groups, setup, testApart);
  if (groups !== null) notes.push(groupsNote(table, groups, parts));
  if (parts.fewerHeld) notes.push(fewerHeldNote(usable.length, parts));
  if (groups === null && copies > 0 && parts.train.length < usable.length) {
    const isTrial = !together && areTrials(alike, await firstAlike(usable, inputs, breathe));
    notes.push(copiesNote(copies, together ? 'together' : isTrial ? 'trials' : 'apart'));
  }
  checkRowCount(
    table,
    { needed, targets },
    { complete: complete.length, weightless, training: parts.train.length },
    madeMissing,
  );
  await breathe();

  const features = [];
  for (const column of inputs) {
    features.push(...(columnType(column.type).inputs?.(column, setup, parts.train) ?? []));
    await breathe();
  }
  const encoding: Encoding = {
    task: setup.task,
    features,
    ...outputsOf(targets, setup, usable, parts.train),
    targets: setup.targets,
  };
  notes.push(
    ...logarithmNotes(encoding, setup),
    ...unitNotes(encoding),
    ...expansionNotes(encoding, inputs),
    ...constantNotes(table, encoding, parts.train),
    ...twoValuesNotes(table, encoding, usable),
  );
  await breathe();
  const train = await splitOf(table, encoding, weighed, parts.train, breathe);
  if (setup.task === 'classification')
    notes.push(...absentClassNotes(encoding, train), ...classUncertaintyNotes(weighing, targets[0].name));
  const validation = await splitOf(table, encoding, weighed, parts.validation, breathe);
  const test =
    testTable === undefined
      ? await splitOf(table, encoding, weighed, parts.test, breathe)
      : await testSplit(testTable, encoding, weighing, notes, breathe);
  if (testTable !== undefined && groups === null)
    notes.push(...(await knownRowsNotes([train, validation], test, testTable.fileName, breathe)));
  if (testTable !== undefined && groups !== null) {
    const trained = { column: findColumn(table, groups.column), rows: [...parts.train, ...parts.validation] };
    notes.push(...knownGroupsNotes(trained, testTable, test.tableRows));
  }
  const dropped = table.rows - usable.length;
  const gaps = table.rows - complete.length;
  const gapsNote = gaps > 0 ? { gapsNote: droppedNote(table, needed, gaps) } : {};
  const kept = { ...(groups !== null && { groups }), filled: filledColumns(table, encoding.features) };
  const apart = testApart ? ({ testApart } as const) : {};
  return { encoding, train, validation, test, ...kept, ...apart, dropped, ...gapsNote, notes };
}

/** The table with values beyond {@link huge} in the named columns made missing. */
async function withoutHuge(
  table: Table,
  names: readonly string[],
  notes: string[],
  breathe: Breathe,
): Promise<Table> {
  const isHuge = (value: number): boolean => Math.abs(value) > huge;
  const used = new Set(names);
  const columns: Column[] = [];
  for (const column of table.columns) {
    await breathe();
    if (!used.has(column.name) || !column.values.some(isHuge)) {
      columns.push(column);
      continue;
    }
    notes.push(`Values beyond ±${huge} in “${column.name}” are read as missing: a larger unit keeps them.`);
    const values = column.values.map((value) => (isHuge(value) ? NaN : value));
    columns.push({ ...column, values, missing: values.filter(Number.isNaN).length });
  }
  return { ...table, columns };
}

/** The table with values that have no logarithm made missing in the inputs whose logarithms are asked for by hand. */
function withLogarithms(table: Table, { inputs, scales = {}, scaling }: DataSetup, notes: string[]): Table {
  if (scaling === 'none') return table;
  const columns = table.columns.map((column) => {
    const { name, type } = column;
    const isAsked = hasLogarithms(type) && inputs.includes(name) && named(scales, name) === 'log';
    if (!isAsked || !column.values.some((value) => value <= 0)) return column;
    notes.push(`Values of 0 and below in “${name}” have no logarithm: they are read as missing.`);
    const values = column.values.map((value) => (value <= 0 ? NaN : value));
    return { ...column, values, missing: values.filter(Number.isNaN).length };
  });
  return { ...table, columns };
}

/** How many rows are equal to an earlier one, and the largest number of equal rows. */
function countCopies(firstAlike: Uint32Array): { copies: number; most: number } {
  const counts = new Uint32Array(firstAlike.length);
  for (const first of firstAlike) counts[first]++;
  let copies = 0;
  let most = 0;
  for (const count of counts) {
    if (count > 1) copies += count - 1;
    if (count > most) most = count;
  }
  return { copies, most };
}

/** The rows, of so many, in which each of the columns has a finite value. */
async function completeRows(
  rows: number,
  columns: readonly ((row: number) => number)[],
  breathe: Breathe,
): Promise<Uint32Array> {
  const counts = new Uint32Array(rows);
  for (const value of columns) {
    countGaps(counts, value);
    await breathe();
  }
  return rowsWithoutGaps(counts);
}

async function splitOf(
  table: Table,
  encoding: Encoding,
  { weights, uncertain }: Weighed,
  tableRows: Uint32Array,
  breathe: Breathe,
): Promise<Split> {
  const byColumn = async (columns: readonly ((row: number) => number)[]): Promise<Float64Array> => {
    const all = new Float64Array(columns.length * tableRows.length);
    for (const [c, value] of columns.entries()) {
      columnByRow(value, tableRows, all.subarray(c * tableRows.length));
      await breathe();
    }
    return all;
  };
  return {
    rows: tableRows.length,
    inputs: await byColumn(encodedFeatures(table, encoding.features)),
    targets: await byColumn(encodedTargets(table, encoding)),
    weights: weights && Float64Array.from(tableRows, (row) => weights[row]),
    ...(weights && uncertain && { uncertain: true }),
    tableRows,
  };
}

/** The rows of another table in which no value is missing and the weight is above 0. */
async function testSplit(
  file: Table,
  encoding: Encoding,
  weighing: Weighing | null,
  notes: string[],
  breathe: Breathe,
): Promise<Split> {
  const { table, spellings, unsaidUnits } = inKnownNames(file, encoding);
  const known = weighing !== null && table.columns.some(({ name }) => name === weighing.column);
  if (weighing !== null && !known)
    notes.push(`${table.fileName} has no column “${weighing.column}”: all rows have the same weight.`);
  notes.push(...spellings, ...unsaidUnits, ...otherUnits(table, encoding));
  const weights = known ? weightsOf(table, weighing) : null;
  const values = [...encodedFeatures(table, encoding.features), ...encodedTargets(table, encoding)];
  const complete = await completeRows(table.rows, values, breathe);
  const lost = table.rows - complete.length;
  if (lost > 0)
    notes.push(
      `${plural(lost, 'row')} of ${table.fileName} left out: a value is missing, or a label does not occur in the training data.`,
    );
  const rows = weights === null ? complete : complete.filter((row) => weights[row] > 0);
  if (weighing !== null && rows.length < complete.length)
    notes.push(
      weightlessNote(`${plural(complete.length - rows.length, 'row')} of ${table.fileName}`, weighing),
    );
  if (rows.length === 0)
    throw userError(
      'data.no-usable-rows',
      `No row of ${table.fileName} has a value for every input and target.`,
      'Check that it has the same columns and labels as the data trained on.',
    );
  return splitOf(table, encoding, { weights, uncertain: areUncertain(weighing) }, rows, breathe);
}
