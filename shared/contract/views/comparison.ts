/** The network beside multilayer perceptrons (MLPs) that learned from the same rows. */
import type { Scores } from './scores.ts';

/** A network or an MLP, with its error on the test rows. */
export interface ComparedModel {
  /** Nodes of each hidden layer. */
  readonly hidden: readonly number[];
  readonly parameters: number;
  /**
   * Seconds of training, of an MLP until the one that is kept was found, all starts before it included. Null where the
   * network was trained in an earlier session, whose time is not known.
   */
  readonly seconds: number | null;
  /** Errors on the test rows. */
  readonly test: Scores;
}

export interface ComparedPerceptron extends ComparedModel {
  /** How the best start was trained, for people; '' before there is one. */
  readonly method: string;
  readonly activation: string;
  /** Test error of the best MLP of this size so far, each time that its validation error fell. */
  readonly curve: readonly ErrorAfter[];
  /** Its test error at the time that the network took; null where that is not known, or there was none yet. */
  readonly atKanTime: number | null;
}

export interface ErrorAfter {
  readonly seconds: number;
  /** As `measure` says. */
  readonly error: number;
}

/** The error of the network less that of the best MLP. */
export interface ErrorDifference {
  /** In the unit of the errors; below 0 where the network has the lower error. */
  readonly value: number;
  /** Of the value, from both errors of each test row; null where a single row or group does not tell it. */
  readonly standardError: number | null;
  /** How many groups of test rows it is from; null where each row counts by itself. */
  readonly groups: number | null;
  /** Whether it is larger than twice its standard error. */
  readonly isClear: boolean;
}

export interface ComparisonView {
  readonly status: 'idle' | 'running' | 'finished' | 'stopped' | 'failed';
  /** The revision of the network; '' before a comparison. */
  readonly revision: string;
  /** The error that ended the comparison; '' where there was none. */
  readonly message: string;
  /** What the errors are: `RMSE`, `weighted cross-entropy`. */
  readonly measure: string;
  /** The unit of the errors; '' where there is none. */
  readonly unit: string;
  /** Number of rows of each split. */
  readonly rows: { readonly train: number; readonly validation: number; readonly test: number };
  /** The network; null before a comparison. */
  readonly kan: ComparedModel | null;
  /** One for each size that is compared, in the order in which they are trained. */
  readonly perceptrons: readonly ComparedPerceptron[];
  /** Index of the MLP that is being trained; null where none is. */
  readonly training: number | null;
  /** Null before the end, and where no MLP has an error. */
  readonly difference: ErrorDifference | null;
  /** What the errors say of which is better, in a few sentences; '' before the end. */
  readonly verdict: string;
}

/** Before any comparison. */
export const idleComparison: ComparisonView = {
  status: 'idle',
  revision: '',
  message: '',
  measure: 'RMSE',
  unit: '',
  rows: { train: 0, validation: 0, test: 0 },
  kan: null,
  perceptrons: [],
  training: null,
  difference: null,
  verdict: '',
};
