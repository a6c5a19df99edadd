/** The data for the errors of one output's formulas: the rows of each split, and the network's outputs for them. */
import type { NoiseView, SplitErrors } from '../../../../shared/contract/views/formula.ts';
import type { Quantity } from '../../../../shared/expression/print/quantity.ts';
import type { Expression } from '../../../../shared/expression/tree.ts';
import type { Dataset, Split } from '../../data/dataset/dataset.ts';
import type { FilledColumn } from '../../data/dataset/filled.ts';
import { presentFarRows, withoutFarRows, type FarRows } from './farRows.ts';
import { formulaData, type FormulaData } from './formulaData.ts';
import type { LabelledRows } from './labelErrors.ts';

/** The data that the formulas of one output are compared with. */
export interface ScoringData {
  readonly output: string;
  /** The quantity that a formula of this output computes. */
  readonly quantity: Quantity;
  readonly train: FormulaData;
  readonly validation: FormulaData;
  readonly test: FormulaData;
  /** Null without a network. */
  readonly network: NetworkOnData | null;
  /** The classes in the table, where the output is their log-odds or the score of one; null for numbers. */
  readonly classes: Dataset | null;
  /** Where rows lie far from the formula: these, and the rows without them. Null for none. */
  readonly apart: Apart | null;
  /** For classes: the rows that the network was fitted to; null for numbers. */
  readonly labelled: LabelledRows | null;
  /** The rows that the constants were fitted to, where these are more than those for training. */
  readonly fitted?: FormulaData;
  /** Set where the constants are those of a trained network, whose errors count alike however far the target spreads. */
  readonly trained?: true;
  /** Set where the constants were fitted to the logarithm of the target. */
  readonly isOfLogarithm?: true;
}

/** Rows far from a formula, to which it was not fitted, and the others. */
export interface Apart {
  readonly far: FarRows;
  /** Values of the data set that were missing. */
  readonly filled: readonly FilledColumn[];
  readonly train: FormulaData;
  readonly validation: FormulaData;
}

/** The same for a formula from which rows of the data set lie far. */
export function withFarRows(
  data: ScoringData,
  dataset: Dataset,
  output: number,
  far: FarRows = [],
): ScoringData {
  if (presentFarRows(dataset, far).length === 0) return data;
  const { train, validation } = withoutFarRows(dataset, far);
  const rowsOf = (split: Split): FormulaData => formulaData(dataset.encoding, split, output, dataset.groups);
  const { filled = [] } = dataset;
  return { ...data, apart: { far, filled, train: rowsOf(train), validation: rowsOf(validation) } };
}

/** The classes of the rows. */
export interface LabelData {
  readonly dataset: Dataset;
  readonly labelled: LabelledRows;
}

/** Values of the network that the formulas of one output are compared with. */
export interface NetworkOnData {
  /** Its predictions for the rows of {@link chosenSplit}, in the target's units. */
  readonly values: Float64Array;
  /** Null for classes. */
  readonly errors: SplitErrors | null;
  /**
   * The noise, from the network's residuals on rows that it was not trained on, without some rows of the table; null where it is
   * not known, and for classes.
   */
  readonly noise: (without: FarRows) => NoiseView | null;
}

/**
 * @param quantity what a formula of the output gives.
 * @param network what it gives for this output; null without one.
 * @param labels of the classes whose logits `dataset` has as targets; null for numbers.
 */
export function scoringDataOf(
  dataset: Dataset,
  output: number,
  quantity: Quantity,
  network: NetworkOnData | null,
  labels: LabelData | null = null,
): ScoringData {
  const { encoding, groups } = dataset;
  return {
    output: encoding.outputs[output].name,
    quantity,
    train: formulaData(encoding, dataset.train, output, groups),
    validation: formulaData(encoding, dataset.validation, output, groups),
    test: formulaData(encoding, dataset.test, output),
    network,
    classes: labels?.dataset ?? null,
    labelled: labels?.labelled ?? null,
    apart: null,
  };
}

/** The rows on which formulas are compared: the validation rows, or the training rows where there are none. */
export function chosenSplit({ train, validation }: Dataset): Dataset['train'] {
  return validation.rows > 0 ? validation : train;
}

/** A formula with the data for its errors. */
export interface JudgedFormula {
  readonly expression: Expression;
  readonly data: ScoringData;
}
