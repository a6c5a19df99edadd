/** Views of a training run. */
import type { DeviceUse } from './devices.ts';
import type { LadderView } from './ladder.ts';
import type { CurvesView, ModelView } from './network.ts';

export type RunStatus = 'idle' | 'running' | 'paused' | 'finished' | 'stopped' | 'failed';

/**
 * One point of the training curves: error as plotted (RMSE in target units, or cross-entropy). Each run begins with a
 * point of step 0, which starts a new curve.
 */
export interface CurvePoint {
  readonly step: number;
  readonly train: number;
  /** NaN where there are no validation rows. */
  readonly validation: number;
}

/** A recorded moment of a run: one of its steps, or a model of the ladder that it tried. */
export interface MomentView extends CurvePoint {
  /** The model of the ladder that it belongs to; '' where the run has no ladder. */
  readonly rung: string;
  /** Of a model that is no step of an optimiser: its error on rows that were held out; `train` and `validation` are NaN. */
  readonly heldOut: number | null;
}

/** The curves of a recorded moment. */
export interface MomentCurves extends CurvesView {
  /** The network of the moment, where it has another shape than the present one; else null. */
  readonly model: ModelView | null;
}

export interface TrainingView {
  readonly status: RunStatus;
  readonly optimizer: string;
  /** The device that it computes on; null until that is decided, and where there was no run. */
  readonly device: DeviceUse | null;
  readonly step: number;
  readonly steps: number;
  /** Seconds spent training, pauses excluded. */
  readonly seconds: number;
  readonly rowsPerSecond: number;
  readonly stepsPerSecond: number;
  /** Seconds to go at the present speed; null when unknown. */
  readonly secondsLeft: number | null;
  /** What an automatic run has decided so far, in order. */
  readonly decisions: readonly string[];
  /** The ladder, where the run chose how large the network is; else null. */
  readonly ladder: LadderView | null;
  /** Why the run ended, or a remark, in a sentence; '' for none. */
  readonly message: string;
  /** The revision that a run which has ended led to, or that it left as it was; null before that. */
  readonly revision: string | null;
  /**
   * In an event: the curve's new points since the last event; no point is lost. In a snapshot: all points. In the reply
   * to a call: none. A point of step 0 begins a new curve; a point whose step is not greater than the last one's is
   * known already.
   */
  readonly points: readonly CurvePoint[];
}

/** The state of training before any run. */
export const idleTraining: TrainingView = {
  status: 'idle',
  optimizer: '',
  device: null,
  step: 0,
  steps: 0,
  seconds: 0,
  rowsPerSecond: 0,
  stepsPerSecond: 0,
  secondsLeft: null,
  decisions: [],
  ladder: null,
  message: '',
  revision: null,
  points: [],
};
