/** The message that a person sees when a run has ended. */
import type { TrainingSetup } from '../../../../shared/contract/schemas/setups.ts';
import { optimizers, ownSettings } from '../../../../shared/settings/optimizers.ts';
import type { Ending } from '../../optim/optimizer.ts';
import { separatedNote } from '../auto/tracker.ts';

/**
 * @param tookValidation whether the network had been trained on the validation rows before
 * @param decisions of an automatic run
 * @returns one or two sentences: why the run ended where that is not obvious, which step's model is kept where it is not the
 * last one, and what to do where the run failed.
 */
export function messageAfter(
  ending: Ending | 'stopped',
  steps: number,
  keptStep: number,
  setup: TrainingSetup,
  validates: boolean,
  tookValidation = false,
  decisions: readonly string[] = [],
): string {
  if (ending === 'diverged') return divergence(steps, keptStep, setup);
  const kept = keptStep < steps ? keptSentence(keptStep, validates && setup.lamb === 0, tookValidation) : '';
  return [
    optimizers[setup.optimizer].endsByItself && ending === 'converged'
      ? doneText(steps, decisions.includes(separatedNote))
      : reason(ending, steps),
    kept,
  ]
    .filter((sentence) => sentence !== '')
    .join(' ');
}

/** The sentence of a ladder whose run was stopped: models that were not compared might be better than the chosen one. */
export function stoppedOnLadder(sentence: string): string {
  return `${sentence} The run was stopped before it had compared all models.`;
}

function doneText(steps: number, separated: boolean): string {
  if (steps > 0) return `Done after ${count(steps)}.`;
  const why = separated ? separatedNote : 'These rows cannot show a better network than this one.';
  return `No step was made. ${why}`;
}

function reason(ending: Exclude<Ending, 'diverged'> | 'stopped', steps: number): string {
  switch (ending) {
    case 'iterations':
      return '';
    case 'stopped':
      return `Stopped after ${count(steps)}.`;
    case 'converged':
      return `Converged after ${count(steps)}: no parameter can be improved any further.`;
    case 'stalled':
      return `Ended after ${count(steps)}: further steps would no longer lower the error.`;
  }
}

function keptSentence(keptStep: number, byValidation: boolean, tookValidation: boolean): string {
  const which = keptStep === 0 ? 'The model from before training' : `The model of step ${keptStep}`;
  const error = !byValidation
    ? 'error'
    : tookValidation
      ? 'error on the validation rows, which the network was trained on before,'
      : 'validation error';
  return `${which} is kept: its ${error} was the lowest.`;
}

function divergence(steps: number, keptStep: number, setup: TrainingSetup): string {
  if (steps === 0) {
    return (
      'Training could not start: the error of the network is not a finite number. ' +
      'Scale the data to a range, or begin with a new network.'
    );
  }
  const remedy = ownSettings(setup.optimizer).includes('learningRate')
    ? `Lower the learning rate (it was ${setup.learningRate}) or use L-BFGS.`
    : 'Train again from here, or begin with a new network and scaled data.';
  return (
    `Training diverged after ${count(steps)}: the error was no longer a finite number. ` +
    `The model of step ${keptStep} is kept. ${remedy}`
  );
}

function count(steps: number): string {
  return steps === 1 ? '1 step' : `${steps} steps`;
}
