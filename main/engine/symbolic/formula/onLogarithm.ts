/** Formulas of networks that were fitted to the logarithm of the target: what their constants' errors follow from. */
import { compile } from '../../../../shared/expression/evaluate.ts';
import { call, operands, type Expression } from '../../../../shared/expression/tree.ts';
import type { FormulaData } from './formulaData.ts';

export interface OnLogarithm {
  /** The logarithm of the formula, with the same constants in the same order. */
  readonly expression: Expression;
  /** Rows with the logarithm of the target. */
  readonly data: FormulaData;
}

/**
 * The formula and its rows on the scale of the fit. The factor by which the network has the mean of the target (`targetScale.ts` of the ladder) is no
 * part of that fit: the mean error of the logarithm is taken from the target. Uncertainties of the rows are divided by the values.
 * @returns null where the target or the formula is not positive on all rows.
 */
export function onLogarithm(formula: Expression, data: FormulaData): OnLogarithm | null {
  const { names, columns, rows, target } = data;
  const values = compile(formula, names)(columns, rows);
  if (!target.every((value) => value > 0) || !values.every((value) => value > 0)) return null;
  const weights =
    data.uncertain && data.weights
      ? data.weights.map((weight, row) => weight * target[row] ** 2)
      : data.weights;
  let [sum, total] = [0, 0];
  target.forEach((value, row) => {
    const weight = weights?.[row] ?? 1;
    sum += weight * Math.log(value / values[row]);
    total += weight;
  });
  const logs = target.map((value) => Math.log(value) - sum / total);
  return { expression: call('log', formula), data: { ...data, target: logs, weights } };
}

/** The formula of which this is the logarithm. */
export function offLogarithm(logarithm: Expression): Expression {
  return operands(logarithm)[0];
}
