/** From rows of a table to rows of a network, and from its outputs to predictions. */
import { LABELS_TYPE, setType } from '../../../../shared/contract/columnTypes.ts';
import type { Batch } from '../batch.ts';
import { userError } from '../../../../shared/errors.ts';
import { dataSettings } from '../../../../shared/settings/data.ts';
import { thresholdSetting } from '../../../../shared/settings/predicting.ts';
import { setTo } from '../../../../shared/settings/setting.ts';
import type { Encoding, Feature } from '../encoding/encoding.ts';
import { columnType } from '../columns/types.ts';
import { findColumn } from '../table/findColumn.ts';
import type { Column, Table } from '../table/table.ts';
import { fromUnits, toUnits, unscaled } from '../table/scaling.ts';

export interface EncodedRows {
  /** Targets are NaN where the table does not have them: they are not needed for predictions. */
  readonly batch: Batch;
  /** The table's row behind each row of the batch. */
  readonly tableRows: Uint32Array;
  /** Rows left out because an input is missing, or has a label that does not occur in training. */
  readonly dropped: number;
}

/**
 * New data for a trained network.
 * @param why of rows that lack an input: sentences for the message where all do
 * @throws KanError `data.unknown-column` where an input's column is not in the table, `data.column-type` where it has
 *   another type than in training, `data.no-usable-rows` where every row lacks an input.
 */
export function encodeRows(
  table: Table,
  encoding: Encoding,
  why: () => readonly string[] = () => [],
): EncodedRows {
  const columns = encodedFeatures(table, encoding.features);
  const usable: number[] = [];
  for (let row = 0; row < table.rows; row++) {
    if (columns.every((value) => Number.isFinite(value(row)))) usable.push(row);
  }
  if (usable.length === 0)
    throw userError(
      'data.no-usable-rows',
      [`No row of ${table.fileName} has all inputs.`, ...why()].join(' '),
      `Check the labels and fill in the missing values, or ${setTo(dataSettings.missing, 'median')} in training.`,
    );
  const tableRows = Uint32Array.from(usable);
  return {
    batch: {
      rows: tableRows.length,
      inputs: byColumn(columns, tableRows),
      targets: encodeTargets(table, encoding, tableRows),
      weights: null,
    },
    tableRows,
    dropped: table.rows - tableRows.length,
  };
}

/** Values by column, [column][row]. */
function byColumn(columns: readonly ((row: number) => number)[], rows: Uint32Array): Float64Array {
  const out = new Float64Array(columns.length * rows.length);
  columns.forEach((value, c) => columnByRow(value, rows, out.subarray(c * rows.length)));
  return out;
}

/** One column's values, [row], written to the beginning of `out`. */
export function columnByRow(value: (row: number) => number, rows: Uint32Array, out: Float64Array): void {
  for (let r = 0; r < rows.length; r++) out[r] = value(rows[r]);
}

/** The features' values in the network's units by row; NaN where a row has none, or a label that no feature stands for. */
export function encodedFeatures(table: Table, features: readonly Feature[]): ((row: number) => number)[] {
  const known = labelsByColumn(features);
  return features.map((feature) => {
    const column = findColumn(table, feature.column);
    const raw =
      feature.label === null
        ? numericValue(column, table.fileName)
        : labelValue(column, feature.label, known.get(column.name)!, table.fileName);
    const { scaling, fill } = feature;
    return (row) => {
      const value = raw(row);
      return fromUnits(scaling, Number.isFinite(value) || fill === null ? value : fill);
    };
  });
}

function labelsByColumn(features: readonly Feature[]): ReadonlyMap<string, ReadonlySet<string>> {
  const labels = new Map<string, Set<string>>();
  for (const { column, label } of features)
    if (label !== null) labels.set(column, (labels.get(column) ?? new Set()).add(label));
  return labels;
}

function numericValue(column: Column, fileName: string): (row: number) => number {
  const { numbers } = columnType(column.type);
  if (numbers !== null) return numbers(column);
  throw userError(
    'data.column-type',
    `“${column.name}” holds words in ${fileName}, but the model expects numbers.`,
    `Check the file, or ${setType('number')} when reading it.`,
  );
}

