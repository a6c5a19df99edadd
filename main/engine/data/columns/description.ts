/** The description of one column: range, histogram, labels. */
import type { ColumnView, Histogram } from '../../../../shared/contract/views/data.ts';
import { spreadsOverDecades } from '../table/decades.ts';
import { summarize } from '../table/statistics.ts';
import { unitTextOf } from '../units/columnUnits.ts';
import type { Column } from '../table/table.ts';

const BINS = 40;
const MOST_LABELS = 50;
/** Distinct values are counted up to this number. */
const MOST_DISTINCT = 10_000;

/** Of a column of quantities. */
export function describeValues(column: Column): ColumnView {
  const { name, type, missing, values } = column;
  const summary = summarize(values);
  const decades = spreadsOverDecades(values);
  return {
    ...{ name, type, missing, decades, labels: [], unit: unitTextOf(column) },
    distinct: distinct(values),
    range: summary && { min: summary.min, max: summary.max, mean: summary.mean, std: summary.std },
    histogram: summary && (decades ? histogramOfLogarithms : histogram)(values, summary.min, summary.max),
  };
}

/** Of a column of labels. */
export function describeLabels(column: Column): ColumnView {
  const { name, type, missing } = column;
  const labels = labelCounts(column);
  const shown = labels.slice(0, MOST_LABELS);
  return {
    name,
    type,
    missing,
    decades: false,
    distinct: labels.length,
    range: null,
    labels: shown,
    histogram: null,
    unit: unitTextOf(column),
  };
}

/** The most frequent first. */
function labelCounts(column: Column): { label: string; count: number }[] {
  const counts = new Uint32Array(column.labels.length);
  for (const code of column.values) if (code === code) counts[code] = (counts[code] ?? 0) + 1;
  return column.labels
    .map((label, code) => ({ label, count: counts[code] ?? 0 }))
    .sort((a, b) => b.count - a.count);
}

/** At most {@link MOST_DISTINCT}. */
function distinct(values: Float64Array): number {
  const seen = new Set<number>();
  for (const value of values) {
    if (value === value) seen.add(value);
    if (seen.size >= MOST_DISTINCT) break;
  }
  return seen.size;
}

/** Bins of equal logarithms; all values are above 0. */
function histogramOfLogarithms(values: Float64Array, min: number, max: number): Histogram {
  const { edges, counts } = histogram(values.map(Math.log), Math.log(min), Math.log(max));
  return { edges: edges.map(Math.exp), counts };
}

/** Equal bins from `min` to `max`; the last one includes `max`. A single value gets one bin around it. */
export function histogram(values: Float64Array, min: number, max: number, bins = BINS): Histogram {
  if (min === max) {
    const half = Math.abs(min) * 1e-3 || 0.5;
    const count = values.reduce((sum, v) => sum + (v === min ? 1 : 0), 0);
    return { edges: Float64Array.of(min - half, max + half), counts: Uint32Array.of(count) };
  }
  const edges = Float64Array.from({ length: bins + 1 }, (_, i) => min * (1 - i / bins) + max * (i / bins));
  const counts = new Uint32Array(bins);
  // Halved where −1e308 … 1e308 would have no finite width.
  const unit = Number.isFinite(max - min) ? 1 : 0.5;
  const width = max * unit - min * unit;
  for (const value of values) {
    if (!(value >= min && value <= max)) continue;
    const bin = Math.min(bins - 1, Math.floor(((value * unit - min * unit) / width) * bins));
    counts[bin] = (counts[bin] ?? 0) + 1;
  }
  return { edges, counts };
}
