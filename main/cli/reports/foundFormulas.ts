/** The formulas that a search found, as `kan fit` and `kan search` report them. */
import { domainText } from '../../../shared/results/domainText.ts';
import type { ErrorMeasure } from '../../../shared/contract/views/scores.ts';
import type { FormulaView } from '../../../shared/contract/views/formula.ts';
import { bestFormula, formulaRemarks, listedError } from '../../../shared/results/formulaChoice.ts';
import { targetHeading } from '../../../shared/results/measures.ts';
import { weighingOf } from '../../../shared/contract/weighing.ts';
import { printExpression } from '../../../shared/expression/print/print.ts';
import type { Quantity } from '../../../shared/expression/print/quantity.ts';
import { errorMeasure } from '../../engine/data/scores/errorMeasure.ts';
import type { Session } from '../../engine/session/session.ts';
import { quantityOf } from '../../engine/data/dataset/quantity.ts';
import type { JudgedFormula } from '../../engine/symbolic/formula/scoringData.ts';
import { written } from '../../engine/symbolic/formula/written.ts';
import { adoptFormulas } from '../../engine/usecases/formulas/adoptFormulas.ts';
import type { FormulaSearch } from '../../engine/usecases/formulas/formulaSearch.ts';
import {
  apartJson,
  constantsJson,
  datesJson,
  figuresText,
  remarksText,
  finite,
  rmseJson,
  intervalJson,
  scatterJson,
  scatterNote,
} from './formulaReport.ts';

interface FoundFormula {
  readonly judged: JudgedFormula;
  /** The figures are the same as in the window. */
  readonly view: FormulaView;
}

export interface TargetFormulas {
  readonly target: string;
  /** The quantity that the formulas compute. */
  readonly quantity: Quantity;
  /** What the errors of its formulas are, with their unit: `RMSE [N]`; of a class `Error of the logit`. */
  readonly error: string;
  /** The simplest first; the last has the lowest error. */
  readonly formulas: readonly FoundFormula[];
}

/** The formulas of a search for each target. */
export function foundFormulas(session: Session, search: FormulaSearch): readonly TargetFormulas[] {
  const { encoding } = session.requireDataset();
  const measure = errorMeasure(encoding, weighingOf(session.state.setup));
  return search.view.outputs.map(({ output: target, formulas }, output) => {
    const quantity = quantityOf(encoding, output);
    return {
      target,
      quantity,
      error: errorName(quantity, measure, output),
      formulas: formulas.map((view, index) => ({ view, judged: search.judged(output, index) })),
    };
  });
}

function errorName(quantity: Quantity, measure: ErrorMeasure, output: number): string {
  return typeof quantity === 'string' ? targetHeading(measure, output) : `Error of the ${quantity.kind}`;
}

/** Makes a network from the best formula of each target. @returns false where a target has none. */
export async function adoptBest(session: Session, targets: readonly TargetFormulas[]): Promise<boolean> {
  const choice = targets.map(bestOf);
  if (choice.includes(-1)) return false;
  await adoptFormulas(session, choice, new AbortController().signal);
  return true;
}

/** The place of the formula to choose by default; −1 where there is none. */
export function bestOf({ formulas }: TargetFormulas): number {
  return bestFormula(formulas.map(({ view }) => view));
}

/** `formula` and `formulas` of the first target; with several targets also `formulas_by_target`. */
export function foundJson(targets: readonly TargetFormulas[]): object {
  const lists = targets.map((target) => {
    const best = bestOf(target);
    const formulas = target.formulas.map(json);
    return { target: target.target, formula: formulas[best] ?? null, formulas };
  });
  const [{ formula, formulas }] = lists;
  return { formula, formulas, ...(lists.length > 1 && { formulas_by_target: lists }) };
}

/** The text is an expression that any reader of arithmetic can read; `variables` has the columns with another name in it. */
function json({ judged: { expression }, view }: FoundFormula): object {
  const { code: text, renamed } = printExpression(expression, 'ascii');
  return {
    text,
    ...(renamed.length > 0 && { variables: Object.fromEntries(renamed.map(({ from, to }) => [to, from])) }),
    latex: printExpression(expression, 'latex').code,
    // These texts contain all digits of the constants.
    ...rmseJson(view.unrounded),
    ...apartJson(view),
    ...(view.noise !== null && { noise: view.noise }),
    complexity: view.complexity,
    ...(view.law !== null && { law: view.law }),
    ...(view.comparedBy !== undefined && {
      fitted_to_validation: true,
      // That of the same formula with constants fitted to the training rows alone, as those of the others are.
      validation_rmse_fitted_to_training: finite(listedError(view)),
    }),
    ...(view.behindLines && { behind_lines: true }),
    constants: constantsJson(view.constants),
    ...scatterJson(view),
    ...intervalJson(view),
    ...datesJson(view),
    ...(domainText(view.domain) !== '' && { warning: domainText(view.domain) }),
  };
}

/** The formulas of each target, with their errors, as people read them. */
export function foundText(targets: readonly TargetFormulas[]): string {
  return targets
    .flatMap((found) => [
      found.formulas.length === 0
        ? `No formula was found for ${found.target}\n`
        : 'Formulas, from the simplest to the best\n',
      ...found.formulas.map(({ judged: { expression, data }, view }, index) => {
        const { quantity, error } = found;
        // The formula as the window shows it. The figures belong to these digits.
        const shown = written(expression, 'supported', 'latex', data).expression;
        const { definition } = printExpression(shown, 'text', { output: quantity });
        const form = view.law === null ? '' : `, form: ${view.law}`;
        const remarks = formulaRemarks(view).map((remark) => `; ${remark}`);
        // Simpler formulas often miss part of the law, and what they miss is no scatter.
        const scatter = index === bestOf(found) ? scatterNote(view) : '';
        return [
          `  ${definition}\n${figuresText(error, view)}, complexity ${view.complexity}${form}${remarks.join('')}\n${remarksText(view)}`,
          ...(scatter === '' ? [] : [`      ${scatter}\n`]),
        ].join('');
      }),
    ])
    .join('');
}
