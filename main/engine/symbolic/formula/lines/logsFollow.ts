/** Whether the logarithms of a target follow from the columns at all, so that errors as shares of its values tell something. */
import { variance } from '../../../data/table/statistics.ts';
import { total } from '../../../optim/vector.ts';
import { heldOutSquares } from './heldOut.ts';

const mostRows = 500;
/** More columns would take long; among so many, some nearly always tell something. */
const mostColumns = 30;
/** The share of the variance that the columns must tell on held-out rows. */
const least = 0.5;

/**
 * Whether straight lines of the columns, of their squares and of their logarithms predict more than half of the variance of the target's
 * logarithms on held-out rows. Where they do not, as for the values of a sine's square near its zeros, or for costs of patients, the
 * small values are scatter about 0: what describes them best by shares is the smallest of them.
 * @param target of one sign
 */
export function logsFollow(columns: readonly Float64Array[], target: Float64Array): boolean {
  if (columns.length > mostColumns) return true;
  const rows = Math.min(mostRows, target.length);
  const first = columns.map((column) => column.subarray(0, rows));
  const positive = first.filter((column) => column.every((value) => value > 0));
  const logs = target.subarray(0, rows).map((value) => Math.log(Math.abs(value)));
  const squares = heldOutSquares({
    columns: [
      ...first,
      ...first.map((column) => column.map((value) => value ** 2)),
      ...positive.map((column) => column.map(Math.log)),
    ],
    target: logs,
    rows,
    weights: null,
  });
  const lowest = Math.min(...squares.map(total));
  return lowest / rows < (1 - least) * variance(logs);
}
