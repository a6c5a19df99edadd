/** The standard errors of the constants of a formula as people read them, and what they allow for. */
import type { IntervalView, ScatterView } from '../../../../shared/contract/views/formula.ts';
import type { Expression } from '../../../../shared/expression/tree.ts';
import { halfOf95 } from '../../train/statistics/halfOf95.ts';
import { asShares } from './asShares.ts';
import type { Free } from './fitConstants.ts';
import { isFitted } from './fittedConstants.ts';
import type { FormulaData } from './formulaData.ts';
import { withLabelErrors } from './labelErrors.ts';
import { offLogarithm, onLogarithm } from './onLogarithm.ts';
import type { ScoringData } from './scoringData.ts';
import { formulaScatter, groupedInterval, intervalOf, withStandardErrors } from './standardErrors.ts';

interface ConstantErrors {
  /** The formula with the standard errors of its constants. */
  readonly expression: Expression;
  /** Scatter that depends on the value, for which they allow; null where none does, and for classes. */
  readonly scatter: ScatterView | null;
  /** What makes 95 % intervals of them; null where no constant was fitted. */
  readonly interval: IntervalView | null;
}

/**
 * Of classes the standard errors are those that the labels give. Of numbers they are those that the formula was found with; where the
 * scatter depends on the value, or rows are kept together, they are estimated anew, since formulas of older projects do not allow for it.
 */
export function constantErrors(expression: Expression, data: ScoringData): ConstantErrors {
  const { labelled } = data;
  const rows = labelled?.rows ?? data.apart?.train ?? data.fitted ?? data.train;
  const before = known.get(expression);
  if (before?.rows === rows) return before.errors;
  const errors =
    labelled === null
      ? errorsOn(expression, rows, data)
      : {
          expression: withLabelErrors(expression, labelled),
          scatter: null,
          interval: rows.groups ? groupedInterval(rows.groups) : known95,
        };
  known.set(expression, { rows, errors });
  return errors;
}

/** The list, the bar and the table of constants ask for the same formula. */
const known = new WeakMap<Expression, { readonly rows: FormulaData; readonly errors: ConstantErrors }>();

const isUncertain: Free = ({ error }) => error !== null;
/** The likelihood of labels tells the standard errors by itself. */
const known95: IntervalView = { factor: halfOf95(Infinity), freedom: Infinity, groups: null };

function errorsOn(
  formula: Expression,
  rows: FormulaData,
  { trained, isOfLogarithm }: ScoringData,
): ConstantErrors {
  const logarithm = isOfLogarithm ? onLogarithm(formula, rows) : null;
  const shares = trained ? null : asShares(rows);
  const expression = logarithm?.expression ?? formula;
  const fitted = logarithm?.data ?? shares ?? rows;
  const anew = (free: Free): Expression => {
    const told = withStandardErrors(expression, fitted, { free });
    return logarithm ? offLogarithm(told) : told;
  };
  const interval = intervalOf(expression, fitted, isFitted);
  if (rows.groups) return { expression: anew(isFitted), scatter: null, interval };
  const scatter = formulaScatter(expression, fitted, isUncertain);
  if (scatter === null) return { expression: formula, scatter, interval };
  const of = rows.weights ? 'weighted errors' : (logarithm ?? shares) ? 'shares' : 'errors';
  return { expression: anew(isUncertain), scatter: { withValue: scatter.withValue, of }, interval };
}
