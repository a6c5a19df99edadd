/** What the data can carry: models from the simplest on, and how each does on rows that it was not trained on. */

export const rungKinds = ['constant', 'lines', 'additive', 'pairs', 'hidden'] as const;
export type RungKind = (typeof rungKinds)[number];

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
  /** Its last training took the validation rows in: there are none to tell an error of. */
  readonly tookValidation: boolean;
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
  /** Errors are by cross-validation; else of one part of the rows that was held out. */
  readonly crossValidated: boolean;
  /** What was chosen and why, in a sentence or two. */
  readonly sentence: string;
}

/** The ladder that a network came from. */
export interface PresentLadder {
  readonly ladder: LadderView;
  /** Index of the rung that the network is; null where it was changed since. */
  readonly rung: number | null;
}

/** The error of a network of a ladder on rows that were held out while it was judged. */
export interface HeldOutView {
  readonly measure: LadderView['measure'];
  readonly error: number;
  readonly standardError: number;
  readonly r2: number | null;
  /** That were trained on and judged by. */
  readonly rows: number;
  readonly judgedBy: string;
  readonly crossValidated: boolean;
}

/** Straight lines, fitted to the training rows, do better than the network. */
export interface LinesView {
  /** Rows that neither was trained on. */
  readonly rows: 'test' | 'validation';
  readonly measure: LadderView['measure'];
  readonly error: number;
  /** Of the straight lines, on the same rows. */
  readonly linesError: number;
  /** The difference is larger than its standard error. */
  readonly clear: boolean;
}
