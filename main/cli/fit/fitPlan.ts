/** Converts the flags of `kan fit` to setups. */
import type { DataSetup, NetworkSetup, TrainingSetup } from '../../../shared/contract/schemas/setups.ts';
import { usualTask } from '../../../shared/contract/columnTypes.ts';
import type { CheckedRoles } from '../../../shared/contract/views/checks.ts';
import type { TableView } from '../../../shared/contract/views/data.ts';
import { userError, type KanError } from '../../../shared/errors.ts';
import type { PhasesBy } from '../../../shared/contract/views/phases.ts';
import type { FormulaSearchMethod } from '../../../shared/contract/views/formula.ts';
import { dataSettings } from '../../../shared/settings/data.ts';
import {
  allNetworkSettings,
  moreNetworkSettings,
  networkSettings,
} from '../../../shared/settings/network.ts';
import { optimizers } from '../../../shared/settings/optimizers.ts';
import { phasesPreset, phasesSettings } from '../../../shared/settings/phases.ts';
import { presetNames, presets, type PresetName } from '../../../shared/settings/presets.ts';
import { searchSeconds, searchSettings } from '../../../shared/settings/search.ts';
import { defaultsOf } from '../../../shared/settings/setting.ts';
import { allTrainingSettings, trainingSettings } from '../../../shared/settings/training.ts';
import { describeTable } from '../../engine/data/index.ts';
import { findColumn } from '../../engine/data/table/findColumn.ts';
import type { Table } from '../../engine/data/table/table.ts';
import { choice, wrongNumber, type Arguments } from '../parsing/args.ts';
import type { CommandFlag, FlagGroup } from '../command.ts';
import { columnNames } from '../parsing/columnNames.ts';
import { labelsFlag } from '../givenTable.ts';
import { sheetOf, testSheet } from '../parsing/sheets.ts';
import { unitsFlag, unitsOf } from '../parsing/unitsFlag.ts';
import { givenSetting, givenSettings, settingFlags } from '../parsing/settingFlags.ts';
import { unusable } from './unusable.ts';

export interface FitPlan {
  readonly csv: string;
  readonly testCsv: string | null;
  /** The sheet of a workbook; the first one with a table by default. */
  readonly testSheet: string | undefined;
  readonly out: string | null;
  /** The title of the model to use, of those that the automatic run compares; null for its choice. */
  readonly rung: string | null;
  readonly json: boolean;
  /** Whether and where to look for formulas, and whether to remove edges that are not needed. */
  readonly symbolic: boolean;
  readonly method: FormulaSearchMethod;
  readonly searchSeed: number | undefined;
  readonly prune: boolean;
  /** The time limit for training and the search together; null if none was given. */
  readonly seconds: number | null;
  /** Set if the rows are learned in phases, by the values of a column. */
  readonly phases: PhasesPlan | null;
  readonly args: Arguments;
  readonly network: NetworkSetup;
  readonly training: TrainingSetup;
}

export interface PhasesPlan {
  readonly by: PhasesBy;
  readonly steps: number;
}

/** @throws KanError `cli.*` for every mistake that can be found before the table is read. */
export function parseFit(args: Arguments): FitPlan {
  if (args.values.has('test') && args.values.has('test-fraction')) {
    throw userError(
      'cli.conflict',
      '--test and --test-fraction cannot be used together.',
      'Use one of them: a separate table to test on, or a share of this table.',
    );
  }
  const preset = choice(args, 'preset', presetNames);
  const phases = phasesPlan(args);
  const searches = preset !== undefined && presets[preset].thenFormulas;
  const network = networkPlan(args, phases !== null);
  const training = trainingPlan(args, preset);
  const rung = args.values.get('rung') ?? null;
  if (
    rung !== null &&
    !(network.automatic === true && training.optimizer === 'auto' && training.lamb === 0)
  ) {
    throw userError(
      'cli.conflict',
      '--rung needs an automatic run that chooses the size of the network.',
      'Leave out --hidden, --products, --optimizer and --lamb.',
    );
  }
  return {
    csv: args.positionals[0],
    testCsv: args.values.get('test') ?? null,
    testSheet: sheetOf(args, testSheet),
    out: args.values.get('out') ?? null,
    rung,
    json: args.switches.has('json'),
    symbolic: searches || args.switches.has('symbolic'),
    method: givenSetting(args, searchSettings.method) ?? searchSettings.method.default,
    searchSeed: givenSetting(args, searchSettings.searchSeed),
    prune: searches || args.switches.has('prune'),
    seconds: givenSetting(args, searchSeconds) ?? null,
    phases,
    args,
    network,
    training,
  };
}

/** Flags of `kan fit` that have no meaning where rows are learned in phases. */
const notInPhases = ['out', 'test', 'symbolic', 'prune', 'preset'];

function phasesPlan(args: Arguments): PhasesPlan | null {
  const column = args.values.get('phases');
  const parts = givenSetting(args, phasesSettings.phaseParts);
  if (column !== undefined && parts !== undefined) {
    throw userError(
      'cli.conflict',
      '--phases and --phase-parts cannot be used together.',
      'Use one of them: the values of a column, or equal parts of the rows.',
    );
  }
  if (column === undefined && parts === undefined) return null;
  const [flag, by] =
    column === undefined ? (['phase-parts', { parts: parts! }] as const) : (['phases', { column }] as const);
  const other = notInPhases.find((flag) => args.values.has(flag) || args.switches.has(flag));
  if (other === undefined) {
    return {
      by,
      steps: givenSetting(args, phasesSettings.phaseSteps) ?? phasesSettings.phaseSteps.default,
    };
  }
  throw userError(
    'cli.conflict',
    `--${flag} and --${other} cannot be used together.`,
    `--${flag} only shows what is left of earlier phases; no network is kept.`,
  );
}

