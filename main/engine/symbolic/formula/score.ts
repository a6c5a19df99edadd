/** The errors, the complexity and the text of a formula, as the window shows them. */
import type { ClassScoresView, FormulaView } from '../../../../shared/contract/formulaViews.ts';
import { complexity } from '../../../../shared/expression/complexity.ts';
import { constantsOf, roundByError } from '../../../../shared/expression/constants.ts';
import { printExpression } from '../../../../shared/expression/print/print.ts';
import { quantityLatex, quantityText, type Quantity } from '../../../../shared/expression/print/quantity.ts';
import type { Expression } from '../../../../shared/expression/tree.ts';
import { compile } from '../../../../shared/expression/evaluate.ts';
import type { Dataset, Split } from '../../data/dataset/dataset.ts';
import { scoreOf } from '../../data/index.ts';
import { formulaData, formulaError, spreadOf, type FormulaData } from './formulaData.ts';
import { toUnits } from '../../data/table/scaling.ts';

/** The data that the formulas of one output are compared with. */
export interface ScoringData {
  readonly output: string;
  /** The quantity that a formula of this output computes. */
  readonly quantity: Quantity;
  readonly train: FormulaData;
  readonly validation: FormulaData;
  readonly test: FormulaData;
  /** The network's own predictions for the rows of {@link chosenSplit}, in the target's units; null without a network. */
  readonly network: Float64Array | null;
  /** The classes as the table has them, where the output is their log-odds or the score of one; null for numbers. */
  readonly classes: Dataset | null;
}

/** Most significant digits of a typeset formula; fewer where the standard errors say so. */
export const readableDigits = 6;

/**
 * @param quantity what a formula of the output gives.
 * @param network outputs of a network for the rows of `chosenSplit`, [output][row]; null without one.
 * @param classes the data set whose logits `dataset` has as targets; null for numbers.
 */
export function scoringDataOf(
  dataset: Dataset,
  output: number,
  quantity: Quantity,
  network: Float64Array | null,
  classes: Dataset | null = null,
): ScoringData {
  const { encoding } = dataset;
  const { name, scaling } = encoding.outputs[output];
  const { rows } = chosenSplit(dataset);
  return {
    output: name,
    quantity,
    train: formulaData(encoding, dataset.train, output),
    validation: formulaData(encoding, dataset.validation, output),
    test: formulaData(encoding, dataset.test, output),
    network:
      network && network.slice(output * rows, (output + 1) * rows).map((value) => toUnits(scaling, value)),
    classes,
  };
}

/** The rows to choose by: the validation rows, or the training rows where there are none. */
export function chosenSplit({ train, validation }: Dataset): Dataset['train'] {
  return validation.rows > 0 ? validation : train;
}

/**
 * The view of a formula with its errors on the data.
 * @param expression its constants carry their standard errors where these are known.
 */
export function scored(expression: Expression, data: ScoringData): FormulaView {
  const { train, validation, test, network, classes } = data;
  const chosen = validation.rows > 0 ? validation : train;
  const heldOut = test.rows > 0 ? test : chosen;
  const spread = spreadOf(heldOut);
  return {
    output: data.output,
    quantity: { text: quantityText(data.quantity), latex: quantityLatex(data.quantity) },
    text: printExpression(expression, 'text').code,
    latex: printExpression(roundByError(expression), 'latex', { digits: readableDigits }).code,
    complexity: complexity(expression),
    constants: constantsOf(expression).map(({ value, error }) => ({ value, error })),
    trainError: formulaError(expression, train),
    validationError: formulaError(expression, validation),
    testError: formulaError(expression, test),
    r2: spread > 0 && classes === null ? 1 - (formulaError(expression, heldOut) / spread) ** 2 : NaN,
    disagreement: network === null ? NaN : differenceOf(expression, network, chosen),
    classes:
      classes !== null && classes.encoding.outputs.length === 1 ? classScores([expression], classes) : null,
  };
}

function differenceOf(expression: Expression, network: Float64Array, rows: FormulaData): number {
  return formulaError(expression, { ...rows, target: network });
}

/**
 * Accuracy and cross-entropy of formulas that predict classes, on held-out rows.
 * @param formulas the log-odds of the second of two classes, or each class's score.
 * @returns null where no row has a class.
 */
export function classScores(formulas: readonly Expression[], dataset: Dataset): ClassScoresView | null {
  const [name, split] = heldOut(dataset);
  const logits = new Float64Array(formulas.length * split.rows);
  formulas.forEach((formula, output) => {
    const { names, columns } = formulaData(dataset.encoding, split, output);
    logits.set(compile(formula, names)(columns, split.rows), output * split.rows);
  });
  const { accuracy, crossEntropy } = scoreOf(dataset.encoding, logits, split);
  return accuracy === null || crossEntropy === null ? null : { rows: name, accuracy, crossEntropy };
}

function heldOut({ test, validation, train }: Dataset): readonly [ClassScoresView['rows'], Split] {
  if (test.rows > 0) return ['test', test];
  return validation.rows > 0 ? ['validation', validation] : ['train', train];
}
