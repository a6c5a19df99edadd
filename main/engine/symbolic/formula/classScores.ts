/** How well formulas predict classes. */
import type { ClassScoresView } from '../../../../shared/contract/views/formula.ts';
import { compile } from '../../../../shared/expression/evaluate.ts';
import type { Expression } from '../../../../shared/expression/tree.ts';
import type { Dataset, Split } from '../../data/dataset/dataset.ts';
import { scoreOf } from '../../data/index.ts';
import { formulaData } from './formulaData.ts';

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