/** If layers or settings of their start are given, the layers set the size of the network. Else the run chooses the size. */
function networkPlan(args: Arguments, inPhases: boolean): NetworkSetup {
  const { automatic, ...defaults } = defaultsOf(networkSettings);
  const given = givenSettings(args, allNetworkSettings);
  const own = ['hidden', 'products', ...Object.keys(moreNetworkSettings)];
  const byHand = inPhases || own.some((name) => name in given);
  const { hidden: layers, ...fine } = phasesPreset.network;
  const preset = inPhases ? { ...fine, hidden: [...layers] } : {};
  const setup = { ...defaults, ...preset, ...given, ...(!byHand && { automatic }) };
  const { hidden, products } = setup;
  if (hidden.some((width, layer) => width + (products[layer] ?? 0) === 0)) {
    throw wrongNumber('hidden', hidden.join(','), '“none” or whole numbers from 1 to 1000 such as 5 or 5,3');
  }
  if (products.length > hidden.length) {
    throw userError(
      'cli.conflict',
      `--products names ${products.length} hidden layers; there are ${hidden.length}.`,
      'Give as many numbers with --hidden: 0 for a layer that has multiplication nodes only.',
    );
  }
  return setup;
}

/** The order of priority: given flags, then the preset, then the defaults. */
function trainingPlan(args: Arguments, preset: PresetName | undefined): TrainingSetup {
  const chosen: Partial<TrainingSetup> = preset === undefined ? {} : presets[preset].training;
  const given = givenSettings(args, allTrainingSettings);
  const setup = { ...defaultsOf(trainingSettings), ...chosen, ...given };
  const ownSteps = given.steps ?? (given.optimizer === undefined ? chosen.steps : undefined);
  return { ...setup, steps: ownSteps ?? optimizers[setup.optimizer].steps };
}

/** Flags that set the roles of columns. */
export const columnRoleFlags: readonly CommandFlag[] = [
  { name: 'target', value: 'a[,b]', help: 'column(s) to predict' },
  {
    name: 'inputs',
    value: 'a,b',
    help: 'columns to predict from (default: every usable other column)',
  },
  { name: 'ignore', value: 'c,d', help: 'columns not to use as inputs' },
  {
    name: 'weights',
    value: 'w',
    help: 'column with the weight of each row, 0 or more, such as 1/s² for standard errors s; errors are weighted too',
  },
  {
    name: 'groups',
    value: 'g',
    help: 'column of subjects, batches or plates: rows with the same value stay together where rows are held out, so that errors are those for new ones',
  },
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
  labelsFlag,
  unitsFlag,
];

/** The flags about the data that all commands have which train: roles, rows for the test, settings. */
export const splitDataGroup: FlagGroup = {
  title: 'Data',
  flags: [
    ...columnRoleFlags,
    { name: 'test', value: '<table>', help: 'tests on the rows of this table instead', file: true },
    testSheet,
    ...settingFlags(dataSettings),
  ],
};

/**
 * Roles for checking a table: the requested ones, otherwise the suggested ones. @throws KanError `data.unknown-column`
 */
export function checkedRoles(args: Arguments, table: Table): CheckedRoles {
  const { inputs, targets, weights = null, groups } = rolesOf(args, table);
  const { missing } = { ...defaultsOf(dataSettings), ...givenSettings(args, dataSettings) };
  return {
    ...{ inputs: [...inputs], targets: [...targets], weights, missing },
    ...(groups !== undefined && { groups }),
    ...unitsOf(args, table),
  };
}

/** @returns the requested targets, otherwise the suggested ones */
function rolesOf(args: Arguments, table: Table) {
  const names = (flag: string): readonly string[] => columnNames(table, args.values.get(flag));
  const [weights, groups] = ['weights', 'groups'].map((flag) => args.values.get(flag));
  const ignored = [
    ...names('ignore'),
    ...names('phases'),
    ...[weights, groups].filter((name) => name !== undefined),
  ];
  const view = describeTable(table);
  const asked = names('target');
  const targets = asked.length > 0 ? asked : view.suggestedTargets;
  const usable = new Set([...view.suggestedInputs, ...view.suggestedTargets]);
  const others = table.columns
    .map((column) => column.name)
    .filter((name) => usable.has(name) && !targets.includes(name) && !ignored.includes(name));
  const inputs = names('inputs');
  return { view, weights, groups, asked, targets, ignored, inputs: inputs.length > 0 ? inputs : others };
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
 * @throws KanError `cli.no-target`, `cli.no-inputs`, `data.unknown-column` for a column that does not exist;
 *   `prepareDataset` finds other mistakes.
 */
export function dataPlan({ args, testCsv, network }: FitPlan, table: Table, command = 'fit'): DataSetup {
  const { view, weights, groups, asked, targets, inputs } = rolesOf(args, table);
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
    weights: weights ?? null,
    ...(groups !== undefined && { groups }),
    ...scalesOf(args, table),
    ...unitsOf(args, table),
  };
}

/** The scales that were set by hand. @throws KanError `cli.conflict` */
function scalesOf(args: Arguments, table: Table): Pick<DataSetup, 'scales'> {
  const named = (flag: 'log' | 'linear'): readonly string[] => columnNames(table, args.values.get(flag));
  const linear = named('linear');
  const both = named('log').find((name) => linear.includes(name));
  if (both !== undefined)
    throw userError('cli.conflict', `--log and --linear both name “${both}”.`, 'Name it in one of them.');
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
