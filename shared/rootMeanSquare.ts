/** √(mean of the squares) over all numbers of some lists; 0 without numbers. */
export function rootMeanSquare(...lists: readonly ArrayLike<number>[]): number {
  let [sum, count] = [0, 0];
  for (const values of lists) {
    for (let i = 0; i < values.length; i++) sum += values[i] * values[i];
    count += values.length;
  }
  return count === 0 ? 0 : Math.sqrt(sum / count);
}
