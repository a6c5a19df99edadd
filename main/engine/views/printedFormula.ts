/** A formula as text in one of the notations. */
import type { FormulaFigures } from '../../../shared/contract/views/formula.ts';
import { datesText } from '../../../shared/results/datesText.ts';
import { domainText } from '../../../shared/results/domainText.ts';
import { userError } from '../../../shared/errors.ts';
import { printExpression, type Language } from '../../../shared/expression/print/print.ts';
import type { Printed } from '../../../shared/expression/print/printer.ts';
import { logistic, type Quantity } from '../../../shared/expression/print/quantity.ts';
import { substitute } from '../../../shared/expression/substitute.ts';
import { variable, type Expression } from '../../../shared/expression/tree.ts';
import type { Encoding } from '../data/encoding/encoding.ts';
import { categoriesOf, latexWithTables } from '../symbolic/formula/categoryTables.ts';
import type { ScoringData } from '../symbolic/formula/scoringData.ts';
import { written, type Digits } from '../symbolic/formula/written.ts';
import { unitsNote } from './unitsNote.ts';
import { wordsNote } from './wordsNote.ts';
import { quantityOf, symbolicQuantity } from '../data/dataset/quantity.ts';

export interface PrintOptions {
  readonly language: Language;
  readonly digits: Digits;
  /** `x_1`, `x_2` … instead of the names of the columns. */
  readonly symbols?: boolean;
  /** The probability of the class instead of its log-odds. */
  readonly probability?: boolean | undefined;
}

export interface PrintedFor {
  readonly encoding: Encoding;
  readonly output: number;
  readonly data: ScoringData;
}

/**
 * @param output of the network that the formula is for. @param data that it is compared with.
 * @returns the text, and the figures of the formula with exactly the digits of the text.
 * @throws KanError `formula.no-probability`
 */
export function printedFormula(
  formula: Expression,
  { encoding, output, data }: PrintedFor,
  { language, digits, symbols = false, probability = false }: PrintOptions,
): Printed & { readonly figures: FormulaFigures } {
  const { expression: rounded, figures } = written(formula, digits, language, data);
  const given = (symbols ? symbolicQuantity : quantityOf)(encoding, output);
  const quantity = probability ? probabilityOf(given) : given;
  const expression = probability ? logistic(rounded) : rounded;
  const names = encoding.features.map(({ name }) => name);
  const inputs = symbols ? names.map((_, index) => `x_${index + 1}`) : names;
  const renamed = symbols
    ? substitute(expression, Object.fromEntries(names.map((name, i) => [name, variable(inputs[i])])))
    : expression;
  const result = symbols ? 'y' : encoding.outputs[output].name;
  const remarks = [
    unitsNote(encoding, output, inputs, result),
    wordsNote(encoding, rounded, inputs),
    datesText({
      dates: figures.dates.map((date) => ({ ...date, input: inputs[names.indexOf(date.input)] })),
    }),
    domainText(figures.domain),
  ]
    .filter((text) => text !== '')
    .join(' ');
  const categories = symbols ? [] : categoriesOf(encoding);
  const printed = printExpression(renamed, language, { inputs, output: quantity, remarks, categories });
  if (language !== 'latex' || symbols) return { ...printed, figures };
  const code = latexWithTables(expression, encoding);
  return { ...printed, code, definition: printed.definition.replace(printed.code, () => code), figures };
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
