/** Converts the flags about columns and rows to the set-up of a table. */
import type { DataSetup } from '../../../shared/contract/schemas/setups.ts';
import {
  holderOf,
  rivalsOf,
  rowColumns,
  rowRoleNames,
  rowRoles,
  type RowColumns,
  type RowRole,
} from '../../../shared/contract/columnRoles.ts';
import { columnTypeFacts, hasLogarithms, usualTask } from '../../../shared/contract/columnTypes.ts';
import type { CheckedRoles } from '../../../shared/contract/views/checks.ts';
import type { TableView } from '../../../shared/contract/views/data.ts';
import { userError, type KanError } from '../../../shared/errors.ts';
import { dataSettings } from '../../../shared/settings/data.ts';
import { tooFewRows } from '../../../shared/results/tooFewRows.ts';
import { defaultsOf } from '../../../shared/settings/setting.ts';
import { describeTable } from '../../engine/data/index.ts';
import { findColumn } from '../../engine/data/table/findColumn.ts';
import type { Table } from '../../engine/data/table/table.ts';
import { type Arguments } from '../parsing/args.ts';
import type { CommandFlag, FlagGroup } from '../command.ts';
import { columnNames } from '../parsing/columnNames.ts';
import { fillDownFlag, labelsFlag, numbersFlag } from '../givenTable.ts';
import { testSheet } from '../parsing/sheets.ts';
import { unitsFlag, unitsOf } from '../parsing/unitsFlag.ts';
import { givenSettings, settingFlags } from '../parsing/settingFlags.ts';
import { unusable } from './unusable.ts';
import type { FitPlan } from './fitPlan.ts';

/** Flags that set the roles of columns. */
export const columnRoleFlags: readonly CommandFlag[] = [
  { name: 'target', value: 'a[,b]', help: 'column(s) to predict' },
  {
    name: 'inputs',
    value: 'a,b',
    help: 'columns to predict from (default: every usable other column)',
  },
  { name: 'ignore', value: 'c,d', help: 'columns not to use as inputs' },
  ...rowRoleNames.map((role) => ({ name: rowRoles[role].key, ...rowRoles[role].flag })),
  labelsFlag,
  numbersFlag,
  fillDownFlag,
  unitsFlag,
];

/** Flags that set how a network learns from inputs. */
const scaleFlags: readonly CommandFlag[] = [
  {
    name: 'log',
    value: 'a,b',
    help: 'inputs to learn from by their logarithms (default: those that spread over decades)',
  },
  {
    name: 'linear',
    value: 'c,d',
    help: 'inputs to learn from by their values, although they spread over decades',
  },
];

/** The flags about the data that all commands have which train: roles, rows for the test, settings. */
export const splitDataGroup: FlagGroup = {
  title: 'Data',
  flags: [
    ...columnRoleFlags,
    ...scaleFlags,
    { name: 'test', value: '<table>', help: 'tests on the rows of this table instead', file: true },
    testSheet,
    ...settingFlags(dataSettings),
  ],
};

/**
 * Roles for checking a table: the requested ones, otherwise the suggested ones. @throws KanError `data.unknown-column`
 */
export function checkedRoles(args: Arguments, table: Table): CheckedRoles {
  const { inputs, targets, ofRows } = rolesOf(args, table);
  const { missing } = { ...defaultsOf(dataSettings), ...givenSettings(args, dataSettings) };
  return {
    ...{ inputs: [...inputs], targets: [...targets], missing },
    ...ofRows,
    ...unitsOf(args, table),
  };
}

/** @returns the requested targets, otherwise the suggested ones */
function rolesOf(args: Arguments, table: Table) {
  const names = (flag: string): readonly string[] => columnNames(table, args.values.get(flag));
  const ofRows = rowColumns((role) => args.values.get(rowRoles[role].key));
  refuseRivals(ofRows);
  const ignored = [
    ...names('ignore'),
    ...names('phases'),
    ...rowRoleNames.flatMap((role) => holderOf(ofRows, role) ?? []),
  ];
  const view = describeTable(table);
  const asked = names('target');
  const targets = asked.length > 0 ? asked : view.suggestedTargets;
  const usable = new Set([...view.suggestedInputs, ...view.suggestedTargets]);
  const others = table.columns
    .map((column) => column.name)
    .filter((name) => usable.has(name) && !targets.includes(name) && !ignored.includes(name));
  const inputs = names('inputs');
  const unwanted = names('ignore').find((name) => inputs.includes(name));
  if (unwanted !== undefined)
    throw userError(
      'cli.conflict',
      `--inputs and --ignore both name “${unwanted}”.`,
      'Name it in one of them.',
    );
  return {
    ...{ view, ofRows, asked, targets, ignored },
    inputs: inputs.length > 0 ? inputs : others,
  };
}

