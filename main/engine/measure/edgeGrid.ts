/** Points at which an edge function is drawn. */
import { knotCount, type Layer } from '../kan/model.ts';

/** Points of the curve in the inspector. */
const detailPoints = 257;

/** Evenly spaced points nearer to a corner than this share of their distance are left out. */
const nearCorner = 0.25;

/** How far a curve is drawn beyond the rows, as a share of their range. */
const margin = 0.05;

/**
 * Over the range of the edge's input, and a little more where the grid goes on. An input that does not vary has the
 * whole grid. Of a polygon (order 1) each corner is one of the points: between them it is straight.
 * @param low, high range of its input.
 */
export function detailGrid(layer: Layer, input: number, low: number, high: number): Float64Array {
  const knots = innerKnots(layer, input);
  const [first, last] = [knots[0], knots[layer.grid]];
  const corners = layer.order === 1 ? knots : new Float64Array();
  if (!(high > low))
    return withCorners(equalSteps(Math.min(low, first), Math.max(high, last), detailPoints), corners);
  const room = margin * (high - low);
  const steps = equalSteps(
    Math.min(low, Math.max(first, low - room)),
    Math.max(high, Math.min(last, high + room)),
    detailPoints,
  );
  return withCorners(steps, corners);
}

/** Evenly spaced points and the corners between their ends, ascending. Both ends stay as they are. */
export function withCorners(steps: Float64Array, corners: Float64Array): Float64Array {
  const [first, last] = [steps[0], steps[steps.length - 1]];
  const near = (nearCorner * (last - first)) / (steps.length - 1);
  const inside = corners.filter((corner) => corner > first && corner < last);
  if (inside.length === 0) return steps;
  let next = 0;
  const others = steps.filter((x) => {
    while (next < inside.length && inside[next] < x - near) next++;
    return x === first || x === last || next === inside.length || inside[next] > x + near;
  });
  return Float64Array.of(...others, ...inside).sort();
}

/** The knots from one end of the grid to the other, without those that lie beyond. */
export function innerKnots(layer: Layer, input: number): Float64Array {
  const start = input * knotCount(layer) + layer.order;
  return layer.knots.slice(start, start + layer.grid + 1);
}

/** `points` values from `low` to `high`, both included. */
export function equalSteps(low: number, high: number, points: number): Float64Array {
  const last = points - 1;
  // The ends are exact: low + (high − low) need not be high.
  return Float64Array.from({ length: points }, (_, i) =>
    i === last ? high : low + ((high - low) * i) / last,
  );
}
