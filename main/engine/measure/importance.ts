/** How much the network's predictions need each input column. */
import { seededRandom, type Random } from '../../../shared/random.ts';
import type { WorkProgress } from '../../../shared/contract/views/progress.ts';
import { Breath } from '../breath.ts';
import type { Backend } from '../compute/backend.ts';
import { batchAt, thinned, type Batch } from '../data/batch.ts';
import type { Dataset } from '../data/dataset/dataset.ts';
import { jointUnit, type Encoding } from '../data/encoding/encoding.ts';
import { heldOutRows } from '../data/dataset/heldOut.ts';
import { scoreOf } from '../data/index.ts';
import { columnsAt, consecutiveRows, everyRow, otherRows, repeatedRows } from '../data/rows.ts';
import { edgeIndex, subnodeCount, type KanModel } from '../kan/model.ts';
import { isPresent } from '../kan/places.ts';
import { beyondGap, farErrors, mostFarOf } from './farErrors.ts';
import { outputsOn } from './probe.ts';

export interface ColumnImportance {
  readonly column: string;
  /** Its inputs of the network: one for each label of a category column. */
  readonly inputs: readonly number[];
  /** Whether the network has an edge from it. */
  readonly used: boolean;
  /** The error with this column shuffled: RMSE in the target's unit (several targets: as `Scores.rmse`), or cross-entropy. */
  readonly shuffled: number;
  /** Its part of what shuffling the columns adds to the loss (mean square, or cross-entropy); all parts make 1. */
  readonly share: number;
}

export interface Importance {
  /** False where too few rows were held out, so that the training rows were taken. */
  readonly heldOut: boolean;
  /** The rows that were shuffled, {@link mostRows} at most. */
  readonly rows: number;
  /** Rows that were left out, because their errors alone would decide. */
  readonly far: number;
  /** As {@link ColumnImportance.shuffled}, with nothing shuffled. */
  readonly error: number;
  /** In the order of the table's columns. */
  readonly columns: readonly ColumnImportance[];
}

/** Fewer held-out rows say little. */
const fewestRows = 20;
const mostRows = 2000;
/** Rows that a column is judged on, one row several times with other values: few rows are shuffled more often. */
const [leastJudged, mostJudged] = [2 * fewestRows, 4000];
/** Values of inputs that are computed for all columns together: their number grows with the square of the columns. */
const mostValues = 4e8;
/** The same that are in memory at a time. */
const valuesAtATime = 1e7;
const leastShuffles = 2;
/** Errors below this, in the network's units, are those of rounding. */
const negligible = 1e-6;
const mostShuffles = 30;
/** Up to so many pairs of rows, each row gets the values of every other: nothing is left to chance then. */
const mostPairs = 10_000;

const known = new WeakMap<KanModel, { readonly dataset: Dataset; readonly found: Promise<Importance> }>();

/**
 * Permutation importance: each column's values are shuffled among rows that were not trained on, and the loss rises by what
 * they are needed for. The labels of a category move together. For a sum of functions of independent inputs, the rise is
 * twice the variance of the column's function, which is the curve that the profiler draws. `report` gets the progress
 * where it is not known yet.
 * Source: Fisher, Rudin and Dominici, All models are wrong, but many are useful, JMLR 20 (2019) 177.
 */
export function importanceOf(
  backend: Backend,
  model: KanModel,
  encoding: Encoding,
  dataset: Dataset,
  report: (work: WorkProgress) => void = () => undefined,
): Promise<Importance> {
  const before = known.get(model);
  if (before?.dataset === dataset) return before.found;
  const found = measured(backend, model, encoding, dataset, report);
  known.set(model, { dataset, found });
  // After a failure the next request computes it again.
  found.catch(() => known.delete(model));
  return found;
}

