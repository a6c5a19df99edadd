/** A new optimiser takes its words, its algorithm, and how a run drives it. */
import { describe, expect, it } from 'vitest';
import { trainingSetup } from '../../../shared/contract/schemas/setups.ts';
import { optimizerNames, optimizers, ownSettings } from '../../../shared/settings/optimizers.ts';
import { allTrainingSettings, trainingSettings } from '../../../shared/settings/training.ts';
import { filesThatName } from '../../support/recipe.ts';

/** The automatic run, and the training of MLPs, choose among three optimisers; a new one need not be one of them. */
const automatic = /^main\/engine\/(train\/auto|perceptron)\//u;

it('an optimiser is named in three files', () => {
  expect(filesThatName(/\badam\b/iu).filter((file) => !automatic.test(file))).toEqual([
    'main/engine/optim/adam.ts',
    'main/engine/train/steps/optimizers.ts',
    'shared/settings/optimizers.ts',
  ]);
});

describe('records of optimisers', () => {
  it.each(optimizerNames)('%s can be selected, and its settings exist', (name) => {
    const { label, help, steps } = optimizers[name];
    expect(trainingSetup.shape.optimizer.parse(name)).toBe(name);
    expect(trainingSettings.steps.least).toBeLessThanOrEqual(steps);
    for (const setting of ownSettings(name)) expect(Object.keys(allTrainingSettings)).toContain(setting);
    expect(help).toContain(label);
  });
});
