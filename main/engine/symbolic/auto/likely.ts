/**
 * Which formulas the rows tell against. Where the held-out errors of two formulas differ by no more than chance explains, they
 * cannot decide; all rows together tell more, by the lengths of the descriptions.
 */
import { total } from '../../optim/vector.ts';
import { asNormal } from '../../measure/studentsT.ts';
import { compile } from '../../../../shared/expression/evaluate.ts';
import { asGood, errorOf } from '../../../../shared/results/formulaChoice.ts';
import { asShares } from '../formula/asShares.ts';
import { descriptionLength } from '../formula/descriptionLength.ts';
import { exactShare, type Formula } from '../formula/finish.ts';
import { joinedRows, type FormulaData } from '../formula/formulaData.ts';
import { spread } from '../laws/surface.ts';

/** A description that is longer by this means odds of 3½ to 1. The held-out rows are among those that it is of. */
const told = 2.5;
/** A mean difference of more standard errors than this is more than chance, where there are many rows. */
const significant = 2;

/** Without the formulas that look as good as another one on the held-out rows, but are far less likely on all rows. */
export function withoutUnlikely<T extends Formula>(
  formulas: readonly T[],
  train: FormulaData,
  validation: FormulaData,
): readonly T[] {
  if (formulas.length < 2) return formulas;
  const all = joinedRows(train, validation);
  const shares = asShares(all);
  const heldOut = validation.rows > 0 ? train.rows : 0;
  const judged = formulas.map((formula) => ({ formula, ...judgedOn(formula, shares ?? all, heldOut) }));
  type One = (typeof judged)[number];
  // Over decades the errors in the target's unit are those of the largest values alone: they tell nothing against the shares.
  const seemsAsGood = (one: One, other: One): boolean =>
    looksAsGood(one, other) ||
    (shares !== null && errorOf(one.formula) <= errorOf(other.formula) * (1 + asGood));
  return judged
    .filter((one) => !judged.some((other) => one.length > other.length + told && seemsAsGood(one, other)))
    .map(({ formula }) => formula);
}

interface Judged {
  /** Of the description, on all rows. */
  readonly length: number;
  /** The squared errors of the held-out rows. */
  readonly squares: Float64Array;
}

function judgedOn({ expression, named }: Formula, data: FormulaData, heldOut: number): Judged {
  const { names, columns, rows, target, weights } = data;
  const values = compile(expression, names)(columns, rows);
  const squares = values.map((value, row) => (weights?.[row] ?? 1) * (value - target[row]) ** 2);
  const error = Math.sqrt(total(squares) / (weights ? total(weights) : rows));
  const length = descriptionLength(expression, error, rows, exactShare * spread(target, weights), named);
  return { length, squares: squares.subarray(heldOut) };
}

/** Whether the held-out error of the first is lower, or higher by less than a person cares for, and no more than chance explains. */
function looksAsGood({ squares: one }: Judged, { squares: other }: Judged): boolean {
  if (total(one) > total(other) * (1 + asGood) ** 2) return false;
  const count = one.length;
  const mean = (total(one) - total(other)) / count;
  if (mean >= 0 || count < 2) return true;
  const variance = one.reduce((sum, value, row) => sum + (value - other[row] - mean) ** 2, 0) / (count - 1);
  return asNormal(-mean / Math.sqrt(variance / count), count - 1) <= significant;
}
