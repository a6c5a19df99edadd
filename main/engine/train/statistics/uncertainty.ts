/** Standard errors of a network's parameters, and of quantities that depend on them. */
import type { Backend } from '../../compute/backend.ts';
import { batchAt } from '../../data/batch.ts';
import type { Dataset } from '../../data/dataset/dataset.ts';
import { groupsAt } from '../../data/dataset/groups.ts';
import { evenRows } from '../../data/rows.ts';
import { layoutOf, nodeCount, type KanModel } from '../../kan/model.ts';
import { presentEdgeCount } from '../../kan/places.ts';
import { secondOrderParameters } from '../objective/problem.ts';
import { smoothness } from '../objective/smoothness.ts';
import { withEvaluator } from '../objective/withEvaluator.ts';
import { dot, factorizeDefinite, solveLower } from '../../optim/cholesky.ts';
import type { ScatterWithValue } from './scatter.ts';
import { groupedCovariance } from './groupedCovariance.ts';
import { halfOf95 } from './halfOf95.ts';
import { unevenCovariance } from './unevenCovariance.ts';

export interface Uncertainty {
  /** How the scatter of the rows depends on the prediction; null where it does not, or that was not tested. */
  readonly scatter: ScatterWithValue | null;
  /** Half the width of a 95 % interval, in standard errors: Student's t. */
  readonly half95: number;
  /** The groups whose rows count together; null where rows are independent. */
  readonly groups: number | null;
  /**
   * Standard error of a quantity: √(gᵀ C g) with the covariance C = σ²·(JᵀWJ)⁻¹ of the trained parameters (for classes
   * the inverse of the Fisher information), as in linear regression about the trained point. Where the scatter depends on the
   * prediction, each row counts with its own error ({@link unevenCovariance}); where a column keeps rows together, each group with
   * the sum of its rows ({@link groupedCovariance}).
   * @param gradient of the quantity by all parameters of the model.
   */
  standardError(gradient: Float64Array): number;
  /** Covariances of some of the parameters, [index][index]; 0 for those that are not trained. */
  covariance(indices: readonly number[]): Float64Array;
}

/** The most parameters and rows for the matrix: more would take seconds. */
const mostParameters = 600;
const mostRows = 5000;
/**
 * The least number of values for each trained parameter: with fewer, the parameters are not determined; with a prior,
 * σ² cannot be estimated.
 */
const leastPerParameter = { none: 2, smooth: 1.2 } as const;
/** Whether the smoothness prior of training is included. */
type Prior = keyof typeof leastPerParameter;
interface Known {
  readonly dataset: Dataset;
  readonly uncertainty: Uncertainty | null;
}
/** Kept as long as the network, because a person often looks at one edge or one point after another. */
const known: Readonly<Record<Prior, WeakMap<KanModel, Known>>> = {
  none: new WeakMap(),
  smooth: new WeakMap(),
};
/**
 * Ridge, as a share of each parameter's own entry of the diagonal, so that the units of parameters do not matter: it determines
 * directions that no row depends on.
 */
const ridge = 1e-9;

/**
 * The last one of each network is remembered.
 * @param prior whether to include the smoothness prior of training, which determines what the data do not, such as
 *   intervals without rows.
 * @returns null where it cannot be estimated: no second-order models, too many parameters, or too few rows for them.
 */
export async function uncertaintyOf(
  backend: Backend,
  model: KanModel,
  dataset: Dataset,
  prior: Prior,
): Promise<Uncertainty | null> {
  const before = known[prior].get(model);
  if (before?.dataset === dataset) return before.uncertainty;
  const uncertainty = await estimated(backend, model, dataset, prior);
  known[prior].set(model, { dataset, uncertainty });
  return uncertainty;
}

