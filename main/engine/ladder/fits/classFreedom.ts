/** Effective degrees of freedom of more than two classes. */
import { factorize, inverseDiagonal } from '../../optim/cholesky.ts';
import { predicted, type Design } from './design.ts';
import { probability, type Fitted } from './fitDesign.ts';
import { normalEquations } from './gram.ts';
import { activeColumns, type Smoothed } from './smoothing.ts';

/** Columns of all outputs together; more would take longer than a tenth of a second. */
const mostColumns = 400;

/**
 * The degrees of freedom of each output in the likelihood of all outputs together: its part of tr((I + Λ)⁻¹I) with its information I, and the penalties in Λ
 * (Wood, “Generalized Additive Models”, 2nd ed. 2017, §6.6.2). The shares of K classes add up to 1, so that without penalties
 * there are K − 1 for each column, as R's multinom counts them; each output by itself would have one. A fit of more than {@link mostColumns} columns has those
 * of each output by itself times (K − 1)/K. Levels of groups do not count.
 * @param weights by row, of mean 1; null where all count alike
 */
export function freedomOfClasses(
  design: Design,
  weights: Float64Array | null,
  fits: Fitted,
): readonly number[] {
  const active = fits.map(({ strengths }) => activeColumns(design.count, design.groups, strengths));
  // The same change of all outputs changes no share: the last output goes without its intercept.
  const columns = active.flatMap((own, output) =>
    own
      .filter((column) => column > 0 || output < fits.length - 1)
      .map((column) => ({ output, column, penalty: penaltyOf(design, fits[output], column) })),
  );
  const size = columns.length;
  if (size > mostColumns) return fits.map((fit) => (1 - 1 / fits.length) * freedomAlone(design, fit));
  const information = informationOf(design, weights, fits);
  const matrix = new Float64Array(size * size);
  columns.forEach((one, i) => {
    for (let j = 0; j <= i; j++) {
      const other = columns[j];
      matrix[i * size + j] = information(one.output, other.output)[one.column * design.count + other.column];
    }
    matrix[i * (size + 1)] += one.penalty;
  });
  const inverse = inverseDiagonal(factorize(matrix, size), size);
  const freedom = fits.map(() => 0);
  columns.forEach(({ output, column, penalty }, i) => {
    if (!isGroupLevel(design, column)) freedom[output] += 1 - penalty * inverse[i];
  });
  return freedom;
}

/** The degrees of freedom of an output by itself, without the levels of groups: they are no part of what it predicts. */
export function freedomAlone({ kinds }: Design, { totalFreedom, freedom }: Smoothed): number {
  return totalFreedom - freedom.reduce((sum, one, g) => (kinds[g] === 'groupLevels' ? sum + one : sum), 0);
}

/** The group of a column; −1 where none penalises it. */
function groupOf({ groups }: Design, column: number): number {
  return groups.findIndex(({ start, count }) => column >= start && column < start + count);
}

function isGroupLevel(design: Design, column: number): boolean {
  const group = groupOf(design, column);
  return group >= 0 && design.kinds[group] === 'groupLevels';
}

function penaltyOf(design: Design, { strengths }: Smoothed, column: number): number {
  const group = groupOf(design, column);
  return group < 0 ? 0 : strengths[group];
}

/** The blocks Xᵀdiag(w·pₐ(δₐᵦ − pᵦ))X of two outputs, [column][column]. */
function informationOf(
  design: Design,
  weights: Float64Array | null,
  fits: Fitted,
): (one: number, other: number) => Float64Array {
  const logits = fits.map(({ theta }) => predicted(design, theta));
  const chances = logits.map((values, output) => values.map((_, row) => probability(logits, output, row)));
  const none = new Float64Array(design.rows);
  const blocks = chances.map((own, one) =>
    chances.slice(0, one + 1).map((others, other) => {
      const curvature = own.map(
        (p, row) => (weights?.[row] ?? 1) * p * (one === other ? 1 - p : others[row]),
      );
      const { matrix } = normalEquations(design, none, curvature, null);
      return one === other ? matrix : matrix.map((value) => -value);
    }),
  );
  return (one, other) => blocks[Math.max(one, other)][Math.min(one, other)];
}
