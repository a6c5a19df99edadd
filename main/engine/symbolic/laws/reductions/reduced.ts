/**
 * A problem with smooth surfaces through its rows: their slopes suggest reductions, and their errors show whether a
 * reduction is correct.
 */
import type { FormulaData } from '../../formula/formulaData.ts';
import type { Problem } from '../problem.ts';
import { fitSurface, spread, type Surface } from '../surface.ts';

/** A reduction may raise the leave-one-out error by this factor. */
const tolerated = 1.02;
/** That of the kind of surface that fits better, by this factor at most: in few rows the other kind may not show a column. */
const mostRise = 1.15;
/** The larger error tells of a reduction as well where it is at most this many times the smaller one. */
const telling = 10;
/** Errors below this share of the spread are rounding errors. */
export const rounding = 1e-9;
const mostRows = 640;

/** A problem with its surfaces. */
export interface Reduced {
  readonly problem: Problem;
  readonly surfaces: Surfaces;
  /** The least leave-one-out error of a surface through the target, as a share of the spread. */
  readonly error: number;
}

/** Smooth surfaces through the rows of a problem. */
export interface Surfaces {
  /** Through the target; the better of columns and logarithms of columns first. */
  readonly plain: readonly Surface[];
  /** Through the target's logarithm; none where it is not positive. */
  readonly logarithmic: readonly Surface[];
  /** Least leave-one-out errors, as shares of the spread. */
  readonly plainError: number;
  readonly logarithmicError: number;
}

/** Fits the surfaces of a problem. */
export function reducedTo(problem: Problem): Reduced {
  const surfaces = surfacesOf(problem);
  return { problem, surfaces, error: surfaces.plainError };
}

function surfacesOf({ groups, target, weights, factor, data }: Problem): Surfaces {
  const rows = Math.min(mostRows, target.length);
  const cut = (values: Float64Array): Float64Array => values.subarray(0, rows);
  const columns = groups.map(({ values }) => cut(values));
  const positive = columns.map((column) => column.every((value) => value > 0));
  const choices = positive.some(Boolean) ? [positive.map(() => false), positive] : [positive];
  const some = cut(target);
  const someWeights = weights && cut(weights);
  const plain = choices
    .map((logarithmic) => fitSurface(columns, some, { weights: someWeights, logarithmic }))
    .sort((one, other) => one.error - other.error);
  // The spread of the data's own target, so that errors of problems with different factors can be compared.
  const scale =
    spread(cut(data.target), data.weights && cut(data.weights)) * meanRoot(cut(factor.values), data.weights);
  const sign = some[0] > 0 ? 1 : -1;
  const logs = some.map((value) => Math.log(sign * value));
  const usable = logs.every(Number.isFinite);
  const logWeights = logWeightsOf(data);
  const logarithmic = usable
    ? choices
        .map((logarithmicColumns) =>
          fitSurface(columns, logs, {
            weights: logWeights && cut(logWeights),
            logarithmic: logarithmicColumns,
          }),
        )
        .sort((one, other) => one.error - other.error)
    : [];
  const logSpread = usable ? spread(cut(data.target.map((value) => Math.log(Math.abs(value)))), null) : 1;
  return {
    plain,
    logarithmic,
    plainError: plain[0].error / scale,
    logarithmicError: (logarithmic.at(0)?.error ?? Infinity) / logSpread,
  };
}

/** The weights of errors of log |y|; where y has uncertainties s, those of its logarithm are s/|y|, to first order. */
function logWeightsOf({ weights, uncertain, inShares, target }: FormulaData): Float64Array | null {
  if (inShares || weights === null) return null;
  return uncertain ? weights.map((weight, row) => weight * target[row] ** 2) : weights;
}

/** Errors of F are weighted by the square of the factor; this scales their mean to the target's unit. */
function meanRoot(factor: Float64Array, weights: Float64Array | null): number {
  let total = 0;
  let weight = 0;
  factor.forEach((value, row) => {
    const w = weights?.[row] ?? 1;
    total += w;
    weight += w * value * value;
  });
  return Math.sqrt(total / weight);
}

/**
 * Whether a surface in the fewer variables fits as well as before, through the target or through its logarithm. A kind that fits
 * far worse than the other tells nothing.
 */
export function isNoWorse(child: Surfaces, parent: Surfaces): boolean {
  const [after, least] =
    parent.plainError < parent.logarithmicError
      ? [child.plainError, parent.plainError]
      : [child.logarithmicError, parent.logarithmicError];
  if (after > Math.max(mostRise * least, rounding)) return false;
  const fits = (error: number, before: number): boolean =>
    before <= telling * least && error <= Math.max(tolerated * before, rounding);
  return fits(child.plainError, parent.plainError) || fits(child.logarithmicError, parent.logarithmicError);
}

/** The least error of all surfaces, as a share of the spread. */
export function leastError({ surfaces }: Reduced): number {
  return Math.min(surfaces.plainError, surfaces.logarithmicError);
}

/** The best surface of the target and that of its logarithm, the better first. */
export function bestSurfaces({ surfaces }: Reduced): Surface[] {
  const { plain, logarithmic, plainError, logarithmicError } = surfaces;
  return logarithmicError < plainError ? [logarithmic[0], plain[0]] : [plain[0], ...logarithmic.slice(0, 1)];
}
