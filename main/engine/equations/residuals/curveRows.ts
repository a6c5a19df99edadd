/** Unknown functions at the rows of a residual. */
import type { ResidualRows } from './residuals.ts';
import { curveBases, curveValue, scaledArgument, type CurveBases, type CurveSpline } from './unknowns.ts';

/** One unknown function (or a derivative of it) at the rows of a residual. */
export interface CurveAtRows {
  readonly curve: CurveSpline;
  readonly order: number;
  /** The residual's term that is its argument; null where its argument is a coordinate. */
  readonly term: number | null;
  readonly bases: CurveBases;
}

/** @param terms values of the residual's terms, [term][row] */
export function curvesAtRows(
  curves: readonly CurveSpline[],
  { residual, places, count }: ResidualRows,
  terms: readonly Float64Array[],
): readonly CurveAtRows[] {
  return (residual.curves ?? []).map(({ curve: index, order, place, term }) => {
    const curve = curves[index];
    const z =
      curve.coordinate === null
        ? scaledArgument(curve, terms[term!])
        : places[place].subarray(curve.coordinate * count, (curve.coordinate + 1) * count);
    return { curve, order, term, bases: curveBases(curve, z, order + 1) };
  });
}

/** Values of a derivative at all rows. @param from place of the first unknown number in θ */
export function curveColumn(
  { curve, bases }: CurveAtRows,
  theta: Float64Array,
  from: number,
  order: number,
): Float64Array {
  return Float64Array.from(bases.first, (_, row) => curveValue(curve, bases, theta, from, row, order));
}

/**
 * The slopes of a residual by its terms, with what they change through the arguments of unknown functions.
 * @param derivative of an unknown function by its argument, at all rows
 */
export function withArguments(
  slopes: readonly (Float64Array | undefined)[],
  curveSlopes: readonly (Float64Array | undefined)[],
  atCurves: readonly CurveAtRows[],
  derivative: (curve: CurveAtRows) => Float64Array,
): readonly (Float64Array | undefined)[] {
  const all = [...slopes];
  atCurves.forEach((curve, index) => {
    const slope = curveSlopes[index];
    if (curve.term === null || slope === undefined) return;
    const before = all[curve.term];
    all[curve.term] = derivative(curve).map((value, row) => (before?.[row] ?? 0) + slope[row] * value);
  });
  return all;
}

/**
 * Adds the slope of one row by the coefficients of an unknown function. @param slope by the function's value
 * @returns the place of the first coefficient that it depends on
 */
export function addCurveSlope(
  { curve, bases, order }: CurveAtRows,
  row: number,
  slope: number,
  into: Float64Array,
  from: number,
): number {
  const first = from + curve.at + bases.first[row];
  const place = (row * (bases.depth + 1) + order) * bases.width;
  for (let r = 0; r < bases.width; r++) into[first + r] += slope * bases.values[place + r];
  return first;
}
