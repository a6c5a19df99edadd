/**
 * Residuals: expressions of coordinates, derivatives of the solution and unknown constants that are to be 0 at points.
 */
import { compile, type ColumnFunction } from '../../../../shared/expression/evaluate.ts';
import { differentiate } from '../../../../shared/expression/differentiate.ts';
import { simplify } from '../../../../shared/expression/simplify/simplify.ts';
import { isNumber } from '../../../../shared/expression/tree.ts';
import type { Residual, Term } from '../problem/residual.ts';
import type { LineNetwork } from '../derivatives/directional.ts';
import { linesOf } from '../derivatives/lines.ts';

/** A residual at its points. */
export interface ResidualRows {
  readonly residual: Residual;
  readonly count: number;
  /** The network's inputs at each list of points, [input][count]. */
  readonly places: readonly Float64Array[];
  /** Values of the expression's other variables, by name: coordinates at the first list of points, measured values. */
  readonly columns: Readonly<Record<string, Float64Array>>;
  /** Each row's share of the loss, before the weights of groups. */
  readonly weights: Float64Array | null;
}

interface LinePlan {
  readonly place: number;
  readonly direction: readonly number[];
  /** The highest order that a term needs. */
  readonly order: number;
  readonly shares: readonly {
    readonly term: number;
    readonly output: number;
    readonly order: number;
    readonly weight: number;
  }[];
}

/** A residual that is ready to be computed. */
export interface CompiledResidual {
  readonly value: ColumnFunction;
  /** By each term; null where it does not depend on it. */
  readonly byTerm: readonly (ColumnFunction | null)[];
  readonly byConstant: readonly (ColumnFunction | null)[];
  readonly byCurve: readonly (ColumnFunction | null)[];
  readonly lines: readonly LinePlan[];
}

/**
 * Its functions take the columns, then the terms, the unknown constants and the unknown functions.
 * @param names the columns of the expression: coordinates, further columns. @param constants the unknown ones.
 * @param sizes of the functions of the solution, as multiples of the network's outputs.
 */
export function compileResidual(
  { expression, terms, curves = [] }: Residual,
  names: readonly string[],
  constants: readonly string[],
  sizes: ArrayLike<number>,
): CompiledResidual {
  const symbols = terms.map(({ symbol }) => symbol);
  const curveSymbols = curves.map(({ symbol }) => symbol);
  const variables = [...names, ...symbols, ...constants, ...curveSymbols];
  const slope = (name: string): ColumnFunction | null => {
    const derivative = simplify(differentiate(expression, name));
    return isNumber(derivative, 0) ? null : compile(derivative, variables);
  };
  return {
    value: compile(expression, variables),
    byTerm: symbols.map(slope),
    byConstant: constants.map(slope),
    byCurve: curveSymbols.map(slope),
    lines: planLines(terms, sizes),
  };
}

/** Terms on the same line at the same points are computed together. */
function planLines(terms: readonly Term[], sizes: ArrayLike<number>): readonly LinePlan[] {
  const plans = new Map<
    string,
    { place: number; direction: readonly number[]; shares: LinePlan['shares'][number][] }
  >();
  terms.forEach(({ output, orders, place, scale = 1 }, term) => {
    const order = orders.reduce((sum, one) => sum + one, 0);
    for (const { direction, weight } of linesOf(orders)) {
      const key = `${place}|${direction.join()}`;
      const plan = plans.get(key) ?? { place, direction, shares: [] };
      plan.shares.push({ term, output, order, weight: weight * scale * sizes[output] });
      plans.set(key, plan);
    }
  });
  // Values need no line of their own where another line passes through the same points.
  for (const [key, plan] of plans) {
    if (plan.shares.some(({ order }) => order > 0)) continue;
    const other = [...plans].find(([name, { place }]) => name !== key && place === plan.place);
    if (other === undefined) continue;
    other[1].shares.push(...plan.shares);
    plans.delete(key);
  }
  return [...plans.values()].map((plan) => ({
    ...plan,
    order: Math.max(...plan.shares.map(({ order }) => order)),
  }));
}

/** The highest order of a derivative along a line that residuals need. */
export function depthOf(residuals: readonly Residual[]): number {
  const orders = residuals.flatMap(({ terms }) =>
    terms.map((term) => term.orders.reduce((sum, one) => sum + one, 0)),
  );
  return Math.max(0, ...orders);
}

/** Values of all terms, [term][count]. */
export function termValues(
  network: LineNetwork,
  theta: Float64Array,
  { lines }: CompiledResidual,
  { count, places, residual }: ResidualRows,
): Float64Array[] {
  const { depth } = network;
  const values = residual.terms.map(() => new Float64Array(count));
  for (let row = 0; row < count; row++) {
    let before = -1;
    for (const { place, direction, order, shares } of lines) {
      network.forward(theta, places[place], count, row, direction, order, place === before);
      before = place;
      for (const share of shares) {
        values[share.term][row] += share.weight * network.outputs[share.output * (depth + 1) + share.order];
      }
    }
  }
  return values;
}