/** 1 where the row has the label, 0 where it has another known label. */
function labelValue(
  column: Column,
  label: string,
  known: ReadonlySet<string>,
  fileName: string,
): (row: number) => number {
  const { codeOf, words } = columnType(column.type);
  if (codeOf === null)
    throw userError(
      'data.column-type',
      `“${column.name}” holds ${words.many} in ${fileName}, but the model expects labels such as “${label}”.`,
      `Check the file, or ${setType(LABELS_TYPE)} when reading it.`,
    );
  const isLabel = new Map<number, number>();
  for (const name of known) {
    const code = codeOf(column, name);
    // A column without this label; a missing value is not a label.
    if (!Number.isNaN(code)) isLabel.set(code, name === label ? 1 : 0);
  }
  const { values } = column;
  return (row) => isLabel.get(values[row]) ?? NaN;
}

function encodeTargets(table: Table, encoding: Encoding, rows: Uint32Array): Float64Array {
  const known = encoding.targets.every((name) => table.columns.some((column) => column.name === name));
  const width = encoding.task === 'classification' ? 1 : encoding.targets.length;
  if (!known) return new Float64Array(width * rows.length).fill(NaN);
  return byColumn(encodedTargets(table, encoding), rows);
}

/** The targets in the network's units by row (classification: the index of the class); NaN where the row has none. */
export function encodedTargets(table: Table, encoding: Encoding): ((row: number) => number)[] {
  if (encoding.task === 'classification') {
    const column = findColumn(table, encoding.targets[0] ?? '');
    const classOf = classIndex(column, encoding.classes);
    return [(row) => classOf(column.values[row])];
  }
  return encoding.targets.map((name, index) => {
    const column = findColumn(table, name);
    const value = columnType(column.type).numbers?.(column) ?? ((): number => NaN);
    const scaling = encoding.outputs[index]?.scaling ?? unscaled;
    return (row) => fromUnits(scaling, value(row));
  });
}

/** From a column's value to the index of its class; NaN where it is not a class. */
function classIndex(column: Column, classes: readonly string[]): (value: number) => number {
  const indexOf = new Map<string, number>(classes.map((label, index) => [label, index]));
  return (value) => indexOf.get(labelOf(column, value)) ?? NaN;
}

/** The name of the class that a value of a column stands for. */
export function labelOf(column: Column, value: number): string {
  return columnType(column.type).labelOf(column, value);
}

export type Predictions =
  | {
      readonly task: 'regression';
      /** In the targets' own units, [target][row]. */
      readonly values: readonly Float64Array[];
    }
  | {
      readonly task: 'classification';
      /** Index into `encoding.classes`, per row; their number where the outputs are not finite, and there is no class. */
      readonly classes: Uint32Array;
      /** [class][row], adding up to 1 in each row. */
      readonly probabilities: readonly Float64Array[];
    };

/**
 * @param outputs the network's, [output][row]
 * @param threshold the second of two classes is predicted where its probability is above this
 */
export function decodeOutputs(
  encoding: Encoding,
  outputs: Float64Array,
  rows: number,
  threshold: number = thresholdSetting.default,
): Predictions {
  if (encoding.task === 'regression') {
    const values = encoding.outputs.map(({ scaling }, o) =>
      outputs.slice(o * rows, (o + 1) * rows).map((value) => toUnits(scaling, value)),
    );
    return { task: 'regression', values };
  }
  const logs = logProbabilities(encoding, outputs, rows);
  const least = Math.log(threshold / (1 - threshold));
  const classes = Uint32Array.from({ length: rows }, (_, row) => {
    if (logs.some((log) => Number.isNaN(log[row]))) return logs.length;
    if (logs.length === 2) return Number(logs[1][row] - logs[0][row] > least);
    let best = 0;
    logs.forEach((log, c) => {
      if (log[row] > logs[best]?.[row]) best = c;
    });
    return best;
  });
  return { task: 'classification', classes, probabilities: logs.map((log) => log.map(Math.exp)) };
}

/** Log of the softmax over the outputs, or over (0, z) for a single output z, [class][row]. */
export function logProbabilities(encoding: Encoding, outputs: Float64Array, rows: number): Float64Array[] {
  const logits = encoding.outputs.map((_, o) => outputs.subarray(o * rows, (o + 1) * rows));
  const all = logits.length === 1 ? [new Float64Array(rows), ...logits] : logits;
  const logs = all.map(() => new Float64Array(rows));
  for (let row = 0; row < rows; row++) {
    // The largest is subtracted, so that nothing overflows.
    const largest = Math.max(...all.map((z) => z[row]));
    const sum = all.reduce((total, z) => total + Math.exp(z[row] - largest), 0);
    const normalizer = largest + Math.log(sum);
    logs.forEach((log, c) => (log[row] = all[c]?.[row] - normalizer));
  }
  return logs;
}
