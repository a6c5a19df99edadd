/** Standard errors of the constants of formulas of classes. */
import { isLoose } from '../../../../shared/expression/constants.ts';
import { compile } from '../../../../shared/expression/evaluate.ts';
import type { Expression } from '../../../../shared/expression/tree.ts';
import { leastSquares } from '../../kan/leastSquares.ts';
import { dot } from '../../optim/cholesky.ts';
import { directionsOf } from './directions.ts';
import { linearise, type Linear } from './fitConstants.ts';
import type { FormulaData } from './formulaData.ts';
import { clusterVariance, withVariances } from './standardErrors.ts';

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
 * together, it is the larger of this and the cluster-robust error, as for numbers.
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
  const variance = varianceBy(linear, likelihood);
  const byGroups = data.groups ? groupedVariance(linear, likelihood, labelled.classes, data.groups) : null;
  const { solved } = directionsOf(linear.matrix, rows, size);
  const variances = solved.map((direction, i) => {
    if (direction === null) return null;
    const told = variance(i);
    return Math.max(told.variance, byGroups?.(told.direction) ?? 0);
  });
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

interface Told {
  readonly variance: number;
  /** Of the constants of all scores, [score][constant]. */
  readonly direction: Float64Array;
}

/** The variance of each constant, from the information Σ (pₐδₐᵦ − pₐpᵦ)·jjᵀ with the slopes j of the formula. */
function varianceBy(
  { matrix, places }: Linear,
  { chances, shares, counts }: Likelihood,
): (constant: number) => Told {
  const size = places.length;
  const all = chances.length * size;
  const information = new Float64Array(all * all);
  counts.forEach((count, row) => {
    chances.forEach((one, a) => {
      chances.forEach((other, b) => {
        const share = count * one[row] * ((a === b ? 1 : 0) - other[row]);
        for (let i = 0; i < size; i++) {
          const factor = share * matrix[row * size + i];
          const at = (a * size + i) * all + b * size;
          for (let j = 0; j < size; j++) information[at + j] += factor * matrix[row * size + j];
        }
      });
    });
  });
  const solve = leastSquares(information, all, all);
  return (constant) => {
    const contrast = new Float64Array(all);
    shares.forEach((share, a) => (contrast[a * size + constant] = share));
    const direction = solve(contrast);
    return { variance: dot(contrast, 0, direction, 0, all), direction };
  };
}

/** The variance that the sums of the groups' slopes times errors give a direction, as {@link clusterVariance} has it for numbers. */
function groupedVariance(
  { matrix, places }: Linear,
  { classes, chances, counts }: Likelihood,
  observed: Float64Array,
  groups: Uint32Array,
): (direction: Float64Array) => number {
  const size = places.length;
  const slopes = new Float64Array(counts.length * chances.length * size);
  counts.forEach((count, row) => {
    chances.forEach((chance, a) => {
      const error = count * ((observed[row] === classes[a] ? 1 : 0) - chance[row]);
      const at = (row * chances.length + a) * size;
      for (let i = 0; i < size; i++) slopes[at + i] = error * matrix[row * size + i];
    });
  });
  return clusterVariance(slopes, groups, size);
}
