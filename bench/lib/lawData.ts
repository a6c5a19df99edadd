/** Data sets in memory for the search for formulas, scaled as the app scales tables. */
import type { Dataset, Split } from '../../main/engine/data/dataset/dataset.ts';
import { spreadsOverDecades } from '../../main/engine/data/table/decades.ts';
import { fromUnits, inputScaling, safeScaling, type Scaling } from '../../main/engine/data/table/scaling.ts';
import { summarize } from '../../main/engine/data/table/statistics.ts';

export interface Sample {
  readonly names: readonly string[];
  readonly columns: readonly Float64Array[];
  readonly target: Float64Array;
  /** Of the columns, then of the target; absent where they have none. */
  readonly units?: readonly string[];
}

/** How many rows each split has, in this order; the sample has as many rows. */
export interface Counts {
  readonly train: number;
  readonly validation: number;
  readonly test: number;
}

export function lawDataset({ names, columns, target, units }: Sample, counts: Counts): Dataset {
  const rows = Uint32Array.from(target, (_, row) => row);
  const scalings = columns.map((column) =>
    inputScaling(column, rows, 'range', spreadsOverDecades(column) ? 'log' : 'linear'),
  );
  const targetScaling = scalingOfTarget(target, rows);
  const scaled = (values: Float64Array, scaling: Scaling, from: number, count: number): number[] =>
    Array.from(values.subarray(from, from + count), (value) => fromUnits(scaling, value));
  const split = (from: number, count: number): Split => ({
    rows: count,
    inputs: Float64Array.from(columns.flatMap((column, i) => scaled(column, scalings[i], from, count))),
    targets: Float64Array.from(scaled(target, targetScaling, from, count)),
    weights: null,
    tableRows: Uint32Array.from({ length: count }, (_, i) => from + i),
  });
  const unitOf = (i: number): { unit?: string } => (units ? { unit: units[i] } : {});
  return {
    encoding: {
      task: 'regression',
      features: scalings.map((scaling, i) => ({
        name: names[i],
        column: names[i],
        label: null,
        scaling,
        fill: null,
        ...unitOf(i),
      })),
      outputs: [{ name: 'y', scaling: targetScaling, ...unitOf(columns.length) }],
      targets: ['y'],
      classes: [],
    },
    train: split(0, counts.train),
    validation: split(counts.train, counts.validation),
    test: split(counts.train + counts.validation, counts.test),
    dropped: 0,
    notes: [],
  };
}

/** Values over decades are not shifted: the small ones would lose their digits beside the mean. */
function scalingOfTarget(target: Float64Array, rows: Uint32Array): Scaling {
  const { mean, std, min, max } = summarize(target, rows)!;
  return spreadsOverDecades(target.map(Math.abs))
    ? safeScaling(0, Math.hypot(mean, std))
    : safeScaling(min / 2 + max / 2, max / 2 - min / 2);
}

/** Standard deviation. */
export function deviation(values: Float64Array): number {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length);
}