async function measured(
  backend: Backend,
  model: KanModel,
  encoding: Encoding,
  dataset: Dataset,
  report: (work: WorkProgress) => void,
): Promise<Importance> {
  const held = heldOutRows(dataset);
  const heldOut = held.rows >= fewestRows;
  const columns = columnsOf(encoding, model);
  const judgedRows = Math.min(
    mostJudged,
    Math.max(leastJudged, Math.floor(mostValues / (columns.length * encoding.features.length))),
  );
  const all = thinned(heldOut ? held : dataset.train, Math.min(mostRows, judgedRows / leastShuffles));
  const batch = withoutDeciding(encoding, await outputsOn(backend, model, encoding, all), all);
  const present = lossOf(encoding, await outputsOn(backend, model, encoding, batch), batch);
  const pairs = batch.rows * (batch.rows - 1);
  const isExact = pairs <= mostPairs && pairs * columns.length * encoding.features.length <= mostValues;
  const random = isExact ? null : seededRandom(0);
  const shuffles = isExact
    ? Math.max(1, batch.rows - 1)
    : Math.min(mostShuffles, Math.max(leastShuffles, Math.ceil(judgedRows / batch.rows)));
  const used = columns.filter((column) => batch.rows > 1 && column.used);
  // To set up a wide network costs more than to evaluate it: as many columns as the memory allows share one.
  const values = batch.rows * shuffles * encoding.features.length;
  const together = Math.max(1, Math.floor(valuesAtATime / values));
  const found = new Map<string, number>();
  const breath = new Breath();
  /** The rows as often as a group needs them: between two groups only the columns of the first are put back. */
  let repeated: Batch | null = null;
  for (let first = 0; first < used.length; first += together) {
    const group = used.slice(first, first + together);
    report({ what: 'Measuring the importance', done: first, of: used.length, unit: 'columns' });
    await breath.take();
    const repeats = shuffles * group.length;
    const rows: Batch = repeated?.rows === batch.rows * repeats ? repeated : repeatedBatch(batch, repeats);
    repeated = rows;
    const moved = group.map(({ inputs }) => inputs);
    shuffle(rows, batch, moved, shuffles, random);
    const outputs = await outputsOn(backend, model, encoding, rows);
    group.forEach(({ column }, place) => {
      const at = place * batch.rows * shuffles;
      const part = (all: Float64Array): Float64Array =>
        consecutiveRows(all, rows.rows, at, batch.rows * shuffles);
      const own = {
        ...rows,
        rows: batch.rows * shuffles,
        targets: part(rows.targets),
        weights: rows.weights && part(rows.weights),
      };
      found.set(column, lossOf(encoding, part(outputs), own));
    });
    putBack(rows, batch, moved, shuffles);
  }
  const losses = columns.map((one) => ({ ...one, loss: found.get(one.column) ?? present }));
  const rise = (loss: number): number => Math.max(0, loss - present) || 0;
  const total = losses.reduce((sum, { loss }) => sum + rise(loss), 0);
  /** A share that does not change the sum of all, which is 1, is rounding error. */
  const shareOf = (part: number): number => (part < Number.EPSILON ? 0 : part);
  const shown = (loss: number): number =>
    encoding.task === 'regression' ? Math.sqrt(loss) * jointUnit(encoding) : loss;
  return {
    heldOut,
    rows: batch.rows,
    far: all.rows - batch.rows,
    error: shown(present),
    columns: losses.map(({ loss, ...column }) => {
      return { ...column, shuffled: shown(loss), share: total > 0 ? shareOf(rise(loss) / total) : 0 };
    }),
  };
}

/** Mean square of the scaled errors, or cross-entropy. */
function lossOf(encoding: Encoding, outputs: Float64Array, batch: Batch): number {
  const { rmse, crossEntropy } = scoreOf(encoding, outputs, batch);
  return rmse === null ? (crossEntropy ?? NaN) : (rmse / jointUnit(encoding)) ** 2;
}

/**
 * Without rows far from the rest that make up most of the (weighted) squared error: one value of a target that is wrong by far
 * more than any column explains would decide how much all columns count.
 * @param outputs of the network, [output][row]
 */
