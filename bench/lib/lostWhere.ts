/** Why a law is lost: whether it was listed, what the rows say of it, or whether nothing proposed it. */
import { isLoose } from '../../shared/expression/constants.ts';
import { simplify } from '../../shared/expression/simplify/simplify.ts';
import type { Expression } from '../../shared/expression/tree.ts';
import { asShares } from '../../main/engine/symbolic/formula/asShares.ts';
import { descriptionLength } from '../../main/engine/symbolic/formula/descriptionLength.ts';
import { exactShare } from '../../main/engine/symbolic/formula/finish.ts';
import { fitConstants } from '../../main/engine/symbolic/formula/fitConstants.ts';
import { formulaError, rangesOf, type FormulaData } from '../../main/engine/symbolic/formula/formulaData.ts';
import { spread } from '../../main/engine/symbolic/laws/surface.ts';

export interface Lost {
  /**
   * `listed`: in the list, but not chosen. `rows`: with constants fitted to the rows the law itself would not count. `criterion`: the
   * chosen formula has the shorter description. `search`: the law has the shorter one, so it was never proposed.
   */
  readonly where: 'listed' | 'rows' | 'criterion' | 'search';
  /** By how much the law's description on the rows is shorter than that of the chosen formula. */
  readonly gain: number;
}

/**
 * @param rows all that the search had. @param isLaw whether a formula counts as the law
 * @param listed the formulas of the search. @param chosen one of them
 */
export function lostWhere(
  law: Expression,
  rows: FormulaData,
  isLaw: (formula: Expression) => boolean,
  listed: readonly Expression[],
  chosen: Expression | undefined,
): Lost {
  const data = asShares(rows) ?? rows;
  const scale = spread(data.target, data.weights);
  const fitted = fitConstants(simplify(law, { ranges: rangesOf(data) }), data, {
    iterations: 100,
    free: isLoose,
  });
  const lengthOf = (formula: Expression): number =>
    descriptionLength(formula, formulaError(formula, data) / scale, data.rows, exactShare);
  const gain = chosen === undefined ? Infinity : lengthOf(chosen) - lengthOf(fitted);
  if (listed.some(isLaw)) return { where: 'listed', gain };
  if (!isLaw(fitted)) return { where: 'rows', gain };
  return { where: gain > 0 ? 'search' : 'criterion', gain };
}
