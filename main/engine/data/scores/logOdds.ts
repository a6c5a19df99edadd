/** Log-odds of classes. */

/** log p − log(1 − p) of a class: in the order of p, and still distinct where p rounds to 1. */
export function logOdds(logs: readonly Float64Array[], of: number, row: number): number {
  let [largest, sum] = [-Infinity, 0];
  logs.forEach((log, c) => {
    if (c !== of) largest = Math.max(largest, log[row]);
  });
  logs.forEach((log, c) => {
    if (c !== of) sum += Math.exp(log[row] - largest);
  });
  return logs[of][row] - largest - Math.log(sum);
}
