/** How much noise a target has at most: an upper bound of the error that the best model of these inputs would have. */
import { columnsAt, evenRows } from '../data/rows.ts';

export interface NoiseFloor {
  /** Standard deviation, in the unit of the residuals, and the standard error of that. */
  readonly value: number;
  readonly error: number;
}

/** Fewer rows tell nothing; of more, these many evenly spaced ones. */
const fewestRows = 30;
const mostRows = 2000;

/**
 * The delta test on the residuals of a network: half the mean square difference between each row's residual and that of
 * the row nearest to it. What the network misses is nearly the same for near neighbours and cancels; noise does not. Where
 * neighbours are far apart (few rows, many inputs) it does not cancel, and the estimate is too high. Where rows have weights, each
 * residual counts times the root of its weight (of mean 1), so that the noise is that of the weighted RMSE; between rows of unlike
 * weights what the network misses cancels in part.
 * Source: Pi and Peterson, Finding the embedding dimension and variable dependencies in time series, Neural Computation 6
 * (1994) 509–520.
 * @param inputs of rows that the network was not trained on, scaled, [input][row]. @param plain residuals by row.
 * @param weights by row; null where all count alike.
 * @returns null where there are fewer than 30 rows, or a residual is not finite.
 */
export function noiseFloor(
  inputs: Float64Array,
  plain: Float64Array,
  weights: Float64Array | null,
): NoiseFloor | null {
  const total = plain.length;
  const whole = weights?.reduce((sum, weight) => sum + weight, 0) ?? total;
  const residuals = plain.map(
    (residual, row) => residual * Math.sqrt(((weights?.[row] ?? 1) * total) / whole),
  );
  if (total < fewestRows || !residuals.every(Number.isFinite)) return null;
  const at = evenRows(total, mostRows);
  const columns = columnsAt(inputs, total, at);
  const rows = at.length;
  const halves = Float64Array.from(at, (row, i) => {
    const other = at[nearest(columns, rows, i)];
    return (residuals[row] - residuals[other]) ** 2 / 2;
  });
  const mean = halves.reduce((sum, half) => sum + half, 0) / rows;
  const spread = halves.reduce((sum, half) => sum + (half - mean) ** 2, 0) / (rows - 1);
  const value = Math.sqrt(mean);
  // A pair of mutual neighbours counts twice, so that there are about two thirds as many pairs as rows.
  const meanError = Math.sqrt((1.5 * spread) / rows);
  return { value, error: value > 0 ? meanError / (2 * value) : 0 };
}

/** The row nearest to a row. */
function nearest(columns: Float64Array, rows: number, row: number): number {
  const width = columns.length / rows;
  let [best, least] = [row === 0 ? 1 : 0, Infinity];
  for (let other = 0; other < rows; other++) {
    if (other === row) continue;
    let distance = 0;
    for (let input = 0; input < width && distance < least; input++) {
      distance += (columns[input * rows + row] - columns[input * rows + other]) ** 2;
    }
    if (distance < least) [best, least] = [other, distance];
  }
  return best;
}
