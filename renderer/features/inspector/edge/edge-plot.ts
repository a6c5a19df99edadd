/** What the plot of an edge shows, in the units that people read. Pure. */
import { bisectCenter, extent, max } from 'd3-array';
import type { EdgeNames } from '../../graph/describe.ts';
import type { EdgeDetail } from '../../../../shared/contract/views.ts';

export interface Bar {
  readonly from: number;
  readonly to: number;
  /** Share of the highest bar. */
  readonly share: number;
}

export interface EdgePlotData {
  readonly xLabel: string;
  /** In the data's own units for an edge of the first layer, else in the network's. */
  readonly x: Float64Array;
  readonly y: Float64Array;
  readonly knots: Float64Array;
  readonly bars: readonly Bar[];
  readonly xDomain: readonly [number, number];
  readonly yDomain: readonly [number, number];
}

export function edgePlotData(detail: EdgeDetail, names: EdgeNames): EdgePlotData {
  const { shift, scale } = detail.inputUnits ?? { shift: 0, scale: 1 };
  const own = (values: Float64Array): Float64Array => values.map((value) => value * scale + shift);
  const x = own(detail.x);
  const edges = own(detail.histogram.edges);
  const highest = max(detail.histogram.counts) || 1;
  return {
    xLabel: detail.inputUnits?.name ?? names.from,
    x,
    y: detail.y,
    knots: own(detail.knots),
    bars: Array.from(detail.histogram.counts, (count, index) => ({
      from: edges[index],
      to: edges[index + 1],
      share: count / highest,
    })),
    xDomain: ascending(x),
    yDomain: padded(detail.y),
  };
}

/** Index of the sample that is nearest to x. */
export function nearestSample(data: EdgePlotData, x: number): number {
  const { x: xs } = data;
  return xs[0] <= xs[xs.length - 1]
    ? bisectCenter(xs, x)
    : xs.length - 1 - bisectCenter(Array.from(xs).reverse(), x);
}

function ascending(values: Float64Array): readonly [number, number] {
  const [low = 0, high = 1] = extent(values);
  return low < high ? [low, high] : [low - 0.5, high + 0.5];
}

function padded(values: Float64Array): readonly [number, number] {
  const [low = 0, high = 0] = extent(values);
  const span = high - low;
  const room =
    span > 1e-9 * Math.max(Math.abs(low), Math.abs(high), 1e-9)
      ? span * 0.08
      : Math.max(Math.abs(low) * 0.1, 0.5);
  return [low - room, high + room];
}
