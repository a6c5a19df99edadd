/** What the data can carry: models from the simplest on, and how each does on rows that it was not trained on. */

export type RungKind = 'constant' | 'lines' | 'additive' | 'pairs' | 'hidden';

/** One model of the ladder. */
export interface RungView {
  readonly kind: RungKind;
  /** For people: `Straight lines`. */
  readonly title: string;
  /** Node counts by layer, inputs first. */
  readonly shape: readonly number[];
  /** Error on held-out rows: RMSE in the target's unit, or cross-entropy in nats. */
  readonly error: number;
  /** Standard error of `error`. */
  readonly standardError: number;
  /** 1 − squared error over that of the constant; of numbers only, else null. */
  readonly r2: number | null;
  /** Numbers that training set. */
  readonly parameters: number;
  /** Effective degrees of freedom: as many free numbers as the model really has; null where they were not estimated. */
  readonly freedom: number | null;
  /** Infinity where the model has no parameters. */
  readonly rowsPerParameter: number;
}

export interface LadderView {
  /** From the simplest on. */
  readonly rungs: readonly RungView[];
  /** Index of the rung that was taken. */
  readonly chosen: number;
  /** What `error` is. */
  readonly measure: 'RMSE' | 'cross-entropy';
  /** Rows that were trained on and judged by. */
  readonly rows: number;
  /** How errors were found: `5-fold cross-validation`. */
  readonly judgedBy: string;
  /** What was chosen and why, in a sentence or two. */
  readonly sentence: string;
}