async function estimated(
  backend: Backend,
  model: KanModel,
  dataset: Dataset,
  prior: Prior,
): Promise<Uncertainty | null> {
  const { train, encoding } = dataset;
  const free = fittedParameters(model);
  const outputs = encoding.task === 'classification' ? 1 : encoding.outputs.length;
  const samples = train.rows * outputs;
  if (free.length === 0 || free.length > mostParameters) return null;
  if (samples < leastPerParameter[prior] * free.length) return null;
  const used = evenRows(train.rows, Math.min(train.rows, mostRows));
  const batch = batchAt(train, used);
  return withEvaluator({ backend }, model, encoding, batch, async (evaluator) => {
    if (evaluator.gaussNewton === undefined) return null;
    const quadratic = await evaluator.gaussNewton.quadratic(model.params, free);
    const { loss } = quadratic;
    const at = Float64Array.from(free, (index) => model.params[index]);
    const { hessian } =
      prior === 'none' ? quadratic : smoothness(model, free, train.rows).addTo(quadratic, at);
    const units = unitsOf(hessian, free.length);
    const factor = factorOf(hessian, units);
    if (factor === null) return null;
    // The matrix is a mean over the rows: their number turns it into a sum.
    const classifies = encoding.task === 'classification';
    const freedom = classifies ? Infinity : Math.max(1, samples - determined(factor, free.length));
    const perSample = classifies ? 1 / samples : (2 * loss) / freedom;
    const whitened = (gradient: Float64Array): Float64Array => solvedBy({ factor, units, free }, gradient);
    // Rows of a group are not independent.
    const groups = dataset.groups && groupsAt(dataset.groups, train.tableRows).of;
    const grouped =
      groups &&
      (await groupedCovariance(
        { backend, model, encoding, batch, free },
        used.map((row) => groups[row]),
        (own) =>
          solveLower(
            factor,
            free.length,
            own.map((slope, i) => units[i] * slope),
          ),
      ));
    if (grouped === null) return null;
    // Several targets have one variance.
    const canTest = !classifies && outputs === 1 && grouped === undefined;
    const uneven = canTest
      ? await unevenCovariance({ backend, model, encoding, batch, evaluator }, whitened, perSample)
      : null;
    const product = (one: Float64Array, other: Float64Array): number =>
      (grouped ?? uneven)?.product(one, other) ?? perSample * dot(one, 0, other, 0, one.length);
    return {
      scatter: uneven?.withValue ?? null,
      half95: halfOf95(grouped ? grouped.groups - 1 : freedom),
      groups: grouped?.groups ?? null,
      standardError: (gradient) => {
        const solved = whitened(gradient);
        return Math.sqrt(Math.max(0, product(solved, solved)));
      },
      covariance: (indices) => {
        const columns = indices.map((index) => {
          const unit = new Float64Array(model.params.length);
          unit[index] = 1;
          return whitened(unit);
        });
        return Float64Array.from(columns.flatMap((one) => columns.map((other) => product(one, other))));
      },
    };
  });
}

/** Those that training fits; of a constant, which has no edges, the biases of the outputs: they were set to the mean. */
function fittedParameters(model: KanModel): Uint32Array {
  if (presentEdgeCount(model) > 0) return secondOrderParameters(model);
  const { nodeBias } = layoutOf(model.layers).at(-1)!;
  return Uint32Array.from({ length: nodeCount(model.layers.at(-1)!) }, (_, node) => nodeBias + node);
}

/** 1/√ of each entry of the diagonal; 1 for a parameter that no row depends on. */
function unitsOf(matrix: ArrayLike<number>, size: number): Float64Array {
  return Float64Array.from({ length: size }, (_, i) => 1 / (Math.sqrt(matrix[i * size + i]) || 1));
}

/** The factor of the matrix in these units of the parameters, with the ridge added; null where it is not positive definite even so. */
function factorOf(matrix: ArrayLike<number>, units: Float64Array): Float64Array | null {
  const size = units.length;
  const scaled = Float64Array.from({ length: size * size }, (_, at) => {
    const [row, column] = [Math.floor(at / size), at % size];
    return matrix[at] * units[row] * units[column] + (row === column ? ridge : 0);
  });
  return factorizeDefinite(scaled, size);
}

/**
 * The number of parameters that the matrix H determines: tr(H(H + r)⁻¹) = p − r·tr((H + r)⁻¹) with the ridge r, in units in which the diagonal is 1. The edge c·(ax + b) + d of
 * a straight line has four, of which two are determined.
 */
function determined(factor: Float64Array, size: number): number {
  let trace = 0;
  for (let i = 0; i < size; i++) {
    const unit = new Float64Array(size);
    unit[i] = 1;
    const solved = solveLower(factor, size, unit);
    trace += dot(solved, 0, solved, 0, size);
  }
  return size - ridge * trace;
}

interface Solver {
  readonly factor: Float64Array;
  readonly units: Float64Array;
  readonly free: Uint32Array;
}

/** L⁻¹g for a gradient by all parameters, of which only the trained ones count, in the units of the factor. */
function solvedBy({ factor, units, free }: Solver, gradient: Float64Array): Float64Array {
  const trained = units.map((unit, i) => unit * gradient[free[i]]);
  return solveLower(factor, free.length, trained);
}
