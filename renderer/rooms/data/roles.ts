/** Roles of columns, and the conditions that a data set-up must meet. Pure. */
import {
  holderOf,
  rivalsOf,
  rolesFor,
  rowColumns,
  rowRoleNames,
  rowRoles,
  withRowColumns,
  type ColumnRole,
  type RowRole,
} from '../../../shared/contract/columnRoles.ts';
import type { ColumnScale, DataSetup } from '../../../shared/contract/schemas/setups.ts';
import type { ColumnView, TableView } from '../../../shared/contract/views/data.ts';
import { type Task, columnTypeFacts, usualTask } from '../../../shared/contract/columnTypes.ts';
import { dataSettings } from '../../../shared/settings/data.ts';
import { tooFewRows } from '../../../shared/results/tooFewRows.ts';
import { defaultsOf } from '../../../shared/settings/setting.ts';
import { named } from '../../../shared/named.ts';

/**
 * The proposed set-up for a table that has just been read.
 * @param targets known targets; those that the table has replace the engine's suggestion.
 */
export function suggestSetup(table: TableView, targets: readonly string[] = []): DataSetup {
  const named = targets.filter((name) => table.columns.some((column) => column.name === name));
  const proposed = named.length > 0 ? named : table.suggestedTargets;
  const usable = proposedColumns(table);
  const setup: DataSetup = {
    inputs: table.columns
      .map(({ name }) => name)
      .filter((name) => usable.has(name) && !proposed.includes(name)),
    targets: [...proposed],
    ...rowColumns(() => null),
    ...defaultsOf(dataSettings),
  };
  return { ...setup, task: suggestTask(setup, table) };
}

/** The columns that the engine takes for inputs or targets. */
function proposedColumns({ suggestedInputs, suggestedTargets }: TableView): ReadonlySet<string> {
  return new Set([...suggestedInputs, ...suggestedTargets]);
}

/**
 * The set-up for a table that was read again in another way: columns keep their roles by name, where that is still
 * possible; a column that could not be an input before gets its proposed role. What was an input, or ignored, as proposed
 * is what is proposed now: a column with few values is no input before it is filled down.
 */
export function keptSetup(before: DataSetup, old: TableView, table: TableView): DataSetup {
  const proposed = suggestSetup(table);
  const [usableBefore, usable] = [proposedColumns(old), proposedColumns(table)];
  const oldColumns = new Map(old.columns.map((column) => [column.name, column]));
  const role = (column: ColumnView): ColumnRole => {
    const known = oldColumns.get(column.name);
    const had = known && rolesFor(known).includes('input') ? roleOf(before, column.name) : undefined;
    if (had === undefined || !rolesFor(column).includes(had)) return roleOf(proposed, column.name);
    const asProposed = had === (usableBefore.has(column.name) ? 'input' : 'ignore');
    return asProposed ? (usable.has(column.name) ? 'input' : 'ignore') : had;
  };
  const having = (wanted: ColumnRole): string[] =>
    table.columns.filter((column) => role(column) === wanted).map(({ name }) => name);
  const targets = before.targets.filter((name) => having('target').includes(name));
  if (targets.length === 0) return proposed;
  const next = { ...ofRoles(before, having), targets };
  const isPossible = table.columns
    .filter(({ name }) => targets.includes(name))
    .every(({ type }) => columnTypeFacts[type].tasks.includes(before.task));
  const isKept = sameList(targets, before.targets) && isPossible;
  return { ...next, task: isKept ? before.task : suggestTask(next, table) };
}

export function roleOf(setup: DataSetup, column: string): ColumnRole {
  if (setup.targets.includes(column)) return 'target';
  const ofRows = rowRoleNames.find((role) => holderOf(setup, role) === column);
  if (ofRows !== undefined) return ofRows;
  return setup.inputs.includes(column) ? 'input' : 'ignore';
}

/** The set-up with the roles that columns have. @param having names of the columns of a role, in the table's order */
function ofRoles(setup: DataSetup, having: (role: ColumnRole) => string[]): DataSetup {
  const next = withRowColumns(setup, (role) => having(role).at(0));
  return { ...next, inputs: having('input'), targets: having('target') };
}

const isOfRows = (role: ColumnRole): role is RowRole =>
  (rowRoleNames as readonly ColumnRole[]).includes(role);

/**
 * The set-up after a column gets a new role, in the table's order; the task follows from the targets. Where one column at most
 * can say this of the rows, the previous one is then ignored.
 */
