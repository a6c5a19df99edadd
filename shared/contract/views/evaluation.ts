/** The views of the network's errors, row by row, and of its predictions for new data. */
import type { SheetView } from './data.ts';
import type { FarView, ScatterView } from './formula.ts';
import type { ImportanceView } from './importance.ts';
import type { Scores } from './scores.ts';

export type Split = 'train' | 'validation' | 'test';

export interface OutputRows {
  readonly name: string;
  /** In the target's units; for classes the probability of this class, observed 0 or 1. */
  readonly observed: Float64Array;
  readonly predicted: Float64Array;
}

/** An input of the network in the data's own units. */
export interface InputRows {
  readonly name: string;
  readonly column: string;
  /** The label of a category column whose presence (0 or 1) is this input; else null. */
  readonly label: string | null;
  readonly values: Float64Array;
}

/** Rows of a split, evenly thinned to at most as many as were asked for. All arrays are in the order of `rows`. */
export interface EvaluationView {
  readonly revision: string;
  readonly split: Split;
  /** Rows of the split before thinning. */
  readonly total: number;
  /** Row of the table, 0 for the first. */
  readonly rows: Uint32Array;
  readonly outputs: readonly OutputRows[];
  readonly inputs: readonly InputRows[];
  readonly importance: ImportanceView;
  /** One curve a class (one for two classes); empty for regression. */
  readonly roc: readonly RocCurve[];
  /** Of two classes, what each threshold predicts; else null. */
  readonly thresholds: ThresholdCounts | null;
}

/**
 * How many rows of a split are predicted as the second of two classes where its probability is above a threshold: 0,
 * 0.001 … 1, in this order. Rows, or the sum of their weights; all rows of the split.
 */
export interface ThresholdCounts {
  /** Rows of the second class. */
  readonly right: Float64Array;
  /** Rows of the first class. */
  readonly wrong: Float64Array;
  /** All rows of the second class, and of the first. */
  readonly inClass: number;
  readonly others: number;
}

export interface RocCurve {
  readonly label: string;
  readonly falsePositive: Float64Array;
  readonly truePositive: Float64Array;
  readonly area: number;
}

export interface ProfileCurve {
  readonly name: string;
  readonly column: string;
  /** The label of a category column whose presence (0 or 1) is this input; else null. */
  readonly label: string | null;
  /** Range over the training rows, in the data's units. */
  readonly min: number;
  readonly max: number;
  /** The values that have levels, as numbers of subjects may: between them is nothing. Null where the input has none. */
  readonly levels: Float64Array | null;
  /** Where the profile is taken. */
  readonly at: number;
  readonly x: Float64Array;
  /** The output over x with the other inputs held. */
  readonly y: Float64Array;
  /** The 95 % band of the mean prediction (Student's t); null where it was not estimated. */
  readonly low: Float64Array | null;
  readonly high: Float64Array | null;
}

/** The network around one point: a curve for each input. */
export interface ProfileView {
  readonly revision: string;
  readonly output: string;
  readonly prediction: number;
  readonly curves: readonly ProfileCurve[];
  /** Training rows that the bands do not count: the formula was not fitted to them. */
  readonly far: FarView;
  /** Scatter of the training rows that depends on the prediction, for which the bands allow; null where they need not. */
  readonly scatter: ScatterView | null;
  /** How many groups of rows the bands count as one each; null where rows count one by one. */
  readonly groups: number | null;
  /** Inputs whose value is outside the range that was trained on. */
  readonly outside: readonly string[];
}

/** The network over two inputs, the others held. */
export interface MapView {
  readonly revision: string;
  /** All classes, or the one target. */
  readonly names: readonly string[];
  /** The values are probabilities of classes. */
  readonly classes: boolean;
  /** Places of the two inputs. */
  readonly across: readonly [number, number];
  /** Values of the two inputs in the data's units, over their training rows. */
  readonly axes: readonly [Float64Array, Float64Array];
  /** For each name, [second input][first input]. */
  readonly values: readonly Float64Array[];
  readonly inputs: readonly MapInput[];
}

export interface MapInput {
  readonly name: string;
  readonly column: string;
  /** The label of a category column whose presence (0 or 1) is this input; else null. */
  readonly label: string | null;
  /** The network sees its logarithm, and the steps of the map are even in it. */
  readonly logarithm: boolean;
  /** Range over the training rows, in the data's units. */
  readonly min: number;
  readonly max: number;
  /** The values that have levels; null where the input has none. */
  readonly levels: Float64Array | null;
  /** Where it is held. */
  readonly at: number;
}

/** Predictions for the rows of another file. */
export interface PredictionView {
  readonly fileName: string;
  /** The sheet that was read; '' where the file has none. */
  readonly sheet: string;
  /** The sheets of a workbook. */
  readonly sheets: readonly SheetView[];
  readonly rows: number;
  /** Rows whose prediction is missing because an input is. */
  readonly missing: number;
  /** Rows with an input outside the range that was trained on. */
  readonly outside: number;
  readonly header: readonly string[];
  /** How many of the columns, at the end, are the network's. */
  readonly added: number;
  /** The first rows as text, predictions last. */
  readonly preview: readonly (readonly string[])[];
  /** Where the file has the targets too. */
  readonly scores: Scores | null;
  readonly notes: readonly string[];
}
