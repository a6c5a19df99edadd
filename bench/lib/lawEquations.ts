/** The 100 equations of the Feynman set as published (Udrescu and Tegmark, "AI Feynman", 2020), in their own ranges. */
import { complexity } from '../../shared/expression/complexity.ts';
import { evaluate } from '../../shared/expression/evaluate.ts';
import { parseExpression } from '../../shared/expression/parse.ts';
import { simplify } from '../../shared/expression/simplify/simplify.ts';
import equations from '../data/feynman.json';
import type { Equation } from '../feynman.ts';

export interface LawEquation extends Equation {
  readonly complexity: number;
}

/**
 * @param dummies columns added to each that do not matter, from 1 to 5.
 * @param withUnits whether the columns and the target have their units
 */
export function lawEquations(dummies: number, withUnits = false): readonly LawEquation[] {
  return equations.map(({ name, formula, ranges, units }) => {
    const names = ranges.map(([variable]) => String(variable));
    const tree = parseExpression(formula, names);
    return {
      name,
      formula,
      complexity: complexity(simplify(tree)),
      ranges: [
        ...ranges.map(([, low, high]) => [Number(low), Number(high)] as const),
        ...Array.from({ length: dummies }, () => [1, 5] as const),
      ],
      ...(withUnits && {
        units: [...units.slice(0, -1), ...Array.from({ length: dummies }, () => ''), ...units.slice(-1)],
      }),
      value: (...x) => evaluate(tree, Object.fromEntries(names.map((variable, i) => [variable, x[i]]))),
    };
  });
}
