/** Predictions of a network for a table. */
import { isOutside } from '../data/units/inputRange.ts';
import { inKnownNames, type KnownTable } from '../data/units/knownNames.ts';
import { otherUnits } from '../data/units/otherUnits.ts';
import { userError } from '../../../shared/errors.ts';
import type { Scores } from '../../../shared/contract/views/scores.ts';
import { countText } from '../../../shared/figures.ts';
import type { Backend } from '../compute/backend.ts';
import type { Batch } from '../data/batch.ts';
import type { Encoding } from '../data/encoding/encoding.ts';
import type { DataReference } from '../data/reference.ts';
import { decodeOutputs, encodeRows, scoreOf } from '../data/index.ts';
import { nearestName } from '../data/table/names.ts';
import type { Table } from '../data/table/table.ts';
import type { KanModel } from '../kan/model.ts';
import { usedInputs } from '../kan/places.ts';
import { innerKnots } from './edgeGrid.ts';
import { outputsOn } from './probe.ts';
import { rangeWarnings } from './rangeWarnings.ts';
import { unusableInputs } from './unusableInputs.ts';
import { toUnits } from '../data/table/scaling.ts';

/** A network, its encoding, and the data that it was made with, if they are known. */
interface Network {
  readonly model: KanModel;
  readonly encoding: Encoding;
  readonly data: DataReference | null;
}

/** A column of predictions: its name, and the text for a row of the table; '' where there is none. */
export interface PredictedColumn {
  readonly name: string;
  readonly cell: (tableRow: number) => string;
}

export interface TablePrediction {
  /** The targets, or the class and the probability of each. */
  readonly columns: readonly PredictedColumn[];
  /** The columns of the table that the network uses, and its targets. */
  readonly used: ReadonlySet<string>;
  /** Rows with a missing input, or a label that does not occur in training. */
  readonly missing: number;
  /** Rows that have all inputs, and for which the network has no finite value. */
  readonly undefinedRows: number;
  /** Rows with an input outside the training range. */
  readonly outside: number;
  /** Names of such inputs by row of the table. */
  readonly outsideOf: (tableRow: number) => readonly string[];
  /** A sentence for each column whose name is spelled otherwise than that of the network. */
  readonly spellings: readonly string[];
  /** A sentence for each input that is missing in some rows, or has labels that do not occur in training. */
  readonly unusable: readonly string[];
  /** A sentence for each column in another unit, for rows without a finite prediction, and for each input with values where the network was not trained. */
  readonly warnings: readonly string[];
  /** Of the rows with a finite prediction; `rows` is 0 where the table does not have the targets. */
  readonly scores: Scores;
}

/**
 * Only the columns of inputs with an edge are needed.
 * @param threshold as for `decodeOutputs`
 * @throws KanError `data.unknown-column` where such inputs are not in the table, and what `encodeRows` throws.
 */
export async function predictTable(
  backend: Backend,
  network: Network,
  file: Table,
  threshold?: number,
): Promise<TablePrediction> {
  const { encoding, model } = network;
  const needed = neededInputs(network);
  const read = { ...encoding, features: needed.map((input) => encoding.features[input]) };
  const known = inKnownNames(file, read);
  requireColumns(file, known, read);
  const { table, used, spellings, unsaidUnits } = known;
  const unusable = unusableInputs(table, read);
  const { batch, tableRows, dropped } = encodeRows(table, read, () => unusable);
  const outputs = await outputsOn(backend, model, encoding, withAllInputs(batch, needed, encoding));
  const place = new Int32Array(table.rows).fill(-1);
  tableRows.forEach((tableRow, row) => (place[tableRow] = row));
  const finite = finiteRows(outputs, batch.rows);
  const trained = trainedRanges(network);
  const ranges = needed.map((input) => trained[input]);
  const values = read.features.map(({ scaling }, input) =>
    Float64Array.from(batch.inputs.subarray(input * batch.rows, (input + 1) * batch.rows), (scaled) =>
      toUnits(scaling, scaled),
    ),
  );
  const beyond = values.map((column, input) =>
    Uint8Array.from(column, (value) => Number(isOutside(value, ranges[input]))),
  );
  const names = read.features.map(({ name }) => name);
  return {
    columns: columnsOf(encoding, outputs, batch.rows, threshold).map(({ name, cell }) => ({
      name,
      cell: (tableRow) => (finite[place[tableRow]] === 1 ? cell(place[tableRow]) : ''),
    })),
    used,
    missing: dropped,
    undefinedRows: finite.reduce((count, flag) => count + 1 - flag, 0),
    outside: tableRows.reduce((count, _, row) => count + Number(beyond.some((flags) => flags[row] === 1)), 0),
    outsideOf: (tableRow) => names.filter((_, input) => beyond[input][place[tableRow]] === 1),
    spellings,
    unusable,
    warnings: [
      ...unsaidUnits,
      ...otherUnits(table, read),
      ...undefinedWarnings(finite, tableRows),
      ...rangeWarnings(
        read.features.map((feature, input) => ({
          feature,
          range: ranges[input],
          values: values[input],
          beyond: beyond[input],
        })),
        rangesOfWhat(network),
      ),
    ],
    scores: scoreOf(encoding, outputs, { ...batch, targets: onlyWhere(finite, batch.targets) }, threshold),
  };
}

