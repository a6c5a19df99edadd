/** The parts of a formula that depend on one variable alone. */
import {
  operands,
  product,
  sum,
  variablesOf,
  withOperands,
  type Expression,
} from '../../../../shared/expression/tree.ts';

export interface Part {
  readonly variable: string;
  readonly expression: Expression;
  /** The whole formula with another expression in place of the part; not simplified. */
  readonly put: (replacement: Expression) => Expression;
}

/**
 * The largest parts of one variable each: whole operands, and the factors of a product or the terms of a sum that have
 * the same variable, taken together (in a·sin(t)·b·exp(−t) the part of t is sin(t)·exp(−t)). Numbers next to them
 * belong to no part.
 */
export function partsOf(expression: Expression): Part[] {
  return partsIn(expression, (whole) => whole);
}

function partsIn(node: Expression, put: Part['put']): Part[] {
  const names = variablesOf(node);
  if (names.length === 0) return [];
  if (names.length === 1) return [{ variable: names[0], expression: node, put }];
  if (node.kind === 'sum' || node.kind === 'product') return partsOfMany(node, put);
  const inner = operands(node);
  return inner.flatMap((operand, at) =>
    partsIn(operand, (replacement) => put(withOperands(node, inner.with(at, replacement)))),
  );
}

function partsOfMany(node: Expression, put: Part['put']): Part[] {
  const join = node.kind === 'sum' ? sum : product;
  const all = operands(node);
  const groups = new Map<string, Expression[]>();
  const parts: Part[] = [];
  for (const [at, operand] of all.entries()) {
    const names = variablesOf(operand);
    if (names.length === 1) groups.set(names[0], [...(groups.get(names[0]) ?? []), operand]);
    else parts.push(...partsIn(operand, (replacement) => put(join(all.with(at, replacement)))));
  }
  for (const [variable, members] of groups) {
    const others = all.filter((operand) => !members.includes(operand));
    parts.push({
      variable,
      expression: join(members),
      put: (replacement) => put(join([...others, replacement])),
    });
  }
  return parts;
}
