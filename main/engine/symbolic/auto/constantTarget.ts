/** A target that is the same in every row: its formula is a number. */
import { number } from '../../../../shared/expression/tree.ts';
import { constantModel } from '../formula/constantModel.ts';
import { finishFormula } from '../formula/finish.ts';
import type { FormulaData } from '../formula/formulaData.ts';
import type { Discovery } from './discoverTask.ts';
import type { Found } from './front.ts';
import type { SearchData } from './searchData.ts';

/** True where the target does not vary by more than rounding. */
export function isConstant({ target, rows }: FormulaData): boolean {
  const largest = target.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  return target.every((value) => Math.abs(value - target[0]) <= 8 * Number.EPSILON * largest) || rows === 0;
}

/** That number as the only formula. */
export async function* constantOnly(search: SearchData): AsyncGenerator<Discovery, readonly Found[]> {
  const { context, train, validation } = search;
  const value = train.target[0] ?? 0;
  const formula = await finishFormula(number(value), train, validation);
  const model = constantModel(value, context.dataset.encoding, 0);
  const formulas = formula === null ? [] : [{ ...formula, model }];
  yield { formulas, note: 'The target is the same in every row: the formula is that number.' };
  return formulas;
}
