/** The errors, the complexity and the text of a formula, as the window shows them. */
import type { ConstantView, FormulaView } from '../../../../shared/contract/views/formula.ts';
import { complexity } from '../../../../shared/expression/complexity.ts';
import { printExpression } from '../../../../shared/expression/print/print.ts';
import { quantityLatex, quantityText } from '../../../../shared/expression/print/quantity.ts';
import type { Expression } from '../../../../shared/expression/tree.ts';
import type { Encoding } from '../../data/encoding/encoding.ts';
import { latexWithTables, tabledComplexity } from './categoryTables.ts';
import { classScores } from './classScores.ts';
import { constantErrors } from './constantErrors.ts';
import { fittedConstants } from './fittedConstants.ts';
import { firstRows, rangesOf } from './formulaData.ts';
import type { ScoringData } from './scoringData.ts';
import { shortest } from './shortest.ts';
import { written } from './written.ts';

/**
 * The view of a formula, and its errors on the data as it is written there.
 * @param expression its constants carry their standard errors where these are known.
 * @param encoding says which variables are the labels of a category.
 */
export function scored(
  expression: Expression,
  data: ScoringData,
  encoding: Pick<Encoding, 'features'>,
  {
    repeats = null,
    law = null,
    comparedBy,
    errorAsOthers,
    behindLines,
  }: Partial<Pick<FormulaView, 'repeats' | 'law' | 'comparedBy' | 'errorAsOthers' | 'behindLines'>> = {},
): FormulaView {
  const { classes, output, quantity } = data;
  const shown = written(expression, 'supported', 'latex', data);
  return {
    output,
    quantity: { text: quantityText(quantity), latex: quantityLatex(quantity) },
    text: printExpression(expression, 'text').code,
    latex: latexWithTables(shown.expression, encoding),
    complexity: complexity(shortest(expression, rangesOf(data.train))),
    ...tabledComplexity(expression, encoding),
    constants: constantsIn(expression, data, shown.expression),
    ...shown.figures,
    classes:
      classes !== null && classes.encoding.outputs.length === 1
        ? classScores([shown.expression], classes)
        : null,
    law,
    repeats,
    ...(comparedBy !== undefined && { comparedBy }),
    ...(errorAsOthers !== undefined && { errorAsOthers }),
    ...(behindLines && { behindLines }),
  };
}

/** The constants of a formula as people read them. @param shown the formula in the digits that people see */
export function constantsIn(
  expression: Expression,
  data: ScoringData,
  shown: Expression = written(expression, 'supported', 'latex', data).expression,
): ConstantView[] {
  // Closed forms in formulas of classes are not fitted again: the rows have labels, and no logits.
  const rows = firstRows(
    data.apart?.train ?? data.fitted ?? data.train,
    data.classes === null ? Infinity : 0,
  );
  return fittedConstants(constantErrors(expression, data).expression, rows, shown);
}

/** The formulas of all outputs in the digits in which they are shown. */
export function asShown(
  formulas: readonly Expression[],
  data: readonly ScoringData[],
): readonly Expression[] {
  return formulas.map((formula, output) => written(formula, 'supported', 'latex', data[output]).expression);
}
