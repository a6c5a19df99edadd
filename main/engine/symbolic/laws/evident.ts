/** Whether rows leave nothing to be found beside a short formula. */
import { compile } from '../../../../shared/expression/evaluate.ts';
import { constantsOf } from '../../../../shared/expression/constants.ts';
import { complexity } from '../../../../shared/expression/complexity.ts';
import { variablesOf, type Expression } from '../../../../shared/expression/tree.ts';
import { firstRows, type FormulaData } from '../formula/formulaData.ts';
import { fitSurface, spread } from './surface.ts';

/** A power of each variable in a product has this complexity, and a constant factor the rest. */
const ofVariable = 4;
const ofConstant = 3;
const mostRows = 640;
/** Of constants that are not multiples of ½: a factor. More of them could imitate another function. */
const mostFitted = 1;
/** A surface that predicts what a formula leaves has an error below this share of it. */
const predicted = 0.995;

/**
 * Whether a formula is about as short as a formula of its variables can be, and no surface predicts what it leaves. Then another
 * formula could only follow the noise.
 */
export function isEvident(formula: Expression, data: FormulaData): boolean {
  const shortest = ofVariable * variablesOf(formula).length + ofConstant;
  const fitted = constantsOf(formula).filter(({ value }) => !Number.isInteger(2 * value));
  if (complexity(formula) > shortest || fitted.length > mostFitted) return false;
  return leavesNothing(formula, data);
}

/** Whether no surface predicts what a formula leaves. */
export function leavesNothing(formula: Expression, data: FormulaData): boolean {
  const { names, columns, rows, target, weights } = firstRows(data, mostRows);
  const values = compile(formula, names)(columns, rows);
  const left = target.map((value, row) => value - values[row]);
  const varying = columns.filter((column) => column.some((value) => value !== column[0]));
  return fitSurface(varying, left, { weights }).error > predicted * spread(left, weights);
}