function withoutDeciding({ task }: Encoding, outputs: Float64Array, batch: Batch): Batch {
  const { rows, targets, weights } = batch;
  if (task === 'classification' || rows === 0) return batch;
  const squares = new Float64Array(rows);
  outputs.forEach(
    (value, at) => (squares[at % rows] += (weights?.[at % rows] ?? 1) * (value - targets[at]) ** 2),
  );
  const errors = squares.map(Math.sqrt);
  const far = new Set(beyondGap(farErrors(errors).far, errors));
  const total = squares.reduce((sum, square) => sum + square, 0);
  const apart = squares.reduce((sum, square, row) => sum + (far.has(row) ? square : 0), 0);
  if (far.size > mostFarOf(rows) || apart < total / 2 || errors.every((e) => e < negligible)) return batch;
  return batchAt(batch, otherRows(rows, far));
}

/** Columns of the table with their inputs. */
function columnsOf(
  { features }: Encoding,
  model: KanModel,
): Pick<ColumnImportance, 'column' | 'inputs' | 'used'>[] {
  const found = new Map<string, number[]>();
  features.forEach(({ column }, input) => found.set(column, [...(found.get(column) ?? []), input]));
  return [...found].map(([column, inputs]) => ({
    column,
    inputs,
    used: inputs.some((input) => feeds(model, input)),
  }));
}

function feeds({ layers: [layer] }: KanModel, input: number): boolean {
  return Array.from({ length: subnodeCount(layer) }, (_, output) => edgeIndex(layer, input, output)).some(
    (edge) => isPresent(layer, edge),
  );
}

/** All rows `repeats` times below each other. */
function repeatedBatch({ rows, inputs, targets, weights }: Batch, repeats: number): Batch {
  return {
    rows: rows * repeats,
    inputs: repeatedRows(inputs, rows, repeats),
    targets: repeatedRows(targets, rows, repeats),
    weights: weights && repeatedRows(weights, rows, repeats),
  };
}

/**
 * In `times` repeats for each group of inputs, gives these inputs other values: in each repeat every row has those of another. Without
 * random numbers it has those of the next row, then those of the one after it, and so on.
 * @param moved the groups, by the place of their repeats in `repeated`
 */
function shuffle(
  repeated: Batch,
  batch: Batch,
  moved: readonly (readonly number[])[],
  times: number,
  random: Random | null,
): void {
  const { rows } = batch;
  moved.forEach((together, group) => {
    const other = new Uint32Array(rows * times);
    for (let time = 0; time < times; time++) {
      // Steps round a circle through all rows: one round a random one, else more at each time.
      const order = random ? inRandomOrder(rows, random) : everyRow(rows);
      const steps = random ? 1 : time + 1;
      for (let i = 0; i < rows; i++) other[time * rows + order[i]] = order[(i + steps) % rows];
    }
    for (const input of together) {
      const values = columnsAt(columnOf(batch, input), rows, other);
      columnOf(repeated, input).set(values, group * values.length);
    }
  });
}

/** Undoes {@link shuffle}. */
function putBack(repeated: Batch, batch: Batch, moved: readonly (readonly number[])[], times: number): void {
  moved.forEach((together, group) => {
    for (const input of together) {
      const values = repeatedRows(columnOf(batch, input), batch.rows, times);
      columnOf(repeated, input).set(values, group * values.length);
    }
  });
}

function columnOf({ rows, inputs }: Batch, input: number): Float64Array {
  return inputs.subarray(input * rows, (input + 1) * rows);
}

/** Fisher–Yates. */
function inRandomOrder(rows: number, random: Random): Uint32Array {
  const order = everyRow(rows);
  for (let i = rows - 1; i > 0; i--) {
    const other = random.integer(i + 1);
    [order[i], order[other]] = [order[other], order[i]];
  }
  return order;
}