export function withRoles(
  setup: DataSetup,
  table: TableView,
  columns: readonly string[],
  role: ColumnRole,
): DataSetup {
  const roles = new Map(table.columns.map(({ name }) => [name, roleOf(setup, name)]));
  for (const other of isOfRows(role) ? [role, ...rivalsOf(role)] : []) {
    const holder = holderOf(setup, other);
    if (holder !== null) roles.set(holder, 'ignore');
  }
  for (const column of columns) roles.set(column, role);
  const having = (wanted: ColumnRole): string[] =>
    table.columns.map(({ name }) => name).filter((name) => roles.get(name) === wanted);
  const next = ofRoles(setup, having);
  return sameList(next.targets, setup.targets) ? next : { ...next, task: suggestTask(next, table) };
}

/** The scale of an input: as it was set, or by its values; null for a column that has no logarithm, or no such role. */
export function scaleOf({ inputs, scales = {}, scaling }: DataSetup, column: ColumnView): ColumnScale | null {
  const { name, type, range, decades } = column;
  if (
    columnTypeFacts[type].holds !== 'quantities' ||
    range === null ||
    range.max <= 0 ||
    !inputs.includes(name)
  )
    return null;
  if (scaling === 'none' || (range.min <= 0 && named(scales, name) !== 'log')) return null;
  return named(scales, name) ?? (decades ? 'log' : 'linear');
}

/** The set-up with another scale of an input; one that follows from its values is not kept. */
export function withScale(setup: DataSetup, { name, decades }: ColumnView, scale: ColumnScale): DataSetup {
  const others = Object.entries(setup.scales ?? {}).filter(([other]) => other !== name);
  const usual = (scale === 'log') === decades;
  return { ...setup, scales: Object.fromEntries(usual ? others : [...others, [name, scale]]) };
}

/** The text of a column's unit: as it was set by hand, or as the table has it. */
export function unitOf({ units = {} }: DataSetup, { name, unit }: ColumnView): string {
  return named(units, name) ?? unit;
}

/** The set-up with another unit of a column; the unit that the table has is not kept. */
export function withUnit(setup: DataSetup, { name, unit }: ColumnView, text: string): DataSetup {
  const others = Object.entries(setup.units ?? {}).filter(([other]) => other !== name);
  const next = text.trim();
  return { ...setup, units: Object.fromEntries(next === unit ? others : [...others, [name, next]]) };
}

function suggestTask({ targets }: DataSetup, { columns }: TableView): Task {
  return usualTask(columns.filter(({ name }) => targets.includes(name)).map(({ type }) => type));
}

/** The problems of the set-up, one sentence each; empty where there is none. */
export function setupProblems(setup: DataSetup, table: TableView): string[] {
  const short = tooFewRows(table.rows);
  if (short !== '') return [short];
  const problems: string[] = [];
  if (setup.inputs.length === 0) problems.push('Choose at least one input column.');
  if (setup.targets.length === 0) problems.push('Choose the column to predict: give it the role Target.');
  if (setup.task === 'classification' && setup.targets.length > 1)
    problems.push('Classes can be predicted for one target only: keep one target.');
  if (setup.task === 'regression') {
    const labelled = table.columns
      .filter(({ name, type }) => setup.targets.includes(name) && columnTypeFacts[type].holds === 'labels')
      .map(({ name }) => name);
    if (labelled.length > 0)
      problems.push(
        `${quoted(labelled)} holds labels, not numbers: predict a class, or choose another target.`,
      );
  }
  problems.push(...rowRoleProblems(setup, table));
  if (setup.validationFraction + setup.testFraction > 0.9)
    problems.push('Keep at least 10 % of the rows for training.');
  return problems;
}

/** What is wrong about the values of the columns that say something of the rows. */
function rowRoleProblems(setup: DataSetup, { columns }: TableView): string[] {
  return rowRoleNames.flatMap((role) => {
    const column = columns.find(({ name }) => name === holderOf(setup, role));
    if (column === undefined) return [];
    const { missing, range } = column;
    const faults = rowRoles[role].faults({ missing, least: range?.min ?? Infinity });
    return faults.map((fault) => `The ${role} ${quoted([column.name])} ${fault}`);
  });
}

const settingNames = Object.keys(dataSettings) as readonly (keyof typeof dataSettings)[];

export function sameSetup(a: DataSetup, b: DataSetup): boolean {
  return (
    sameList(a.inputs, b.inputs) &&
    sameList(a.targets, b.targets) &&
    rowRoleNames.every((role) => holderOf(a, role) === holderOf(b, role)) &&
    sameEntries(a.scales, b.scales) &&
    sameEntries(a.units, b.units) &&
    settingNames.every((name) => a[name] === b[name])
  );
}

function sameEntries(
  a: Readonly<Record<string, string>> = {},
  b: Readonly<Record<string, string>> = {},
): boolean {
  return [...new Set([...Object.keys(a), ...Object.keys(b)])].every((name) => a[name] === b[name]);
}

function sameList(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((name, index) => name === b[index]);
}

function quoted(names: readonly string[]): string {
  return names.map((name) => `“${name}”`).join(', ');
}
