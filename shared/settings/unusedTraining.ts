/** Which settings of training a run uses: the form of the window shows these, and the command line refuses flags of the others. */
import { gridUpdateSettings, sparsitySettings } from './moreTraining.ts';
import { optimizersWith, ownSettings, type OptimizerName, type OwnSetting } from './optimizers.ts';
import type { allTrainingSettings } from './training.ts';

/** What a setting needs to be used. */
export type Need =
  | { readonly of: 'optimizer'; readonly optimizers: readonly OptimizerName[] }
  | { readonly of: 'lamb' | 'updateGrid' | 'batch' };

/** What decides which settings are used. */
export interface DecidingSettings {
  readonly optimizer: OptimizerName;
  readonly lamb: number;
  readonly updateGrid: boolean;
  readonly batch: number;
}

/** What the setting would need to be used in a run with this set-up; null where it is used. */
export function missingNeed(name: keyof typeof allTrainingSettings, setup: DecidingSettings): Need | null {
  const { lamb, updateGrid, batch } = setup;
  if (name in sparsitySettings && lamb === 0) return { of: 'lamb' };
  // With λ, an automatic run is one of L-BFGS.
  const used = lamb > 0 && setup.optimizer === 'auto' ? 'lbfgs' : setup.optimizer;
  const optimizers = optimizersWith(name as OwnSetting);
  if (optimizers.length > 0 && !optimizers.includes(used)) return { of: 'optimizer', optimizers };
  if (name in gridUpdateSettings && !updateGrid) return { of: 'updateGrid' };
  // Only the rows of each step are drawn by chance.
  if (name === 'trainingSeed' && ownSettings(used).includes('batch') && batch === 0) return { of: 'batch' };
  return null;
}
