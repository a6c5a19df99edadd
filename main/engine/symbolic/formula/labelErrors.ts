/** Standard errors of the constants of formulas of classes. */
import { isLoose } from '../../../../shared/expression/constants.ts';
import { compile } from '../../../../shared/expression/evaluate.ts';
import type { Expression } from '../../../../shared/expression/tree.ts';
import { leastSquares } from '../../kan/leastSquares.ts';
import { dot } from '../../optim/cholesky.ts';
import { directionsOf } from './directions.ts';
import { linearise, type Linear } from './fitConstants.ts';
import type { FormulaData } from './formulaData.ts';
import { withVariances } from './standardErrors.ts';

/** The rows with labels that a network was fitted to, for the formula of one of its outputs. */
export interface LabelledRows {
  /** The target is the output of the network. */
  readonly rows: FormulaData;
  /** All outputs of the network, [output][row]: the log-odds of the second of two classes, or the score of each class. */
  readonly logits: Float64Array;
  readonly output: number;
}

/**
 * The formula of a score or of log-odds with the standard errors that the labels of the rows give its constants: from the
 * Fisher information of the likelihood, with the formula in the place of the network's output. Only differences of scores
 * are determined: errors of a score are those where the scores of all classes add up to 0, and the scores of the
 * other classes may change by the same terms, as in a multinomial regression. Weights are 1 on average.
 */
export function withLabelErrors(
  expression: Expression,
  { rows: data, logits, output }: LabelledRows,
): Expression {
  const { names, columns, rows, weights } = data;
  const linear = linearise(expression, { ...data, weights: null }, isLoose);
  const size = linear?.places.length ?? 0;
  if (linear === null || size === 0 || rows <= size) return expression;
  const scores = logits.slice();
  scores.set(compile(expression, names)(columns, rows), output * rows);
  const total = weights?.reduce((sum, weight) => sum + weight, 0) ?? rows;
  const counts = Float64Array.from({ length: rows }, (_, row) => ((weights?.[row] ?? 1) * rows) / total);
  const chances = probabilities(scores, rows);
  const { solved } = directionsOf(linear.matrix, rows, size);
  const variance = varianceBy(linear, chances, counts, output);
  return withVariances(
    expression,
    linear,
    solved.map((direction, i) => (direction === null ? null : variance(i))),
  );
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

/**
 * The variance of each constant. Beside one class, whose score is 0, the others have the information Σ (pₐδₐᵦ − pₐpᵦ)·jjᵀ, with the
 * slopes j of the formula. The score whose sum over the classes is 0 is the own one less the mean.
 */
function varianceBy(
  { matrix, places }: Linear,
  chances: readonly Float64Array[],
  counts: Float64Array,
  output: number,
): (constant: number) => number {
  const size = places.length;
  const classes = chances.length;
  const isSingle = classes === 1;
  const beside = chances.filter((_, k) => isSingle || k !== (output + 1) % classes);
  const own = beside.indexOf(chances[output]);
  const all = beside.length * size;
  const information = new Float64Array(all * all);
  counts.forEach((count, row) => {
    beside.forEach((one, a) => {
      beside.forEach((other, b) => {
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
    beside.forEach((_, a) => {
      contrast[a * size + constant] = (a === own ? 1 : 0) - (isSingle ? 0 : 1 / classes);
    });
    return dot(contrast, 0, solve(contrast), 0, all);
  };
}
