/** Residuals of rows at given numbers, and their slopes by what their expressions are made of. */
import type { ColumnFunction } from '../../../../shared/expression/evaluate.ts';
import { batchTermValues } from './batchRows.ts';
import { curveColumn, curvesAtRows, withArguments, type CurveAtRows } from './curveRows.ts';
import type { LineNetwork } from '../derivatives/directional.ts';
import { compileResidual, termValues, type CompiledResidual, type ResidualRows } from './residuals.ts';
import type { Unknowns } from './unknowns.ts';

/** Of one group of rows; undefined where the residual does not depend on it. */
export interface GroupSlopes {
  readonly values: Float64Array;
  readonly termSlopes: readonly (Float64Array | undefined)[];
  readonly constantSlopes: readonly (Float64Array | undefined)[];
  readonly curveSlopes: readonly (Float64Array | undefined)[];
  readonly atCurves: readonly CurveAtRows[];
}

export interface RowSlopes {
  readonly compiled: readonly CompiledResidual[];
  /** Values of the derivatives in one group's expression, [term][row]. */
  readonly termsAt: (theta: Float64Array, group: number) => readonly Float64Array[];
  /** [group][row] */
  readonly residuals: (theta: Float64Array) => Float64Array[];
  readonly slopesAt: (theta: Float64Array, group: number) => GroupSlopes;
}

/** @param rows the residuals of equations, conditions and measured values at their points. */
export function rowSlopes(
  network: LineNetwork,
  { constants, curves }: Unknowns,
  rows: readonly ResidualRows[],
): RowSlopes {
  const { size: inner, batch, sizes } = network;
  const compiled = rows.map(({ residual, columns }) =>
    compileResidual(residual, Object.keys(columns), constants, sizes),
  );

  const termsAt = (theta: Float64Array, group: number): Float64Array[] =>
    batch
      ? batchTermValues(batch, theta, compiled[group], rows[group])
      : termValues(network, theta, compiled[group], rows[group]);
  const argumentsOf = (
    theta: Float64Array,
    group: number,
  ): { readonly args: readonly Float64Array[]; readonly atCurves: readonly CurveAtRows[] } => {
    const { count, columns } = rows[group];
    const terms = termsAt(theta, group);
    const atCurves = curvesAtRows(curves, rows[group], terms);
    const args = [
      ...Object.values(columns),
      ...terms,
      ...constants.map((_, at) => new Float64Array(count).fill(theta[inner + at])),
      ...atCurves.map((curve) => curveColumn(curve, theta, inner, curve.order)),
    ];
    return { args, atCurves };
  };
  const residuals = (theta: Float64Array): Float64Array[] =>
    rows.map(({ count }, group) => compiled[group].value(argumentsOf(theta, group).args, count));
  /** Residuals of a group, and their slopes by what its expression is made of. */
  const slopesAt = (theta: Float64Array, group: number): GroupSlopes => {
    const { count } = rows[group];
    const { value, byTerm, byConstant, byCurve } = compiled[group];
    const { args, atCurves } = argumentsOf(theta, group);
    const slopes = (functions: readonly (ColumnFunction | null)[]): (Float64Array | undefined)[] =>
      functions.map((slope) => slope?.(args, count));
    const curveSlopes = slopes(byCurve);
    const termSlopes = withArguments(slopes(byTerm), curveSlopes, atCurves, (curve) =>
      curveColumn(curve, theta, inner, curve.order + 1),
    );
    return {
      values: value(args, count),
      termSlopes,
      constantSlopes: slopes(byConstant),
      curveSlopes,
      atCurves,
    };
  };

  return { compiled, termsAt, residuals, slopesAt };
}
