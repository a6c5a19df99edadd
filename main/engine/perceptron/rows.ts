/** What perceptrons learn from: standardised rows, split into blocks that fit into a processor's cache. */
import type { Batch } from '../data/batch.ts';

/** Rows that are computed together. */
const blockRows = 256;

export interface Block {
  readonly rows: number;
  /** [input][row] */
  readonly inputs: Float64Array;
  /** [output][row]; for classes, one column of indices. */
  readonly targets: Float64Array;
  readonly weights: Float64Array | null;
}

export interface Rows {
  readonly blocks: readonly Block[];
  readonly rows: number;
  /** Sum of the weights of the rows. */
  readonly total: number;
}

/** value = shift + scale·standardised */
interface Standard {
  readonly shift: number;
  readonly scale: number;
}

/** From the units of a data set to standardised ones: means 0 and standard deviations 1 over the training rows. */
export interface Standards {
  readonly inputs: readonly Standard[];
  /** Empty for classes. */
  readonly targets: readonly Standard[];
}

/** @param classes the targets are classes, which stay as they are. */
export function standardsOf({ rows, inputs, targets }: Batch, classes: boolean): Standards {
  return { inputs: standards(inputs, rows), targets: classes ? [] : standards(targets, rows) };
}

function standards(columns: Float64Array, rows: number): Standard[] {
  return Array.from({ length: columns.length / rows }, (_, column) => {
    const values = columns.subarray(column * rows, (column + 1) * rows);
    const shift = values.reduce((sum, value) => sum + value, 0) / rows;
    const variance = values.reduce((sum, value) => sum + (value - shift) ** 2, 0) / rows;
    // A constant column stays at 0.
    return { shift, scale: variance > 0 ? Math.sqrt(variance) : 1 };
  });
}

/** The rows in standardised units. */
export function standardRows({ rows, inputs, targets, weights }: Batch, standards: Standards): Rows {
  const blocks = Array.from({ length: Math.ceil(rows / blockRows) }, (_, index): Block => {
    const from = index * blockRows;
    const count = Math.min(blockRows, rows - from);
    const part = (columns: Float64Array, units: readonly Standard[]): Float64Array => {
      const out = new Float64Array((columns.length / rows) * count);
      for (let i = 0; i < out.length; i++) {
        const column = Math.floor(i / count);
        const { shift, scale } = units.at(column) ?? { shift: 0, scale: 1 };
        out[i] = (columns[column * rows + from + (i % count)] - shift) / scale;
      }
      return out;
    };
    return {
      rows: count,
      inputs: part(inputs, standards.inputs),
      targets: part(targets, standards.targets),
      weights: weights && weights.slice(from, from + count),
    };
  });
  return { blocks, rows, total: weights?.reduce((sum, weight) => sum + weight, 0) ?? rows };
}

/** Outputs [output][row] in the data set's units. */
export function inUnits(outputs: Float64Array, rows: number, { targets }: Standards): Float64Array {
  return outputs.map((value, i) => {
    const { shift, scale } = targets.at(Math.floor(i / rows)) ?? { shift: 0, scale: 1 };
    return shift + scale * value;
  });
}
