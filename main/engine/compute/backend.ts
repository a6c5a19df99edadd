/**
 * The interface between training and computing. A backend turns a structure and a batch of samples
 * into an evaluator; optimisers see functions of a parameter vector and know nothing of splines.
 */
import type { Batch } from '../data/batch.ts';
import type { Structure } from '../kan/model.ts';
import type { AdamConstants, AdamUpdate } from '../optim/adamUpdate.ts';
import type { GaussNewton } from '../optim/gaussNewton.ts';

/** The spread of an edge in the sparsity terms; pykan's names and definitions. */
export type EdgeMetric =
  'edge_forward_spline_n' | 'edge_forward_sum' | 'edge_forward_spline_u' | 'edge_backward';

/** pykan's sparsity terms; each is multiplied by `lamb`. */
export interface Regularization {
  readonly metric: EdgeMetric;
  readonly lamb: number;
  readonly l1: number;
  readonly entropy: number;
  readonly coef: number;
  readonly coefDiff: number;
}

export interface Objective {
  /**
   * `squared`: mean over rows and outputs of the squared error. `crossEntropy`: mean over rows in nats, softmax over the
   * outputs, or over (0, z) where there is a single output.
   */
  readonly loss: 'squared' | 'crossEntropy';
  readonly regularization: Regularization | null;
}

export interface Value {
  /** loss + λ · regularisation: what is minimised. */
  readonly total: number;
  readonly loss: number;
  /** The regularisation before λ. */
  readonly regularization: number;
}

/**
 * Spreads over the samples (standard deviations with n − 1; weights of rows are not used) and pykan's attribution
 * scores of one layer.
 */
export interface LayerStatistics {
  /** std of φ + ψ, [input][subnode]. */
  readonly edgeStd: Float64Array;
  /** The same over the spread of the input: std(φ + ψ)/(std(x) + 0.1), [input][subnode]. */
  readonly edgeStdRatio: Float64Array;
  /** Spline part only, over the spread of the input: std(φ)/(std(x) + 0.1), [input][subnode]. */
  readonly edgeStdRatioSpline: Float64Array;
  /** Mean of φ + ψ, [input][subnode]. */
  readonly edgeMean: Float64Array;
  /** [subnode] */
  readonly subnodeStd: Float64Array;
  /** [input][subnode] */
  readonly edgeScores: Float64Array;
  /** [subnode] */
  readonly subnodeScores: Float64Array;
  /** Scores of this layer's inputs, [input]. */
  readonly inputScores: Float64Array;
  /** Smallest and largest value of each input, [input]. */
  readonly inputMin: Float64Array;
  readonly inputMax: Float64Array;
}

/** Several of Adam's steps, to be made one after another. */
export interface DescentWork {
  /** All parameters; only those in `free` change. */
  readonly params: Float64Array;
  /** Indices into the parameter vector. */
  readonly free: Uint32Array;
  /** Adam's running means of the gradient and of its square, [free]. */
  readonly first: Float64Array;
  readonly second: Float64Array;
  /** The rows of each step's mini-batch; null for all rows. */
  readonly steps: readonly (AdamUpdate & { readonly rows: Uint32Array | null })[];
  readonly constants: AdamConstants;
}

/** The parameters and the state of Adam after these steps. */
export interface Descent extends Pick<DescentWork, 'params' | 'first' | 'second'> {
  /** The objective and the largest entry of its gradient at the beginning of the last step. */
  readonly value: Value;
  readonly gradientNorm: number;
}

export interface Evaluator {
  /**
   * The objective at `params`; writes its gradient where `gradient` is given (all parameters, frozen ones included).
   * @param rows indices of a mini-batch; all rows where absent.
   */
  evaluate(params: Float64Array, gradient: Float64Array | null, rows?: Uint32Array): Value | Promise<Value>;
  /** Outputs of the network, [output][row]. */
  forward(params: Float64Array): Float64Array | Promise<Float64Array>;
  statistics(params: Float64Array): readonly LayerStatistics[] | Promise<readonly LayerStatistics[]>;
  /** Inputs of a layer as the network computes them, [input][row]; layer 0 gives the batch itself. */
  layerInputs(params: Float64Array, layer: number): Float64Array | Promise<Float64Array>;
  /** Present where several steps on the device are faster than returning the gradient of each. */
  descend?(work: DescentWork): Promise<Descent>;
  /** Present where the backend can compute second-order models (in float64). */
  readonly gaussNewton?: GaussNewton;
  dispose(): void;
}

export interface Backend {
  readonly name: string;
  readonly precision: 'float64' | 'float32';
  /** Why the reference implementation is used instead; null or absent where it is not. */
  readonly fallback?: string | null;
  /** @throws KanError `compute.mismatch` where the batch does not fit the structure. */
  evaluator(structure: Structure, batch: Batch, objective: Objective): Evaluator;
}
