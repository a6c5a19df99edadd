/** What makes a KAN keep what it has learned when it learns one part of the rows after another. */
import { whole } from './setting.ts';

export const phasesPreset = {
  label: 'One phase after another',
  help: 'No hidden layer, a fine grid that stays fixed, and splines without the residual function: each coefficient acts on a small interval only, and rows elsewhere do not change it.',
  network: { hidden: [], grid: 200, order: 3, baseFunction: 'zero' },
} as const;

export const phasesSettings = {
  phaseParts: whole({
    label: 'Parts of the rows',
    help: 'Where no column says the phases: the rows of the table, in their order, are cut into this many equal parts.',
    guide: 'phases',
    least: 2,
    most: 50,
    default: 5,
    flag: {
      name: 'phase-parts',
      value: 'N',
      help: 'learns the rows in N phases, in their order in the table',
    },
  }),
  phaseSteps: whole({
    label: 'Steps for each phase',
    help: 'Steps of L-BFGS in each phase; the MLP gets ten times as many, and a small one then as many of Levenberg–Marquardt.',
    guide: 'phases',
    least: 1,
    most: 100_000,
    default: 100,
    flag: { name: 'phase-steps', value: 'N', help: 'steps of L-BFGS in each phase of --phases' },
  }),
} as const;

/** The networks that can learn in phases. */
export const phaseNetworks = [
  { value: 'preset', label: phasesPreset.label },
  { value: 'own', label: 'Layers and grid of the network now' },
] as const;
