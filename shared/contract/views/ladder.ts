/** The ladder: models from the simplest to the largest, each with its error on rows that it was not trained on. */

/**
 * In `levels` the values of some inputs add levels of their own to their curves. The kinds that begin with `log` are models of
 * the target's logarithm, those with `robust` limit the effect of outliers.
 */
export const rungKinds = [
  'constant',
  'lines',
  'law',
  'additive',
  'pairs',
  'levels',
  'logLines',
  'logAdditive',
  'logPairs',
  'robustLines',
  'robustAdditive',
  'robustPairs',
  'hidden',
  'boosted',
] as const;
export type RungKind = (typeof rungKinds)[number];

/**
 * What a law with a name consists of: the law of the only column, or a sum or a product of laws of one column each. In a sum a line of
 * another column may multiply a law.
 */
export interface LawParts {
  /** Null where there is one column. */
  readonly join: '+' | '×' | null;
  readonly laws: readonly {
    /** As it is called by itself: `two Gaussian peaks`. */
    readonly law: string;
    readonly column: string;
    /** The column of a line that multiplies the law, as in V·s/(K + s)·(a + b·T). */
    readonly times?: string;
  }[];
}

/** One model of the ladder. */
export interface RungView {
  readonly kind: RungKind;
  /** For people: `Straight lines`. */
  readonly title: string;
  /** Node counts by layer, inputs first; a category is one input. */
  readonly shape: readonly number[];
  /** Error on held-out rows: RMSE in the target's unit, or cross-entropy in nats. */
  readonly error: number;
  /** Standard error of `error`. */
  readonly standardError: number;
  /** 1 − squared error / squared error of the constant; for numbers only, else null. */
  readonly r2: number | null;
  /** The number of trained parameters. */
  readonly parameters: number;
  /**
   * Effective degrees of freedom: the number of parameters that are really free; null where they were not estimated.
   */
  readonly freedom: number | null;
  /** Infinity where the model has no parameters. */
  readonly rowsPerParameter: number;
  /** The last training also used the validation rows, so that there is no validation error. */
  readonly tookValidation: boolean;
  /** Of a law with a name; absent in older files. */
  readonly law?: LawParts;
}

export interface LadderView {
  /** From the simplest on. */
  readonly rungs: readonly RungView[];
  /** Index of the rung that was chosen. */
  readonly chosen: number;
  /** The kind of error that `error` is. */
  readonly measure: 'RMSE' | 'cross-entropy';
  /** Rows used for training and for the comparison. */
  readonly rows: number;
  /** Rows that the errors are of: all with cross-validation, else the part that was held out; null if a file does not say. */
  readonly heldOutRows: number | null;
  /** How errors were found: `5-fold cross-validation`. */
  readonly judgedBy: string;
  /** Errors are from cross-validation; if false, from one part of the rows that was held out. */
  readonly crossValidated: boolean;
  /** What was chosen and why, in a sentence or two. */
  readonly sentence: string;
}

/** The ladder that a network came from. */
export interface PresentLadder {
  readonly ladder: LadderView;
  /** Index of the rung that the network is; null where the network was changed after the run. */
  readonly rung: number | null;
}

/** The error of a ladder's network on the rows that were held out during the comparison. */
export interface HeldOutView {
  readonly measure: LadderView['measure'];
  readonly error: number;
  readonly standardError: number;
  readonly r2: number | null;
  /** Rows that the error is of; null if a file does not say. */
  readonly rows: number | null;
  readonly judgedBy: string;
  readonly crossValidated: boolean;
}

/** Straight lines have a lower error than the network. */
export interface LinesView {
  /** Rows that neither of the two was trained on. */
  readonly rows: 'test' | 'validation';
  /** How many they are. */
  readonly count: number;
  /** What the errors are: `RMSE`, `weighted cross-entropy`. */
  readonly measure: string;
  readonly error: number;
  /** The error of the straight lines, on the same rows. */
  readonly linesError: number;
  /** The rows that the straight lines were fitted to. */
  readonly fittedTo: 'training' | 'training and validation';
  /** The difference is significant at the 5 % level, one-sided; by Huber's loss where rows lie far from the rest. */
  readonly clear: boolean;
  /** If the network has the lower error by Huber's loss: how many rows far from the rest make the difference; else 0. */
  readonly far: number;
}
