/** The task of a training run, and its report at each step. */
import type { Breathe } from '../../breath.ts';
import type { TrainingSetup } from '../../../../shared/contract/schemas/setups.ts';
import type { LadderView } from '../../../../shared/contract/views/ladder.ts';
import type { CurvePoint } from '../../../../shared/contract/views/training.ts';
import type { Backend, Evaluator } from '../../compute/backend.ts';
import type { Dataset } from '../../data/dataset/dataset.ts';
import type { KanModel } from '../../kan/model.ts';

/** Models of several sizes for one data set, the simplest first; a run chooses one of them. */
export interface Ladder {
  readonly view: LadderView;
  /** In the order of the view's rungs. */
  readonly models: readonly KanModel[];
}

export interface FitTask {
  readonly model: KanModel;
  readonly dataset: Dataset;
  readonly setup: TrainingSetup;
  readonly backend: Backend;
  /** The random generator of mini-batches and further starts. */
  readonly seed: number;
  /** The model is untrained: the automatic run may start again from other random coefficients. */
  readonly fresh: boolean;
  /**
   * The automatic run ends where no start of the first group has an error of at most this on the rows by which models
   * are chosen; not limited where absent. In the unit of the training curves.
   */
  readonly mostError?: number;
  /** Floating-point operations that the automatic run may take on grids after its search; not limited where absent. */
  readonly operations?: number;
  /** The most steps before the next report, where a device makes several at once; not limited where absent. */
  readonly allowance?: () => number;
  /** Wraps every evaluator: pacing, counting. `rows` in its batch. */
  readonly wrap: (evaluator: Evaluator, rows: number) => Evaluator;
  /** Await this between pieces of other work: it lets the event loop turn, and throws once the run is to stop. */
  readonly breathe?: Breathe;
}

export interface FitStep {
  /** Number of the step; 0 is the model before training. */
  readonly step: number;
  /** Null between the steps at which training with mini-batches, or a very long run, measures the full error. */
  readonly point: CurvePoint | null;
  /** The model at this step. */
  readonly model: KanModel;
  /** The best model so far and its step. */
  readonly best: { readonly model: KanModel; readonly step: number };
  /** A decision taken before this step, for the log; else null. */
  readonly note: string | null;
  /** The model of the ladder that the step belongs to; absent where the run has no ladder. */
  readonly rung?: string;
  /** For a run that chooses the size of the network: the models that it compares. */
  readonly ladder?: Ladder | undefined;
}
