/** A model and how it came about. Immutable. */
import type { NetworkSetup, TrainingSetup } from '../../../shared/contract/schemas.ts';
import type { RevisionView } from '../../../shared/contract/views.ts';
import type { Encoding } from '../data/dataset.ts';
import type { KanModel } from '../kan/model.ts';

export type Operation =
  | { readonly type: 'create'; readonly setup: NetworkSetup }
  | {
      readonly type: 'train';
      readonly setup: TrainingSetup;
      /** Steps made; fewer than were asked for where the run ended early. */
      readonly steps: number;
    }
  | { readonly type: 'prune'; readonly edges: number }
  | { readonly type: 'refine'; readonly grid: number }
  | { readonly type: 'fix'; readonly edge: string; readonly function: string }
  | {
      readonly type: 'symbolic';
      /** The best formula of each target as text, in the data's own names and units. */
      readonly formulas: readonly string[];
    };

export interface Revision {
  readonly id: string;
  readonly parent: string | null;
  readonly operation: Operation;
  readonly model: KanModel;
  /** What the network's inputs and outputs mean. */
  readonly encoding: Encoding;
  readonly scores: RevisionView['scores'];
  /** Milliseconds since 1970. */
  readonly time: number;
}

const optimizerNames: Readonly<Record<TrainingSetup['optimizer'], string>> = {
  auto: 'automatic',
  lm: 'Levenberg–Marquardt',
  lbfgs: 'L-BFGS',
  adam: 'Adam',
};

/** Name of an optimiser for people. */
export function optimizerName(optimizer: TrainingSetup['optimizer']): string {
  return optimizerNames[optimizer];
}

/** For people: `Trained 50 steps (L-BFGS)`. */
export function labelOf(operation: Operation): string {
  switch (operation.type) {
    case 'create': {
      const { hidden, grid, order } = operation.setup;
      const layers = hidden.length === 0 ? 'no hidden layer' : `hidden ${hidden.join(', ')}`;
      return `New network (${layers}; G ${grid}, k ${order})`;
    }
    case 'train': {
      const { steps, setup } = operation;
      const strength = setup.lamb > 0 ? `, λ ${setup.lamb}` : '';
      return `Trained ${steps} ${steps === 1 ? 'step' : 'steps'} (${optimizerName(setup.optimizer)}${strength})`;
    }
    case 'prune':
      return `Removed ${operation.edges} ${operation.edges === 1 ? 'edge' : 'edges'}`;
    case 'refine':
      return `Refined to grid ${operation.grid}`;
    case 'fix':
      return `Fixed edge ${operation.edge} to ${operation.function}`;
    case 'symbolic':
      return operation.formulas.length === 1 ? 'Turned into a formula' : 'Turned into formulas';
  }
}

export function viewOf(revision: Revision): RevisionView {
  const { id, parent, operation, scores, time } = revision;
  const training = operation.type === 'train' ? operation.setup : null;
  return {
    id,
    parent,
    label: labelOf(operation),
    name: '',
    kind: operation.type,
    scores,
    time,
    training,
    curve: [],
  };
}
