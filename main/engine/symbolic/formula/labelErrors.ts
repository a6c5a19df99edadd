/** Standard errors of the constants of formulas of classes. */
import { isLoose } from '../../../../shared/expression/constants.ts';
import type { Expression } from '../../../../shared/expression/tree.ts';
import type { Split } from '../../data/dataset/dataset.ts';
import type { Encoding } from '../../data/encoding/encoding.ts';
import { decodeOutputs } from '../../data/index.ts';
import { firstRows, type FormulaData } from './formulaData.ts';
import { withStandardErrors } from './standardErrors.ts';

const mostRows = 5000;

/**
 * How much each row tells about the score of each output: its weight · p(1 − p), with p the probability of that class
 * by the network, [output][row]. The weights are 1 on average.
 * @param logits the network's outputs, [output][row].
 */
export function labelInformation(
  encoding: Encoding,
  logits: Float64Array,
  { rows, weights }: Pick<Split, 'rows' | 'weights'>,
): readonly Float64Array[] {
  const decoded = decodeOutputs(encoding, logits, rows);
  if (decoded.task !== 'classification') throw new RangeError('Numbers have no labels.');
  const total = weights?.reduce((sum, weight) => sum + weight, 0) ?? rows;
  // A single output is the log-odds of the second of two classes.
  const { probabilities } = decoded;
  return probabilities
    .slice(-encoding.outputs.length)
    .map((of) => of.map((p, row) => (((weights?.[row] ?? 1) * rows) / total) * p * (1 - p)));
}

/**
 * The formula of a score or of log-odds with the standard errors that the labels of the training rows give its constants:
 * from the Fisher information JᵀIJ of the likelihood, where I is {@link labelInformation}. The scores of the other
 * classes are held fixed.
 */
export function withLabelErrors(
  expression: Expression,
  train: FormulaData,
  information: Float64Array,
): Expression {
  const rows = firstRows({ ...train, weights: information }, mostRows);
  return withStandardErrors(expression, rows, { free: isLoose, known: 1 });
}
