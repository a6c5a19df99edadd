/** What a window shows of a table: ranges, histograms, labels and a first choice of roles. */
import type { ColumnView, Histogram, TableView } from '../../../../shared/contract/views.ts';
import { MOST_INPUT_LABELS } from '../../../../shared/contract/limits.ts';
import { summarize } from './statistics.ts';
import type { Column, Table } from './table.ts';

const BINS = 40;
const MOST_LABELS = 50;
/** Distinct values are counted up to here. */
const MOST_DISTINCT = 10_000;

export function describeTable(table: Table): TableView {
  const columns = table.columns.map((column) => describeColumn(column, table.rows));
  const targets = suggestTarget(columns, table.rows);
  return {
    fileName: table.fileName,
    rows: table.rows,
    format: table.format,
    columns,
    issues: table.issues,
    suggestedTargets: targets,
    suggestedInputs: columns
      .filter((c) => isUsableInput(c) && !isSparse(c, table.rows) && !targets.includes(c.name))
      .map((c) => c.name),
  };
}

function describeColumn(column: Column, rows: number): ColumnView {
  const { name, type, missing } = column;
  if (type === 'text')
    return { name, type, missing, distinct: rows - missing, range: null, labels: [], histogram: null };
  if (type === 'category') {
    const labels = labelCounts(column);
    const shown = labels.slice(0, MOST_LABELS);
    return { name, type, missing, distinct: labels.length, range: null, labels: shown, histogram: null };
  }
  const summary = summarize(column.values);
  return {
    name,
    type,
    missing,
    distinct: distinct(column.values),
    range: summary && { min: summary.min, max: summary.max, mean: summary.mean, std: summary.std },
    labels: [],
    histogram: summary && histogram(column.values, summary.min, summary.max),
  };
}

/** By falling count. */
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

/**
 * The last column, where it can be one: numbers, yes and no, or a few labels, that vary, in at least half of the rows. Else
 * the last such column of numbers; without one, the last that varies or has any values.
 */
function suggestTarget(columns: readonly ColumnView[], rows: number): string[] {
  const last = columns.at(-1);
  if (last !== undefined && last.type !== 'date' && isUsableInput(last) && !isSparse(last, rows))
    return [last.name];
  const numeric = columns.filter((c) => c.type === 'number' && c.range !== null);
  const varying = numeric.filter((c) => c.distinct > 1);
  const target = varying.findLast((c) => !isSparse(c, rows)) ?? varying.at(-1) ?? numeric.at(-1);
  return target === undefined ? [] : [target.name];
}

function isUsableInput(column: ColumnView): boolean {
  if (column.type === 'text' || column.distinct < 2) return false;
  return column.type !== 'category' || column.distinct <= MOST_INPUT_LABELS;
}

/** Lacks more values than it has: remarks, say. Rows with gaps may be left out, so that it would cost most of the table. */
function isSparse({ missing }: ColumnView, rows: number): boolean {
  return 2 * missing > rows;
}
