/** Whether a law has sensible values between the rows that it is fitted to, and not only at them. */
import { compile } from '../../../shared/expression/evaluate.ts';
import type { Expression } from '../../../shared/expression/tree.ts';
import { rangeOf } from '../../../shared/range.ts';
import type { FormulaData } from '../symbolic/formula/formulaData.ts';

/** Points between the rows at which a law must have a value. */
const between = 400;
/** A law may leave the range of the target between the rows by so many times this range. */
const mostBeyond = 1;

/**
 * Whether a law stays near the target at the rows, and between them along each column beside the means of the others.
 * @param target of the rows that the law is fitted to. @param data all rows
 */
export function staysNear(
  expression: Expression,
  target: Float64Array,
  { names, columns, rows }: FormulaData,
): boolean {
  const [least, most] = rangeOf(target);
  const beyond = mostBeyond * (most - least);
  const isNear = (value: number): boolean => value >= least - beyond && value <= most + beyond;
  const law = compile(expression, names);
  const means = columns.map((column) => column.reduce((sum, value) => sum + value, 0) / column.length);
  const alongColumn = (column: number): Float64Array => {
    const [low, high] = rangeOf(columns[column]);
    const at = means.map((mean, other) =>
      Float64Array.from({ length: between }, (_, i) =>
        other === column ? low + ((high - low) * i) / (between - 1) : mean,
      ),
    );
    return law(at, between);
  };
  return [law(columns, rows), ...[...columns.keys()].map(alongColumn)].every((values) =>
    values.every(isNear),
  );
}
