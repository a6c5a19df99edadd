/** A model and how it was made. Immutable. */
import type { DataSetup, NetworkSetup, TrainingSetup } from '../../../shared/contract/schemas/setups.ts';
import { editLabel, type ModelEdit } from '../../../shared/edits/edits.ts';
import type { HeldOutView } from '../../../shared/contract/views/ladder.ts';
import type { FormulaSearchMethod } from '../../../shared/contract/views/formula.ts';
import type { RepeatsView } from '../../../shared/contract/views/repeats.ts';
import type { CurvePoint } from '../../../shared/contract/views/training.ts';
import type { RevisionView } from '../../../shared/contract/views/history.ts';
import type { ErrorMeasure } from '../../../shared/contract/views/scores.ts';
import type { Expression } from '../../../shared/expression/tree.ts';
import { weighingOf } from '../../../shared/contract/weighing.ts';
import { optimizers } from '../../../shared/settings/optimizers.ts';
import type { Encoding } from '../data/encoding/encoding.ts';
import { errorMeasure } from '../data/scores/errorMeasure.ts';
import type { KanModel } from '../kan/model.ts';
import type { Kept } from '../kan/prune.ts';
import type { DataReference } from '../data/reference.ts';
import type { Ladder } from '../train/steps/task.ts';
import { placeNames } from './placeNames.ts';

export type Operation =
  | { readonly type: 'create'; readonly setup: NetworkSetup }
  | {
      readonly type: 'train';
      readonly setup: TrainingSetup;
      /** Number of steps; fewer than were asked for where the run ended early. */
      readonly steps: number;
    }
  | {
      readonly type: 'edit';
      readonly edit: ModelEdit;
      /** Number of refit steps that were asked for. */
      readonly refit: number;
      /**
       * Where nodes were removed: the remaining nodes of each layer, inputs first, by their index in the parent; null
       * where all remain.
       */
      readonly kept: Kept | null;
    }
  /** Number of edges that were pruned after training. */
  | { readonly type: 'prune'; readonly edges: number }
  /** Only in files from before there were edits; so is `fix`. */
  | { readonly type: 'refine'; readonly grid: number }
  | { readonly type: 'fix'; readonly edge: string; readonly function: string }
  | {
      readonly type: 'symbolic';
      /** The best formula of each target as text, in the data's own names and units. */
      readonly formulas: readonly string[];
      /**
       * The same formulas as trees, with standard errors and closed forms of their constants; absent in older files.
       */
      readonly trees?: readonly Expression[];
      /** The search that found them; absent in older files. */
      readonly search?: { readonly method: FormulaSearchMethod; readonly seed: number };
      /** How often repeats of the search found each of them again; null where it was not repeated. */
      readonly repeats?: readonly (RepeatsView | null)[];
      /** The table's rows, from 0, that lie far from each of them; absent in older files. */
      readonly far?: readonly (readonly number[])[];
      /** Set where their constants were fitted to the validation rows too, as those of a law that a run of automatic size chose. */
      readonly tookValidation?: true;
    };

export interface Revision {
  readonly id: string;
  readonly parent: string | null;
  readonly operation: Operation;
  readonly model: KanModel;
  /** How columns of the table become inputs and outputs of the network. */
  readonly encoding: Encoding;
  readonly scores: RevisionView['scores'];
  /** Milliseconds since 1970. */
  readonly time: number;
  /** Given by the person; ''. */
  readonly name: string;
  /** The errors of a training run, at most {@link mostCurvePoints} of them; else empty. */
  readonly curve: readonly CurvePoint[];
  /** The table and the roles that it was made with; null where unknown. */
  readonly data: DataReference | null;
  /** Of a run that chose how large the network is: what it chose from; else null. */
  readonly ladder: Ladder | null;
}

const mostCurvePoints = 200;

/**
 * A curve short enough to be kept with each run: the first and the last point, and points at equal distances between
 * them.
 */
export function boundedCurve(points: readonly CurvePoint[]): readonly CurvePoint[] {
  if (points.length <= mostCurvePoints) return points;
  const last = points.length - 1;
  return Array.from(
    { length: mostCurvePoints },
    (_, i) => points[Math.round((i * last) / (mostCurvePoints - 1))],
  );
}

/**
 * For people: `Trained 50 steps (L-BFGS)`.
 * @param before the network that it was made from, whose edges and nodes an edit names; null where there is none.
 */
export function labelOf(
  { operation, encoding, ladder }: Pick<Revision, 'operation' | 'encoding' | 'ladder'>,
  before: KanModel | null,
): string {
  switch (operation.type) {
    case 'create': {
      const { automatic, hidden, products = [], grid, order } = operation.setup;
      if (automatic) return `New network (size chosen by the data; G ${grid}, k ${order})`;
      const widths = hidden.map((sums, layer) =>
        (products[layer] ?? 0) > 0 ? `${sums} + ${products[layer]}×` : sums,
      );
      const layers = hidden.length === 0 ? 'no hidden layer' : `hidden ${widths.join(', ')}`;
      return `New network (${layers}; G ${grid}, k ${order})`;
    }
    case 'train': {
      const { steps, setup } = operation;
      if (ladder !== null) {
        const { rungs, chosen } = ladder.view;
        return `Trained: “${rungs[chosen].title}” of ${rungs.length} models`;
      }
      const strength = setup.lamb > 0 ? `, λ ${setup.lamb}` : '';
      return `Trained ${steps} ${steps === 1 ? 'step' : 'steps'} (${optimizers[setup.optimizer].name}${strength})`;
    }
    case 'edit':
      return editLabel(operation.edit, operation.refit, placeNames(before, encoding));
    case 'prune':
      return `Pruned ${operation.edges} ${operation.edges === 1 ? 'edge' : 'edges'}`;
    case 'refine':
      return `Refined to grid ${operation.grid}`;
    case 'fix':
      return `Fixed edge ${operation.edge} to ${operation.function}`;
    case 'symbolic':
      return operation.formulas.length === 1 ? 'Turned into a formula' : 'Turned into formulas';
  }
}

/**
 * What the errors of a revision are.
 * @param measuredWith the set-up of the data that they were measured with; by default the one that it was made with.
 */
export function measureOf(
  { encoding, data }: Pick<Revision, 'encoding' | 'data'>,
  measuredWith: DataSetup | null = data?.setup ?? null,
): ErrorMeasure {
  return errorMeasure(encoding, weighingOf(measuredWith));
}

/**
 * @param before as in {@link labelOf}. @param here it was made with the present table.
 * @param heldOut its error on held-out rows, of a network of a ladder. @param measuredWith as in {@link measureOf}.
 */
export function viewOf(
  revision: Revision,
  before: KanModel | null,
  here: boolean,
  heldOut: HeldOutView | null,
  measuredWith?: DataSetup | null,
): RevisionView {
  const { id, parent, operation, scores, time, name, curve, data } = revision;
  const training = operation.type === 'train' ? operation.setup : null;
  return {
    id,
    parent,
    label: labelOf(revision, before),
    name,
    kind: operation.type === 'edit' ? operation.edit.type : operation.type,
    scores,
    measure: measureOf(revision, measuredWith),
    heldOut,
    time,
    training,
    curve,
    otherTable: here ? null : (data?.fileName ?? 'another table'),
  };
}
