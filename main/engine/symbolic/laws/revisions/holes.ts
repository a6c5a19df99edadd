/** The places of a formula where another expression can stand, and what should stand there according to the rows. */
import { compile } from '../../../../../shared/expression/evaluate.ts';
import { differentiate } from '../../../../../shared/expression/differentiate.ts';
import {
  operands,
  product,
  sum,
  variable,
  withOperands,
  type Expression,
} from '../../../../../shared/expression/tree.ts';
import type { FormulaData } from '../../formula/formulaData.ts';

export interface Hole {
  /** What stands there now. */
  readonly node: Expression;
  /** The whole formula with another expression there; not simplified. */
  readonly put: (replacement: Expression) => Expression;
}

/** A name that no column of a file can have. */
const placeholder = '\0hole';

/** Every part of a formula but its numbers; the whole first. Of sums and products, also all terms or factors but one. */
export function holesOf(expression: Expression): Hole[] {
  const found: Hole[] = [];
  const visit = (node: Expression, put: Hole['put']): void => {
    if (node.kind === 'number') return;
    found.push({ node, put });
    const parts = operands(node);
    parts.forEach((part, at) => {
      visit(part, (replacement) => put(withOperands(node, parts.with(at, replacement))));
    });
    if ((node.kind === 'sum' || node.kind === 'product') && parts.length > 2) {
      const join = node.kind === 'sum' ? sum : product;
      for (const [at, part] of parts.entries()) {
        const others = parts.filter((_, i) => i !== at);
        if (others.every(({ kind }) => kind === 'number')) continue;
        found.push({ node: join(others), put: (replacement) => put(join([part, replacement])) });
      }
    }
  };
  visit(expression, (replacement) => replacement);
  return found;
}

/** What should stand in a hole, to first order: Σ w·(z − g)² is the sum of squares that g leaves. */
export interface Wanted {
  /** The values of what stands there now. */
  readonly present: Float64Array;
  readonly z: Float64Array;
  readonly w: Float64Array;
}

/** A row on which the formula hardly depends on the hole says nothing about what should stand there. */
const flat = 1e-6;

/** Null where the formula does not depend on the hole, or a value is not finite. */
export function wantedIn({ node, put }: Hole, data: FormulaData): Wanted | null {
  const { names, columns, rows, target, weights } = data;
  const whole = put(variable(placeholder));
  const present = compile(node, names)(columns, rows);
  const all = [...names, placeholder];
  const inputs = [...columns, present];
  const values = compile(whole, all)(inputs, rows);
  const slopes = compile(differentiate(whole, placeholder), all)(inputs, rows);
  const steepest = slopes.reduce((most, slope) => Math.max(most, Math.abs(slope)), 0);
  if (!(steepest > 0) || !Number.isFinite(steepest)) return null;
  const z = new Float64Array(rows);
  const w = new Float64Array(rows);
  for (let row = 0; row < rows; row++) {
    const slope = slopes[row];
    const isFlat = Math.abs(slope) < flat * steepest;
    z[row] = present[row] + (isFlat ? 0 : (target[row] - values[row]) / slope);
    w[row] = isFlat ? 0 : slope * slope * (weights?.[row] ?? 1);
    if (!Number.isFinite(z[row]) || !Number.isFinite(w[row])) return null;
  }
  return { present, z, w };
}
