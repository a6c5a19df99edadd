/** Parts of a formula that do not vary over the rows. */
import { compile } from '../../../../shared/expression/evaluate.ts';
import { number, operands, withOperands, type Expression } from '../../../../shared/expression/tree.ts';
import type { FormulaData } from '../formula/formulaData.ts';

/** Values vary where they differ by more than this share. */
const varies = 1e-10;

/** The formula with a number for each part that has the same value at all rows, as tanh(15 + x) has for every x > 0. */
export function withoutConstantParts(formula: Expression, data: FormulaData): Expression {
  const parts = operands(formula);
  if (parts.length === 0) return formula;
  const value = constantValue(formula, data);
  if (value !== null) return number(value);
  return parts.reduce((whole, part, at) => {
    const plain = withoutConstantParts(part, data);
    return plain === part ? whole : withOperands(whole, operands(whole).with(at, plain));
  }, formula);
}

function constantValue(formula: Expression, { names, columns, rows }: FormulaData): number | null {
  const values = compile(formula, names)(columns, rows);
  const [first] = values;
  return values.every((value) => Math.abs(value - first) <= varies * Math.abs(first)) ? first : null;
}
