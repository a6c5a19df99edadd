/** Formulas by error and complexity. */
import { distinctConstants } from '../../../../shared/expression/constants.ts';
import { variablesOf } from '../../../../shared/expression/tree.ts';
import { bestFormula, errorOf, judgedError } from '../../../../shared/results/formulaChoice.ts';
import type { KanModel } from '../../kan/model.ts';
import { costOf } from '../formula/cost.ts';
import { rareExponents } from '../formula/descriptionLength.ts';
import type { FarRows } from '../formula/farRows.ts';
import type { FormulaData } from '../formula/formulaData.ts';
import { exactShare, type Formula } from '../formula/finish.ts';

export interface Found extends Formula {
  /** The network that the formula was read from, all functions. */
  readonly model: KanModel;
  /** The error that it is compared by, where its constants were fitted to the held-out rows too. */
  readonly comparedBy?: number;
  /** Where that is a share of the values: the RMSE on the held-out rows with the same constants, in the target's unit. */
  readonly errorAsOthers?: number;
  /** The mean or straight lines predict other rows better. */
  readonly behindLines?: true;
  /** It stays in the list whatever else is found: it is the formula of the network. */
  readonly stays?: true;
  /** Set where its constants are those of a trained network. */
  readonly trained?: true;
  /** Set where they were fitted to the logarithm of the target. */
  readonly isOfLogarithm?: true;
  /** The rows that its constants were fitted to, where these are more than those for training. */
  readonly fitted?: FormulaData;
  /** Rows far from it, to which it was not fitted; absent where there are none. */
  readonly far?: FarRows;
}

/** The formula to choose by default; undefined where there is none. */
export function bestOf<T extends Formula>(formulas: readonly T[]): T | undefined {
  return formulas[bestFormula(formulas)];
}

/** Infinity without formulas. */
export function leastError(formulas: readonly Formula[]): number {
  return formulas.reduce((least, formula) => Math.min(least, errorOf(formula)), Infinity);
}

/**
 * The formulas that no simpler formula matches, the simplest first: each has a lower error than all before it, and also
 * a lower cost (`costOf`, over all rows), so that the gain is more than its complexity would gain on noise. One that stays comes before
 * others that are as simple. A constant by errors as shares is left out where there is another formula.
 * @param rows to train on and to validate on. @param floor errors below this value count as 0.
 */
export function pareto(formulas: readonly Found[], rows: RowCounts, floor: number): Found[] {
  const isFirst = ({ stays }: Found): number => (stays ? 1 : 0);
  const sorted = [...formulas].sort(
    (a, b) => sizeOf(a) - sizeOf(b) || isFirst(b) - isFirst(a) || judgedError(a) - judgedError(b),
  );
  let least = Infinity;
  let cheapest = Infinity;
  const listed = sorted.filter((formula) => {
    const cost = costOver(formula, rows, floor);
    if (!(judgedError(formula) < 0.999 * least) || !(cost < cheapest)) return false;
    [least, cheapest] = [judgedError(formula), cost];
    return true;
  });
  const telling = listed.filter((formula) => !isConstantOfShares(formula));
  return telling.length > 0 ? telling : listed;
}

/**
 * Where errors are shares of the values, the best constant lies near the smallest value or at 0, far from nearly all rows: it
 * tells a person nothing.
 */
function isConstantOfShares({ shares, stays, expression }: Found): boolean {
  return shares !== undefined && !stays && variablesOf(expression).length === 0;
}

/** x^2.015 counts as less simple than x². */
const sizeOf = ({ complexity, expression }: Formula): number => complexity + rareExponents(expression);

function asErrors({ train, validation }: NonNullable<Formula['shares']>) {
  return { trainError: train, validationError: validation };
}

export interface RowCounts {
  readonly train: number;
  readonly validation: number;
}

/** The cost over all rows together. */
function costOver(formula: Formula, rows: RowCounts, floor: number): number {
  const count = rows.train + rows.validation;
  return costOf(errorOver(formula, rows), costSize(formula), count, floorOf(formula, floor));
}

/** What stands for the number of parameters in the cost; of a law with a name, its choice among these and its constants. */
export function costSize(formula: Formula): number {
  const { named, expression } = formula;
  return named ? named.size + distinctConstants(expression).length : sizeOf(formula);
}

/** Errors as they are compared below this value count as 0. @param floor that of errors in the target's unit */
export function floorOf({ shares }: Formula, floor: number): number {
  return shares ? exactShare : floor;
}

function errorOver(formula: Formula, { train, validation }: RowCounts): number {
  const { trainError, validationError } = formula.shares ? asErrors(formula.shares) : formula;
  const squares = train * trainError ** 2 + (validation > 0 ? validation * validationError ** 2 : 0);
  return Math.sqrt(squares / (train + validation));
}
