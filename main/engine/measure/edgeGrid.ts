/** Points at which an edge function is drawn. */
import { knotCount, type Layer } from '../kan/model.ts';

/** Points of the curve in the inspector. */
const detailPoints = 257;

/** How far a curve is drawn beyond the rows, as a share of their range. */
const margin = 0.05;

/**
 * Over the range of the edge's input, and a little more where the grid goes on. An input that does not vary has the
 * whole grid.
 * @param low, high range of its input.
 */
export function detailGrid(layer: Layer, input: number, low: number, high: number): Float64Array {
  const knots = innerKnots(layer, input);
  const [first, last] = [knots[0], knots[layer.grid]];
  if (!(high > low)) return equalSteps(Math.min(low, first), Math.max(high, last), detailPoints);
  const room = margin * (high - low);
  return equalSteps(
    Math.min(low, Math.max(first, low - room)),
    Math.max(high, Math.min(last, high + room)),
    detailPoints,
  );
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
