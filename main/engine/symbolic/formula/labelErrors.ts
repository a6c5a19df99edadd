/** Standard errors of the constants of formulas of classes. */
import { isLoose } from '../../../../shared/expression/constants.ts';
import { compile } from '../../../../shared/expression/evaluate.ts';
import type { Expression } from '../../../../shared/expression/tree.ts';
import { leastSquares } from '../../kan/leastSquares.ts';
import { dot } from '../../optim/cholesky.ts';
import { rowsByGroup } from '../../train/statistics/leaveGroupOut.ts';
import { directionsOf } from './directions.ts';
import { linearise, type Linear } from './fitConstants.ts';
import type { FormulaData } from './formulaData.ts';
import { groupedVariance, type FitShare } from './groupedVariance.ts';
import { withVariances } from './standardErrors.ts';

/** The rows with labels that a network was fitted to, for the formula of one of its outputs. */
export interface LabelledRows {
  /** The target is the output of the network. */
  readonly rows: FormulaData;
  /** All outputs of the network, [output][row]: the log-odds of the second of two classes, or the score of each class. */
  readonly logits: Float64Array;
  readonly output: number;
  /** The class of each row. */
  readonly classes: Float64Array;
}

/**
 * The formula of a score or of log-odds with the standard errors that the labels of the rows give its constants: from the
 * Fisher information of the likelihood, with the formula in the place of the network's output. Only differences of scores
 * are determined: errors of a score are those where the scores of all classes add up to 0, and the scores of the
 * other classes may change by the same terms, as in a multinomial regression. Weights are 1 on average. Where rows are kept
 * together, it is that of the jackknife by groups, as for numbers.
 */
export function withLabelErrors(expression: Expression, labelled: LabelledRows): Expression {
  const { rows: data, logits, output } = labelled;
  const { names, columns, rows, weights } = data;
  const linear = linearise(expression, { ...data, weights: null }, isLoose);
  const size = linear?.places.length ?? 0;
  if (linear === null || size === 0 || rows <= size) return expression;
  const scores = logits.slice();
  scores.set(compile(expression, names)(columns, rows), output * rows);
  const total = weights?.reduce((sum, weight) => sum + weight, 0) ?? rows;
  const counts = Float64Array.from({ length: rows }, (_, row) => ((weights?.[row] ?? 1) * rows) / total);
  const likelihood = likelihoodOf(probabilities(scores, rows), output, counts);
  const contrasts = linear.places.map((_, i) => contrastOf(likelihood, size, i));
  const varianceOf = data.groups
    ? groupedVariance(
        rowsByGroup(data.groups).map((own) => shareOf(linear, likelihood, labelled.classes, own)),
      )
    : independentVariance(linear, likelihood);
  const { solved } = directionsOf(linear.matrix, rows, size);
  const variances = solved.map((direction, i) => (direction === null ? null : varianceOf(contrasts[i])));
  return withVariances(expression, linear, variances);
}

/** Of each class, [class][row]; of a single output, of the second of two classes. */
function probabilities(scores: Float64Array, rows: number): readonly Float64Array[] {
  const outputs = scores.length / rows;
  if (outputs === 1) return [scores.map((score) => 1 / (1 + Math.exp(-score)))];
  const chances = Array.from({ length: outputs }, (_, k) => scores.slice(k * rows, (k + 1) * rows));
  for (let row = 0; row < rows; row++) {
    const most = chances.reduce((largest, of) => Math.max(largest, of[row]), -Infinity);
    for (const of of chances) of[row] = Math.exp(of[row] - most);
    const sum = chances.reduce((all, of) => all + of[row], 0);
    for (const of of chances) of[row] /= sum;
  }
  return chances;
}

/** The scores that the likelihood is a function of: beside one class, whose score is 0. */
interface Likelihood {
  /** The classes of these scores, and their probabilities at each row. */
  readonly classes: readonly number[];
  readonly chances: readonly Float64Array[];
  /** The own score as a sum of these: that whose sum over all classes is 0 is the own one less the mean. */
  readonly shares: readonly number[];
  /** How much each row counts. */
  readonly counts: Float64Array;
}

function likelihoodOf(chances: readonly Float64Array[], output: number, counts: Float64Array): Likelihood {
  const all = chances.length;
  // Of two classes, the score is that of the second.
  if (all === 1) return { classes: [1], chances, shares: [1], counts };
  const classes = [...chances.keys()].filter((k) => k !== (output + 1) % all);
  return {
    classes,
    chances: classes.map((k) => chances[k]),
    shares: classes.map((k) => (k === output ? 1 : 0) - 1 / all),
    counts,
  };
}

/** The own score's constant as a sum of the constants of all scores, [score][constant]. */
function contrastOf({ shares }: Likelihood, size: number, constant: number): Float64Array {
  const contrast = new Float64Array(shares.length * size);
  shares.forEach((share, a) => (contrast[a * size + constant] = share));
  return contrast;
}

/** The variance of a sum of the constants, from the information of the rows. */
function independentVariance(linear: Linear, likelihood: Likelihood): (contrast: Float64Array) => number {
  const every = Uint32Array.from(likelihood.counts.keys());
  const { score, matrix } = shareOf(linear, likelihood, null, every);
  const all = score.length;
  const solve = leastSquares(matrix, all, all);
  return (contrast) => dot(contrast, 0, solve(contrast), 0, all);
}

/**
 * Of some rows: the information Σ (pₐδₐᵦ − pₐpᵦ)·jjᵀ with the slopes j of the formula, and the sums of slopes times errors.
 * @param observed classes; without them the sums are 0.
 */
function shareOf(
  { matrix, places }: Linear,
  { classes, chances, counts }: Likelihood,
  observed: Float64Array | null,
  rows: Uint32Array,
): FitShare {
  const size = places.length;
  const all = chances.length * size;
  const score = new Float64Array(all);
  const information = new Float64Array(all * all);
  for (const row of rows) {
    const slopes = matrix.subarray(row * size, (row + 1) * size);
    chances.forEach((one, a) => {
      const isOwn = observed?.[row] === classes[a] ? 1 : 0;
      const error = observed === null ? 0 : counts[row] * (isOwn - one[row]);
      for (let i = 0; i < size; i++) score[a * size + i] += error * slopes[i];
      chances.forEach((other, b) => {
        const share = counts[row] * one[row] * ((a === b ? 1 : 0) - other[row]);
        for (let i = 0; i < size; i++) {
          const at = (a * size + i) * all + b * size;
          for (let j = 0; j < size; j++) information[at + j] += share * slopes[i] * slopes[j];
        }
      });
    });
  }
  return { score, matrix: information };
}
