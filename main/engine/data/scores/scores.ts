/** Scores of a network's outputs against the targets. */
import type { Batch } from '../batch.ts';
import { forClassMetrics } from '../../../../shared/contract/classMetrics.ts';
import type { Scores, TargetScores } from '../../../../shared/contract/views/scores.ts';
import { jointUnit, type Encoding } from '../encoding/encoding.ts';
import { decodeOutputs, logProbabilities } from '../dataset/encode.ts';
import { classMetricsOf } from './classMetrics.ts';

/** The scores of no rows. */
export const noScores: Scores = {
  rows: 0,
  weight: null,
  rmse: null,
  r2: null,
  targets: [],
  crossEntropy: null,
  ...forClassMetrics(() => null),
  confusion: null,
};

/**
 * Regression: `rmse` is the root of the mean over rows and targets of the squared error, in {@link jointUnit}s; `r2` is
 * the mean over the targets of 1 − Σ(y − ŷ)²/Σ(y − ȳ)², null where a target is constant over the rows; `targets` has
 * both for each target. Classification: `crossEntropy` is the mean of −ln p(true class) in nats, `confusion` how many rows
 * of each class were predicted as each class; the other figures are those of {@link classMetricsOf}. All sums and means
 * over rows are weighted where the batch has weights; `rows` is their plain number. Rows without a target (NaN) don't
 * count; without any row all figures are null. Rows where an output is not finite do: the errors are NaN then, such a row
 * is in no class, and there is no area.
 * @param outputs the network's, [output][row]
 * @param threshold as for `decodeOutputs`
 */
export function scoreOf(encoding: Encoding, outputs: Float64Array, batch: Batch, threshold?: number): Scores {
  const known = knownRows(batch, encoding.task === 'regression' ? encoding.outputs.length : 1);
  if (known.length === 0) return noScores;
  return encoding.task === 'regression'
    ? regressionScores(encoding, outputs, batch, known)
    : classificationScores(encoding, outputs, batch, known, threshold);
}

function regressionScores(
  encoding: Encoding,
  outputs: Float64Array,
  { rows, targets, weights }: Batch,
  known: Uint32Array,
): Scores {
  const weightOf = (row: number): number => (weights === null ? 1 : weights[row]);
  const total = known.reduce((sum, row) => sum + weightOf(row), 0);
  let squares = 0;
  const each = encoding.outputs.map(({ scaling }, o): TargetScores => {
    const at = (row: number): number => targets[o * rows + row];
    const mean = known.reduce((sum, row) => sum + weightOf(row) * at(row), 0) / total;
    let [residual, spread] = [0, 0];
    for (const row of known) {
      residual += weightOf(row) * (at(row) - outputs[o * rows + row]) ** 2;
      spread += weightOf(row) * (at(row) - mean) ** 2;
    }
    const rmse = Math.sqrt(residual / total) * Math.abs(scaling.scale);
    squares += residual / total;
    return { name: encoding.targets[o], rmse, r2: spread > 0 ? 1 - residual / spread : null };
  });
  const r2 = each.reduce((sum, target) => sum + (target.r2 ?? NaN), 0) / each.length;
  return {
    ...noScores,
    rows: known.length,
    weight: weights && total,
    rmse: Math.sqrt(squares / each.length) * jointUnit(encoding),
    r2: Number.isNaN(r2) ? null : r2,
    targets: each,
  };
}

function classificationScores(
  encoding: Encoding,
  outputs: Float64Array,
  { rows, targets, weights }: Batch,
  known: Uint32Array,
  threshold?: number,
): Scores {
  const { classes } = encoding;
  const logs = logProbabilities(encoding, outputs, rows);
  const predicted = decodeOutputs(encoding, outputs, rows, threshold);
  const counts = classes.map(() => classes.map(() => 0));
  let [entropy, total] = [0, 0];
  for (const row of known) {
    const weight = weights === null ? 1 : weights[row];
    const [actual, taken] = [targets[row], predicted.task === 'classification' ? predicted.classes[row] : 0];
    entropy -= weight * logs[actual][row];
    if (taken < classes.length) counts[actual][taken] += weight;
    total += weight;
  }
  return {
    ...noScores,
    rows: known.length,
    weight: weights && total,
    crossEntropy: entropy / total,
    ...classMetricsOf({ logs, targets, weights, known, counts, total }),
    confusion: { labels: classes, counts },
  };
}

/** Rows that have every target, and a weight. */
function knownRows({ rows, targets, weights }: Batch, width: number): Uint32Array {
  const known = new Uint32Array(rows);
  let count = 0;
  for (let row = 0; row < rows; row++) {
    let counts = weights === null || weights[row] > 0;
    for (let o = 0; o < width; o++) counts &&= Number.isFinite(targets[o * rows + row]);
    if (counts) known[count++] = row;
  }
  return known.slice(0, count);
}
