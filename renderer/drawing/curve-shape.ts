/** The shape of an edge's function, without its units. Pure. */
import type { CurvesView, ModelView } from '../../shared/contract/views/network.ts';
import type { EdgeRef } from '../../shared/refs.ts';
import { foldedEdges, isCategory, type FoldedEdge } from './folded.ts';
import { edgeId } from './layout.ts';

/**
 * A curve scaled to fill its frame: 0 at the bottom, 1 at the top. Where a curve varies only by rounding errors, it
 * becomes a horizontal line in the middle, so that no noise is enlarged.
 */
export function normalizeCurve(y: ArrayLike<number>): Float32Array {
  let low = Infinity;
  let high = -Infinity;
  for (let i = 0; i < y.length; i++) {
    low = Math.min(low, y[i]);
    high = Math.max(high, y[i]);
  }
  const span = high - low;
  const level = !(span > 1e-6 * Math.max(Math.abs(low), Math.abs(high), 1e-9));
  return Float32Array.from(y, (value) => (level ? 0.5 : (value - low) / span));
}

/** The curve of an edge of the network, over its range of inputs; null until it is known. */
export type CurveOf = (edge: EdgeRef) => ArrayLike<number> | null | undefined;

/**
 * The shape of an edge as it is shown, scaled to its frame: its curve, or of a category the value of each label.
 * @returns null until it is known
 */
export function edgeShape(folded: FoldedEdge, curveOf: CurveOf): Float32Array | null {
  if (isCategory(folded)) {
    const values = labelValues(folded, curveOf);
    return values.every(Number.isNaN) ? null : normalizeCurve(values.map((value) => value || 0));
  }
  const curve = curveOf(folded.parts[0].edge);
  return curve ? normalizeCurve(curve) : null;
}

/** The shapes of all edges that are shown, by the ids of their plots; those that are not known yet are left out. */
export function edgeShapes(model: ModelView, { curves }: CurvesView): ReadonlyMap<string, Float32Array> {
  const sent = new Map(curves.map((curve) => [edgeId(curve), curve.y]));
  return new Map(
    foldedEdges(model).flatMap((folded) => {
      const shape = edgeShape(folded, (edge) => sent.get(edgeId(edge)));
      return shape ? [[edgeId(folded.edge), shape] as const] : [];
    }),
  );
}

/**
 * What each label of a category gives: the end of its curve less its beginning, because its input is 0 or 1. A pruned
 * label gives 0; NaN where a curve is not known yet.
 */
export function labelValues({ parts }: Pick<FoldedEdge, 'parts'>, curveOf: CurveOf): readonly number[] {
  return parts.map(({ edge }) => {
    if (edge.kind === 'removed') return 0;
    const curve = curveOf(edge);
    return curve && curve.length > 0 ? curve[curve.length - 1] - curve[0] : NaN;
  });
}

/** A bar in a frame of width and height 1, y upwards. */
export interface Bar {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** No bar is lower: one that cannot be seen looks like a label that is missing. */
const LOWEST_BAR = 0.04;

/** A bar for each label, up or down from the mean of all. @param shape of a category, see {@link edgeShape} */
export function labelBars(shape: ArrayLike<number>): readonly Bar[] {
  const values = Array.from(shape);
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const step = 1 / values.length;
  return values.map((value, label) => {
    const height = Math.max(LOWEST_BAR, Math.abs(value - mean));
    return { x: (label + 0.1) * step, y: value < mean ? mean - height : mean, width: 0.8 * step, height };
  });
}
