/** Flags of a fit that would change nothing, and are errors. */
import type { TrainingSetup } from '../../../shared/contract/schemas/setups.ts';
import { rowRoleNames, rowRoles } from '../../../shared/contract/columnRoles.ts';
import type { KanError } from '../../../shared/errors.ts';
import { dataSettings } from '../../../shared/settings/data.ts';
import { moreNetworkSettings } from '../../../shared/settings/network.ts';
import { phasesSettings } from '../../../shared/settings/phases.ts';
import { searchSeconds, searchSettings } from '../../../shared/settings/search.ts';
import type { Setting } from '../../../shared/settings/setting.ts';
import { allTrainingSettings } from '../../../shared/settings/training.ts';
import { missingNeed, type Need } from '../../../shared/settings/unusedTraining.ts';
import { isGiven, type Arguments } from '../parsing/args.ts';
import { noEffect } from '../parsing/noEffect.ts';
import { flagOf } from '../parsing/settingFlags.ts';

type TrainingName = keyof typeof allTrainingSettings;

/** @throws KanError `cli.no-effect` for a flag of training that a run with this set-up does not use */
export function refuseUnusedTraining(args: Arguments, setup: TrainingSetup): void {
  for (const name of Object.keys(allTrainingSettings) as TrainingName[]) {
    const setting: Setting = allTrainingSettings[name];
    const need = isGiven(args, flagOf(setting)) ? missingNeed(name, setup) : null;
    if (need !== null) throw unused(flagOf(setting), need, setup);
  }
}

function unused(flag: string, need: Need, { optimizer, lamb }: TrainingSetup): KanError {
  switch (need.of) {
    case 'optimizer': {
      const { optimizers } = need;
      const used = optimizer === 'auto' && lamb > 0 ? 'lbfgs, which auto takes with --lamb' : optimizer;
      const [first, ...others] = optimizers;
      const way =
        others.length === 0 ? `Add --optimizer ${first}` : `Use ${listed(optimizers)} by --optimizer`;
      return noEffect(flag, `it is for ${listed(optimizers)}, and the optimiser is ${used}`, way);
    }
    case 'lamb':
      return noEffect(flag, 'it is a part of the penalty λ, and λ is 0', 'Add --lamb, such as --lamb 0.001');
    case 'updateGrid':
      return noEffect(flag, 'with --fixed-grids no grid is updated', 'Leave out --fixed-grids');
    case 'batch':
      return noEffect(
        flag,
        `steps of ${optimizer} on all rows use no random numbers`,
        'Add --batch, such as --batch 100',
      );
  }
}

function listed(names: readonly string[]): string {
  return names.length < 2 ? names.join() : `${names.slice(0, -1).join(', ')} or ${names.at(-1)}`;
}

/** @throws KanError `cli.no-effect` for a flag of the search for formulas where none is made */
export function refuseUnusedSearch(args: Arguments, searches: boolean): void {
  const given = Object.values<Setting>(searchSettings).find((setting) => isGiven(args, flagOf(setting)));
  if (searches || given === undefined) return;
  throw noEffect(flagOf(given), 'no formulas are searched for', 'Add --symbolic');
}

/** @throws KanError `cli.no-effect` for a flag of phases where the rows are not learned in phases */
export function refuseUnusedPhases(args: Arguments): void {
  if (!isGiven(args, flagOf(phasesSettings.phaseSteps))) return;
  throw noEffect(
    flagOf(phasesSettings.phaseSteps),
    'the rows are not learned in phases',
    'Add --phases or --phase-parts',
  );
}

/** @throws KanError `cli.no-effect` for a flag of the start of a network where an automatic run chooses its layers */
export function refuseStartWithoutLayers(args: Arguments): void {
  const given = Object.values<Setting>(moreNetworkSettings).find((setting) => isGiven(args, flagOf(setting)));
  if (given === undefined) return;
  throw noEffect(
    flagOf(given),
    'an automatic run makes networks of its own',
    'Add the layers, such as --hidden 5 or --hidden none',
  );
}

/**
 * Says that a flag is only for one of the networks that a run begins with; '' where none is given.
 * @param automatic whether the run makes several starts
 */
export function firstStartNote(args: Arguments, automatic: boolean): string {
  const { gridLow, gridHigh, noiseScale } = moreNetworkSettings;
  const given = [gridLow, gridHigh, noiseScale].filter((setting) => isGiven(args, flagOf(setting)));
  if (!automatic || given.length === 0) return '';
  const flags = given.map((setting) => `--${flagOf(setting)}`).join(' and ');
  return `${flags}: only for the first start of the automatic run, which makes the others as usual. With another --optimizer there is one start.`;
}

const { validationFraction, testFraction, seed } = dataSettings;

/** Flags of `kan fit` that change nothing where rows are learned in phases: all rows take part, and no network is kept. */
export const notInPhases: readonly string[] = [
  ...['out', 'test', 'symbolic', 'prune', 'preset', 'rung'],
  ...rowRoleNames.map((role) => rowRoles[role]).flatMap(({ part, key }) => (part === 'split' ? [key] : [])),
  ...Object.values<Setting>({ ...allTrainingSettings, ...searchSettings, searchSeconds }).map(flagOf),
  ...[validationFraction, testFraction, seed].map(flagOf),
];
