/** A formula as text in one of the notations. */
import { userError } from '../../../shared/errors.ts';
import { roundByError } from '../../../shared/expression/constants.ts';
import { printerOf, printExpression, type Language } from '../../../shared/expression/print/print.ts';
import type { Printed } from '../../../shared/expression/print/printer.ts';
import { logistic, type Quantity } from '../../../shared/expression/print/quantity.ts';
import { substitute } from '../../../shared/expression/substitute.ts';
import { variable, type Expression } from '../../../shared/expression/tree.ts';
import type { Encoding } from '../data/dataset/dataset.ts';
import { readableDigits } from '../symbolic/formula/score.ts';
import { quantityOf, symbolicQuantity } from '../symbolic/formula/quantity.ts';

export interface PrintOptions {
  readonly language: Language;
  /** Significant digits; null for as many as tell the number, `supported` for as many as the data tells. */
  readonly digits: number | 'supported' | null;
  /** `x_1`, `x_2` … in place of the columns' names. */
  readonly symbols?: boolean;
  /** The probability of the class in place of its log-odds. */
  readonly probability?: boolean | undefined;
}

/**
 * @param output of the network that the formula is for.
 * @throws KanError `formula.no-probability`
 */
export function printedFormula(
  formula: Expression,
  { encoding, output }: { readonly encoding: Encoding; readonly output: number },
  { language, digits, symbols = false, probability = false }: PrintOptions,
): Printed {
  const given = (symbols ? symbolicQuantity : quantityOf)(encoding, output);
  const quantity = probability ? probabilityOf(given) : given;
  const expression = probability ? logistic(formula) : formula;
  const names = encoding.features.map(({ name }) => name);
  const inputs = symbols ? names.map((_, index) => `x_${index + 1}`) : names;
  const renamed = symbols
    ? substitute(expression, Object.fromEntries(names.map((name, i) => [name, variable(inputs[i])])))
    : expression;
  const supported = digits === 'supported';
  // Where the data does not tell, people are shown what can be read; code keeps the numbers.
  const read = supported && printerOf(language).forReading ? readableDigits : digits;
  return printExpression(supported ? roundByError(renamed) : renamed, language, {
    inputs,
    output: quantity,
    ...(typeof read === 'number' && { digits: read }),
  });
}

/** @throws KanError `formula.no-probability` */
function probabilityOf(quantity: Quantity): Quantity {
  if (typeof quantity !== 'string' && quantity.kind === 'logit') return { ...quantity, kind: 'probability' };
  throw userError(
    'formula.no-probability',
    'One formula gives a probability only where there are two classes.',
    'Ask for the formula itself; the softmax of the scores of all classes gives their probabilities.',
  );
}
