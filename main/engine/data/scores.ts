/** How well a network's outputs agree with the targets, in terms that a person can judge. */
import type { Batch } from '../compute/backend.ts';
import type { Scores } from '../../../shared/contract/views.ts';
import type { Encoding } from './dataset.ts';
import { decodeOutputs, logProbabilities } from './encode.ts';

/**
 * Regression: `rmse` is the root of the mean over rows and targets of the squared error, each target in its own units
 * (so with targets of unlike units the one of largest numbers rules); `r2` is the mean over the targets of
 * 1 − Σ(y − ŷ)²/Σ(y − ȳ)², null where a target is constant over the rows.
 * Classification: `crossEntropy` is the mean of −ln p(true class) in nats, `accuracy` the share of rows whose likeliest
 * class is the true one.
 * Rows without a target (NaN) don't count; without any row all figures are null.
 * @param outputs the network's, [output][row]
 */
export function scoreOf(encoding: Encoding, outputs: Float64Array, batch: Batch): Scores {
  return encoding.task === 'regression'
    ? regressionScores(encoding, outputs, batch)
    : classificationScores(encoding, outputs, batch);
}

const NOTHING: Scores = { rows: 0, rmse: null, r2: null, crossEntropy: null, accuracy: null };

function regressionScores(encoding: Encoding, outputs: Float64Array, batch: Batch): Scores {
  const { rows, targets } = batch;
  const width = encoding.outputs.length;
  const known = knownRows(targets, rows, width);
  if (known.length === 0) return NOTHING;
  let squares = 0;
  let r2 = 0;
  encoding.outputs.forEach(({ scaling }, o) => {
    const at = (row: number): number => targets[o * rows + row];
    const mean = known.reduce((sum, row) => sum + at(row), 0) / known.length;
    let [residual, total] = [0, 0];
    for (const row of known) {
      residual += (at(row) - outputs[o * rows + row]) ** 2;
      total += (at(row) - mean) ** 2;
    }
    squares += residual * scaling.scale ** 2;
    r2 += total > 0 ? 1 - residual / total : NaN;
  });
  return {
    ...NOTHING,
    rows: known.length,
    rmse: Math.sqrt(squares / (known.length * width)),
    r2: Number.isNaN(r2) ? null : r2 / width,
  };
}

function classificationScores(encoding: Encoding, outputs: Float64Array, batch: Batch): Scores {
  const { rows, targets } = batch;
  const known = knownRows(targets, rows, 1);
  if (known.length === 0) return NOTHING;
  const logs = logProbabilities(encoding, outputs, rows);
  const predicted = decodeOutputs(encoding, outputs, rows);
  let [entropy, right] = [0, 0];
  for (const row of known) {
    const actual = targets[row];
    entropy -= logs[actual]?.[row] ?? NaN;
    if (predicted.task === 'classification' && predicted.classes[row] === actual) right++;
  }
  return {
    ...NOTHING,
    rows: known.length,
    crossEntropy: entropy / known.length,
    accuracy: right / known.length,
  };
}

/** Rows in which every target is known. */
function knownRows(targets: Float64Array, rows: number, width: number): number[] {
  const known: number[] = [];
  for (let row = 0; row < rows; row++) {
    let all = true;
    for (let o = 0; o < width; o++) all &&= Number.isFinite(targets[o * rows + row]);
    if (all) known.push(row);
  }
  return known;
}
