/** What makes a KAN keep what it has learned when it learns one part of the rows after another. */
import { whole } from './setting.ts';

export const phasesPreset = {
  label: 'One phase after another',
  help: 'No hidden layer, a fine grid that stays fixed, splines without the residual function and without scales: each coefficient acts on a small interval only, and rows elsewhere do not change it.',
  network: { hidden: [], grid: 200, order: 3 },
} as const;

export const phasesSettings = {
  phaseSteps: whole({
    label: 'Steps for each phase',
    help: 'Steps of L-BFGS in each phase; the MLP gets ten times as many.',
    guide: 'phases',
    least: 1,
    most: 100_000,
    default: 100,
    flag: { name: 'phase-steps', value: 'N', help: 'steps of L-BFGS in each phase of --phases' },
  }),
} as const;
