/** Mean and standard deviation (n − 1; 0 for a single row) of a column, in two passes, written at index `to`. */
export function spread(
  values: Float64Array,
  at: number,
  rows: number,
  means: Float64Array,
  stds: Float64Array,
  to: number,
): void {
  let sum = 0;
  for (let i = at; i < at + rows; i++) sum += values[i];
  const mean = sum / rows;
  let squares = 0;
  for (let i = at; i < at + rows; i++) squares += (values[i] - mean) ** 2;
  means[to] = mean;
  stds[to] = Math.sqrt(squares / Math.max(rows - 1, 1));
}
