/** The covariance of a network's parameters where rows of a group are not independent. */
import { batchAt } from '../../data/batch.ts';
import { dot } from '../../optim/cholesky.ts';
import { withEvaluator } from '../objective/withEvaluator.ts';
import { changeWithout, countsOwnShare, rowsByGroup } from './leaveGroupOut.ts';
import type { Fitted, Whiten, WhitenedCovariance } from './whitened.ts';

export interface GroupedCovariance extends WhitenedCovariance {
  /** The number of groups among the rows. */
  readonly groups: number;
}

/**
 * With the factor L of the matrix H of the fit, the covariance is L⁻ᵀKL⁻¹ with K = (G − 1)/G·Σ uuᵀ over the G groups, where u is what the fit
 * changes by where the group is left out ({@link changeWithout}), from the whitened gradient of its rows and their whitened matrix. It has G − 1
 * degrees of freedom.
 * @param groups of each row of the batch. @param whitened L⁻¹g of a gradient by the free parameters.
 * @returns null where there is one group, or where one group alone determines a parameter.
 */
export async function groupedCovariance(
  { backend, model, encoding, batch, free }: Fitted & { readonly free: Uint32Array },
  groups: Uint32Array,
  whitened: Whiten,
): Promise<GroupedCovariance | null> {
  const rowsOf = rowsByGroup(groups);
  const count = rowsOf.length;
  if (count < 2) return null;
  const size = free.length;
  const weightOf = (row: number): number => batch.weights?.[row] ?? 1;
  const total = [...groups.keys()].reduce((sum, row) => sum + weightOf(row), 0);
  const matrix = new Float64Array(size * size);
  for (const rows of rowsOf) {
    const share = rows.reduce((sum, row) => sum + weightOf(row), 0) / total;
    const own = batchAt(batch, rows);
    const { gradient, hessian } = await withEvaluator(
      { backend },
      model,
      encoding,
      own,
      async (evaluator) => {
        const found = await evaluator.gaussNewton!.quadratic(model.params, free);
        return { gradient: found.gradient.slice(), hessian: found.hessian.slice() };
      },
    );
    const score = whitened(gradient).map((value) => share * value);
    const left = countsOwnShare(count, size)
      ? changeWithout({
          score,
          matrix: whitenedMatrix(hessian, size, whitened).map((value) => share * value),
        })
      : score;
    if (left === null) return null;
    for (let i = 0; i < size; i++)
      for (let j = 0; j < size; j++) matrix[i * size + j] += ((count - 1) / count) * left[i] * left[j];
  }
  return {
    groups: count,
    product(one, other) {
      let product = 0;
      for (let i = 0; i < size; i++) product += one[i] * dot(matrix, i * size, other, 0, size);
      return product;
    },
  };
}

/** L⁻¹HL⁻ᵀ of a symmetric matrix. */
function whitenedMatrix(
  matrix: Float64Array,
  size: number,
  whitened: (column: Float64Array) => Float64Array,
): Float64Array {
  const turned = (of: Float64Array): Float64Array => {
    const result = new Float64Array(size * size);
    for (let column = 0; column < size; column++)
      result.set(whitened(of.subarray(column * size, (column + 1) * size)), column * size);
    return result;
  };
  const transposed = (of: Float64Array): Float64Array =>
    of.map((_, at) => of[(at % size) * size + Math.floor(at / size)]);
  return turned(transposed(turned(matrix)));
}
