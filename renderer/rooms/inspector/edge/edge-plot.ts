/** What the plot of an edge shows, in the units of the data where the edge has them. Pure. */
import { bisectCenter, extent, max } from 'd3-array';
import type { EdgeDetail } from '../../../../shared/contract/views/inspected.ts';
import { paddedRange } from '../../../ui/chart/axis.ts';
import type { EdgeNames } from '../../../drawing/describe.ts';
import { factorOf, ownValue, unitOfValues } from './units.ts';

export interface Bar {
  readonly from: number;
  readonly to: number;
  /** Share of the highest bar. */
  readonly share: number;
}

export interface EdgePlotData {
  readonly xLabel: string;
  /** In the data's units for an edge of the first layer, else in the network's. */
  readonly x: Float64Array;
  /** In the unit of the target, where the edge leads to one, else in the network's. */
  readonly y: Float64Array;
  /** The unit of y; '' for none. */
  readonly unit: string;
  /** Half the width of the 95 % band of y; null where it was not estimated. */
  readonly band: Float64Array | null;
  /** dy/dx, for x as the plot shows it. */
  readonly slope: Float64Array;
  readonly knots: Float64Array;
  readonly bars: readonly Bar[];
  readonly xDomain: readonly [number, number];
  /** Where the training rows are. */
  readonly range: readonly [number, number];
  /** See {@link EdgeDetail.toTarget}. */
  readonly toTarget: EdgeDetail['toTarget'];
}

/** Other curves may make the axis longer by at most this many times the height of the edge's own curve. */
const WIDENED_BY = 0.6;

export function edgePlotData(detail: EdgeDetail, names: EdgeNames): EdgePlotData {
  const own = (values: Float64Array): Float64Array =>
    values.map((value) => ownValue(value, detail.inputUnits));
  const x = own(detail.x);
  const edges = own(detail.histogram.edges);
  const highest = max(detail.histogram.counts) || 1;
  const scale = detail.inputUnits?.scale ?? 1;
  const factor = factorOf(detail);
  return {
    xLabel: detail.inputUnits?.name ?? names.from,
    x,
    y: scaled(detail.y, factor),
    unit: unitOfValues(detail, names.to),
    toTarget: detail.toTarget,
    band: detail.band && scaled(detail.band, Math.abs(factor)),
    slope: scaled(detail.derivative, factor / scale),
    knots: own(detail.knots),
    bars: Array.from(detail.histogram.counts, (count, index) => ({
      from: edges[index],
      to: edges[index + 1],
      share: count / highest,
    })),
    xDomain: ascending(x),
    range: ascending(own(Float64Array.from(detail.range))),
  };
}

/** The range of y: the edge's own curve, and as much of the others as leaves it readable. */
export function heightOf(y: Float64Array, others: readonly Float64Array[]): readonly [number, number] {
  const [low, high] = paddedRange([y], 0.08);
  const [least, most] = paddedRange([y, ...others], 0.08);
  const room = (high - low) * WIDENED_BY;
  return [Math.max(least, low - room), Math.min(most, high + room)];
}

/** All values times a number. */
export function scaled(values: Float64Array, factor: number): Float64Array {
  return factor === 1 ? values : values.map((value) => factor * value);
}

/** a − b, sample by sample. */
export function difference(a: Float64Array, b: Float64Array): Float64Array {
  return a.map((value, i) => value - b[i]);
}

/** Index of the sample that is nearest to x. */
export function nearestSample({ x: xs }: Pick<EdgePlotData, 'x'>, x: number): number {
  return xs[0] <= xs[xs.length - 1]
    ? bisectCenter(xs, x)
    : xs.length - 1 - bisectCenter(Array.from(xs).reverse(), x);
}

/** The part of values over x that lies in a range. */
export function within(
  values: Float64Array,
  x: Float64Array,
  [low, high]: readonly [number, number],
): Float64Array {
  return values.filter((_, i) => x[i] >= low && x[i] <= high);
}

/** The values, NaN where x is outside a range. */
export function onlyWithin(
  values: Float64Array,
  x: Float64Array,
  [low, high]: readonly [number, number],
): Float64Array {
  return values.map((value, i) => (x[i] >= low && x[i] <= high ? value : NaN));
}

function ascending(values: Float64Array): readonly [number, number] {
  const [low = 0, high = 1] = extent(values);
  return low < high ? [low, high] : [low - 0.5, high + 0.5];
}