/** @throws KanError `cli.conflict` where two columns say the same of the rows */
function refuseRivals(given: RowColumns): void {
  const has = (role: RowRole): boolean => holderOf(given, role) !== null;
  for (const role of rowRoleNames.filter(has)) {
    const rival = rivalsOf(role).find(has);
    if (rival !== undefined)
      throw userError(
        'cli.conflict',
        `${rowRoles[role].says} by --${rowRoles[role].key} or by --${rowRoles[rival].key}, not by both.`,
        'Leave one of them out.',
      );
  }
}

/** Says which columns are not used although no flag leaves them out, and why; '' where there are none. */
export function unusedNote({ args }: FitPlan, table: Table): string {
  if (args.values.has('inputs')) return '';
  const { view, targets, ignored } = rolesOf(args, table);
  const reasons = unusable(view, [...targets, ...ignored]);
  return reasons === '' ? '' : `Not used as inputs: ${reasons}`;
}

/**
 * Roles and split.
 * @throws KanError `data.too-few-rows`, `cli.no-target`, `cli.no-inputs`, `data.unknown-column` for a column that does not exist;
 *   `prepareDataset` finds other mistakes.
 */
export function dataPlan({ args, testCsv, network }: FitPlan, table: Table, command = 'fit'): DataSetup {
  const { view, asked, targets, inputs, ofRows } = rolesOf(args, table);
  const short = tooFewRows(table.rows);
  if (short !== '') throw userError('data.too-few-rows', short, 'Use a table with more rows.');
  if (asked.length === 0) throw noTarget(view, command);
  if (inputs.length === 0) {
    throw userError(
      'cli.no-inputs',
      `${table.fileName} has no column that can be an input.`,
      `Name them with --inputs, or ignore fewer. ${unusable(view, targets)}`.trimEnd(),
    );
  }
  const given = givenSettings(args, dataSettings);
  return {
    ...defaultsOf(dataSettings),
    seed: network.seed,
    task: usualTask(targets.map((name) => findColumn(table, name).type)),
    ...given,
    ...(testCsv === null ? {} : { testFraction: 0 }),
    inputs: [...inputs],
    targets: [...targets],
    ...ofRows,
    ...scalesOf(args, table, inputs),
    ...unitsOf(args, table),
  };
}

/** The scales that were set by hand. @throws KanError `cli.conflict`, `cli.not-an-input` */
function scalesOf(args: Arguments, table: Table, inputs: readonly string[]): Pick<DataSetup, 'scales'> {
  const named = (flag: 'log' | 'linear'): readonly string[] => columnNames(table, args.values.get(flag));
  const linear = named('linear');
  const both = named('log').find((name) => linear.includes(name));
  if (both !== undefined)
    throw userError('cli.conflict', `--log and --linear both name “${both}”.`, 'Name it in one of them.');
  for (const flag of ['log', 'linear'] as const) {
    const other = named(flag).find((name) => !inputs.includes(name));
    if (other !== undefined)
      throw userError(
        'cli.not-an-input',
        `“${other}” is no input: --${flag} says how the network learns from inputs.`,
        'Name inputs only. The automatic run tries the logarithm of the target by itself.',
      );
    const labels = named(flag).find((name) => !hasLogarithms(findColumn(table, name).type));
    if (labels !== undefined)
      throw userError(
        'cli.no-logarithm',
        `“${labels}” is a column of ${columnTypeFacts[findColumn(table, labels).type].holds}, and --${flag} is for numbers.`,
        'Name columns of numbers only.',
      );
  }
  const scales = Object.fromEntries([
    ...named('log').map((name) => [name, 'log'] as const),
    ...linear.map((name) => [name, 'linear'] as const),
  ]);
  return Object.keys(scales).length === 0 ? {} : { scales };
}

function noTarget({ columns, suggestedTargets }: TableView, command: string): KanError {
  const names = columns.slice(0, 20).map(({ name }) => `“${name}”`);
  const more = columns.length > names.length ? `, … (${columns.length} in all)` : '';
  const [example = columns[0].name] = suggestedTargets;
  return userError(
    'cli.no-target',
    `kan ${command} needs a target.`,
    `Add --target and one of ${names.join(', ')}${more}; for example --target "${example}".`,
  );
}