/** The inputs of the columns that the network uses, ascending: the outputs do not depend on the others. */
function neededInputs({ model, encoding: { features } }: Pick<Network, 'model' | 'encoding'>): number[] {
  const columns = new Set([...usedInputs(model)].map((input) => features[input].column));
  return features.flatMap(({ column }, input) => (columns.has(column) ? [input] : []));
}

/** The rows with a 0 in each input that is not needed. @param needed the inputs that they have */
function withAllInputs(batch: Batch, needed: readonly number[], { features }: Encoding): Batch {
  const { rows } = batch;
  const inputs = new Float64Array(features.length * rows);
  needed.forEach((input, at) => inputs.set(batch.inputs.subarray(at * rows, (at + 1) * rows), input * rows));
  return { ...batch, inputs };
}

/** 1 for each row whose outputs are all finite, else 0. @param outputs [output][row] */
function finiteRows(outputs: Float64Array, rows: number): Uint8Array {
  const finite = new Uint8Array(rows).fill(1);
  outputs.forEach((value, at) => {
    if (!Number.isFinite(value)) finite[at % rows] = 0;
  });
  return finite;
}

/** The values, [column][row], of the flagged rows; NaN elsewhere. */
function onlyWhere(flags: Uint8Array, values: Float64Array): Float64Array {
  return values.map((value, at) => (flags[at % flags.length] === 1 ? value : NaN));
}

function undefinedWarnings(finite: Uint8Array, tableRows: Uint32Array): string[] {
  const rows = tableRows.filter((_, row) => finite[row] === 0);
  if (rows.length === 0) return [];
  const which =
    rows.length === 1
      ? `row ${rows[0] + 1}`
      : `${countText(rows.length)} of ${countText(tableRows.length)} rows, the first of them row ${rows[0] + 1}`;
  return [
    `The network has no finite value in ${which}: a function is not defined there, or the value is too large. The prediction is left empty, and errors are those of the other rows.`,
  ];
}

function requireColumns(file: Table, found: KnownTable, { features }: Encoding): void {
  const { inDoubt, inOtherUnit } = found;
  const present = file.columns.map(({ name }) => name);
  const known = new Set(found.table.columns.map(({ name }) => name));
  const absent = [...new Set(features.map(({ column }) => column))].filter((name) => !known.has(name));
  if (absent.length === 0) return;
  const like = absent.flatMap((name) => {
    if (inOtherUnit.has(name)) return [];
    const nearest = nearestName(name, present);
    const others = inDoubt.get(name) ?? (nearest === null ? [] : [nearest]);
    const quoted = others.map((other) => `“${other}”`).join(' or ');
    return others.length === 0 ? [] : [`“${name}” may be ${quoted} there`];
  });
  const units = [...inOtherUnit]
    .filter(([name]) => absent.includes(name))
    .map(([name, other]) => `“${other}” seems to be “${name}” in another unit: convert its numbers. `);
  throw userError(
    'data.unknown-column',
    `${file.fileName} lacks ${absent.length === 1 ? 'a column' : `${absent.length} columns`} that the network needs: ${listed(absent)}.`,
    `${units.join('')}${like.length > 0 ? `${like.join(', ')}: rename ${like.length === 1 ? 'it' : 'them'} in the file. ` : ''}Its columns are ${listed(present)}.`,
  );
}

function listed(names: readonly string[]): string {
  const shown = names.slice(0, 20).map((name) => `“${name}”`);
  return shown.join(', ') + (names.length > 20 ? `, … (${names.length} in all)` : '');
}

function columnsOf(
  encoding: Encoding,
  outputs: Float64Array,
  rows: number,
  threshold?: number,
): PredictedColumn[] {
  const decoded = decodeOutputs(encoding, outputs, rows, threshold);
  if (decoded.task === 'regression') {
    return encoding.targets.map((name, target) => ({
      name: `${name}_predicted`,
      cell: (row) => String(decoded.values[target][row]),
    }));
  }
  return [
    {
      name: `${encoding.targets[0]}_predicted`,
      cell: (row) => encoding.classes[decoded.classes[row]],
    },
    ...encoding.classes.map((label, index) => ({
      name: `p(${label})`,
      cell: (row: number) => String(decoded.probabilities[index][row]),
    })),
  ];
}

/** What {@link trainedRanges} are the ranges of. */
export function rangesOfWhat({ data }: Pick<Network, 'data'>): 'training rows' | 'splines' {
  return data?.setup?.scaling === 'range' ? 'training rows' : 'splines';
}

/**
 * The range of each input in the training rows, in its own units, ascending. Inputs that are scaled by their range go
 * from −1 to 1. For others, and if the set-up is not known, it is the range that the splines cover, which is wider.
 */
export function trainedRanges(network: Network): readonly (readonly [number, number])[] {
  const { model, encoding } = network;
  const [layer] = model.layers;
  const byRange = rangesOfWhat(network) === 'training rows';
  return encoding.features.map(({ scaling }, input) => {
    const knots = innerKnots(layer, input);
    const [low, high] = byRange ? [-1, 1] : [knots[0], knots[layer.grid]];
    return [toUnits(scaling, low), toUnits(scaling, high)];
  });
}
