/** What the checks need to know of the values of one column. */
import { columnTypeFacts } from '../../../../shared/contract/columnTypes.ts';
import { summarize } from '../table/statistics.ts';
import type { Column } from '../table/table.ts';
import { sentinelDatesIn, sentinelsIn, type Extent } from './sentinelValues.ts';

/** Values that quartiles are taken from; more are sampled evenly. */
const mostSorted = 20_000;

export interface ColumnFacts extends Extent {
  /** Numbers or dates that stand for a missing value. */
  readonly sentinels: readonly number[];
  /** The other values in ascending order, at most {@link mostSorted}, evenly from all rows. */
  readonly sorted: Float64Array;
}

/** What the checks need to know of a column; NaN for the range of one without values. */
export function columnFacts(column: Column): ColumnFacts {
  const summary = summarize(column.values);
  if (summary === null) return { count: 0, min: NaN, max: NaN, sentinels: [], sorted: new Float64Array(0) };
  const sentinels = sentinelsOf(column, summary);
  const step = Math.max(1, Math.floor(column.values.length / mostSorted));
  const sorted = column.values
    .filter((value, row) => row % step === 0 && Number.isFinite(value) && !sentinels.includes(value))
    .sort();
  return { count: summary.count, min: summary.min, max: summary.max, sentinels, sorted };
}

function sentinelsOf({ type, values }: Column, extent: Extent): readonly number[] {
  const { holds } = columnTypeFacts[type];
  if (holds === 'quantities') return sentinelsIn(values, extent);
  return holds === 'times' ? sentinelDatesIn(values, extent) : [];
}

/** The value below which this share of the sorted values lie. */
export function quantile(sorted: Float64Array, share: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? NaN;
}
