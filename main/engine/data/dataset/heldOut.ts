/** The rows that a network is not trained on, validation and test rows together. */
import type { Batch } from '../batch.ts';
import type { Dataset } from './dataset.ts';

/** The rows of both splits together, those for validation first. */
export function heldOutRows({ validation, test }: Pick<Dataset, 'validation' | 'test'>): Batch {
  return {
    rows: validation.rows + test.rows,
    inputs: joined(validation.inputs, validation.rows, test.inputs, test.rows),
    targets: joined(validation.targets, validation.rows, test.targets, test.rows),
    weights:
      validation.weights === null && test.weights === null
        ? null
        : joined(weightsOf(validation), validation.rows, weightsOf(test), test.rows),
  };
}

/** Columns of some rows, [column][row], followed by those of others. */
function joined(
  first: Float64Array,
  firstRows: number,
  second: Float64Array,
  secondRows: number,
): Float64Array {
  if (firstRows === 0) return second;
  if (secondRows === 0) return first;
  const columns = first.length / firstRows;
  const rows = firstRows + secondRows;
  const all = new Float64Array(columns * rows);
  for (let column = 0; column < columns; column++) {
    all.set(first.subarray(column * firstRows, (column + 1) * firstRows), column * rows);
    all.set(second.subarray(column * secondRows, (column + 1) * secondRows), column * rows + firstRows);
  }
  return all;
}

function weightsOf({ rows, weights }: Batch): Float64Array {
  return weights ?? new Float64Array(rows).fill(1);
}
