/** Converts the flags of `kan fit` to setups. */
import type { NetworkSetup, TrainingSetup } from '../../../shared/contract/schemas/setups.ts';
import { userError } from '../../../shared/errors.ts';
import type { PhasesBy } from '../../../shared/contract/views/phases.ts';
import type { FormulaSearchMethod } from '../../../shared/contract/views/formula.ts';
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
import { choice, isGiven, wrongNumber, type Arguments } from '../parsing/args.ts';
import { sheetOf, testSheet } from '../parsing/sheets.ts';
import { givenSetting, givenSettings } from '../parsing/settingFlags.ts';
import {
  notInPhases,
  refuseStartWithoutLayers,
  refuseUnusedPhases,
  refuseUnusedSearch,
  refuseUnusedTraining,
} from './unusedFlags.ts';

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
  const training = trainingPlan(args, preset);
  const network = networkPlan(args, phases !== null, isAutomatic(training));
  const symbolic = searches || args.switches.has('symbolic');
  if (phases === null) refuseUnusedTraining(args, training);
  refuseUnusedSearch(args, symbolic);
  const rung = args.values.get('rung') ?? null;
  if (rung !== null && !(network.automatic === true && isAutomatic(training))) {
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
    symbolic,
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
  if (column === undefined && parts === undefined) {
    refuseUnusedPhases(args);
    return null;
  }
  const [flag, by] =
    column === undefined ? (['phase-parts', { parts: parts! }] as const) : (['phases', { column }] as const);
  const other = notInPhases.find((flag) => isGiven(args, flag));
  if (other === undefined) {
    return {
      by,
      steps: givenSetting(args, phasesSettings.phaseSteps) ?? phasesSettings.phaseSteps.default,
    };
  }
  throw userError(
    'cli.conflict',
    `--${flag} and --${other} cannot be used together.`,
    `--${flag} learns all rows, one phase after another, and only shows what is left of earlier phases: no network is kept.`,
  );
}

/** If layers or settings of their start are given, the layers set the size of the network. Else the run chooses the size. */
function networkPlan(args: Arguments, inPhases: boolean, automaticRun: boolean): NetworkSetup {
  const { automatic, ...defaults } = defaultsOf(networkSettings);
  const given = givenSettings(args, allNetworkSettings);
  const hasLayers = 'hidden' in given || 'products' in given;
  if (!inPhases && !hasLayers && automaticRun) refuseStartWithoutLayers(args);
  const byHand = inPhases || hasLayers || Object.keys(moreNetworkSettings).some((name) => name in given);
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

/** Whether a run tries several starts, and chooses the size where no layers are given. */
export function isAutomatic({ optimizer, lamb }: TrainingSetup): boolean {
  return optimizer === 'auto' && lamb === 0;
}

/** The order of priority: given flags, then the preset, then the defaults. */
function trainingPlan(args: Arguments, preset: PresetName | undefined): TrainingSetup {
  const chosen: Partial<TrainingSetup> = preset === undefined ? {} : presets[preset].training;
  const given = givenSettings(args, allTrainingSettings);
  const setup = { ...defaultsOf(trainingSettings), ...chosen, ...given };
  const ownSteps = given.steps ?? (given.optimizer === undefined ? chosen.steps : undefined);
  return { ...setup, steps: ownSteps ?? optimizers[setup.optimizer].steps };
}
