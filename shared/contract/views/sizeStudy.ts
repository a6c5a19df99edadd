/** How the test errors of the network and of MLPs fall with their size. */

/** A network or an MLP of one size. */
export interface SizePoint {
  /** `grid 10`, `MLP 12 × 12` */
  readonly name: string;
  readonly parameters: number;
  readonly seconds: number;
  /** RMSE on the test rows, in the target's unit. */
  readonly error: number;
}

/** error = factor·parameters^exponent, fitted on logarithmic axes to the points up to the one with the lowest error. */
export interface PowerLaw {
  readonly exponent: number;
  /** Of the exponent; null with two points, which any power law passes through. */
  readonly standardError: number | null;
  readonly factor: number;
  /** Number of points that it is fitted to. */
  readonly points: number;
}

/** Sizes in ascending order. */
export interface SizeSeries {
  readonly points: readonly SizePoint[];
  /** Null with fewer than two points, and where the first has the lowest error. */
  readonly law: PowerLaw | null;
}

export interface SizeStudyView {
  readonly status: 'idle' | 'running' | 'finished' | 'stopped' | 'failed';
  /** The revision of the network; '' before a study. */
  readonly revision: string;
  /** The error that ended the study; '' where there was none. */
  readonly message: string;
  /** Number of rows for training and testing. */
  readonly rows: { readonly train: number; readonly test: number };
  /** Nodes of the network's hidden layers. */
  readonly hidden: readonly number[];
  /** What is being trained: `KAN, grid 10`; '' where nothing is. */
  readonly training: string;
  readonly kan: SizeSeries;
  readonly mlp: SizeSeries;
  /** −(k + 1): the exponent of the KAN paper for smooth functions without noise and splines of order k. */
  readonly expected: number;
  /** What the exponents say, in some sentences; '' before the end. */
  readonly verdict: string;
}

/** Before any study of the error against the size. */
export const idleSizeStudy: SizeStudyView = {
  status: 'idle',
  revision: '',
  message: '',
  rows: { train: 0, test: 0 },
  hidden: [],
  training: '',
  kan: { points: [], law: null },
  mlp: { points: [], law: null },
  expected: -4,
  verdict: '',
};
