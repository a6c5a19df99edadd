/** The network around a point: ranges and typical values of its inputs, and its outputs at chosen values. */
import { everyRow } from '../data/rows.ts';
import { userError } from '../../../shared/errors.ts';
import type { Batch } from '../data/batch.ts';
import type { Dataset } from '../data/dataset/dataset.ts';
import type { Encoding, Feature } from '../data/encoding/encoding.ts';
import { decodeOutputs } from '../data/dataset/encode.ts';
import { fromUnits, toUnits } from '../data/table/scaling.ts';
import { median } from '../data/table/statistics.ts';
import { nameWithUnit } from '../data/units/columnUnits.ts';
import { levelValues, nearestOf } from './levelValues.ts';
import type { Shown } from './shown.ts';

/** The class, or the target with its unit. @throws KanError `evaluation.output` */
export function outputName(encoding: Encoding, output: number): string {
  const names = encoding.task === 'classification' ? encoding.classes : encoding.outputs.map(nameWithUnit);
  const name = names.at(output);
  if (name === undefined) throw userError('evaluation.output', `There is no output ${output + 1}.`);
  return name;
}

export interface Range {
  readonly min: number;
  readonly max: number;
  /** The median; for the labels of one column, 1 for the most frequent one alone. */
  readonly usual: number;
}

const ranges = new WeakMap<Dataset, readonly Range[]>();

/** Of the training rows, in the data's units. */
function rangesOf(dataset: Dataset): readonly Range[] {
  const before = ranges.get(dataset);
  if (before) return before;
  const { encoding, train } = dataset;
  const column = (input: number): Float64Array =>
    train.inputs.subarray(input * train.rows, (input + 1) * train.rows);
  const all = everyRow(train.rows);
  const share = (input: number): number => column(input).reduce((sum, value) => sum + value, 0);
  const found = encoding.features.map(({ scaling, label, column: of }, input) => {
    const values = column(input);
    const inUnits = (value: number): number => toUnits(scaling, value);
    const siblings = [...encoding.features.keys()].filter((other) => encoding.features[other].column === of);
    // Of labels that are as frequent as each other, the first: a row has one label.
    const isBehind = (other: number): boolean =>
      share(other) < share(input) || (share(other) === share(input) && other >= input);
    const commonest = label !== null && siblings.every(isBehind);
    return {
      min: inUnits(values.reduce((low, value) => Math.min(low, value), Infinity)),
      max: inUnits(values.reduce((high, value) => Math.max(high, value), -Infinity)),
      usual: label === null ? inUnits(median(values, all)) : Number(commonest),
    };
  });
  ranges.set(dataset, found);
  return found;
}

/** Where the network is looked at: what each input can be, and what it is while others change. */
interface Around {
  readonly ranges: readonly Range[];
  /** Values of the inputs that have levels; null for the others. */
  readonly levels: readonly (Float64Array | null)[];
  /** The value of each input, in the data's units. */
  readonly centre: readonly number[];
}

/** @param at values of the inputs in the data's units; null for a typical value of the training rows. */
export function aroundPoint(
  shown: Pick<Shown, 'model' | 'encoding'>,
  dataset: Dataset,
  at: readonly (number | null)[],
): Around {
  const { features } = shown.encoding;
  const ranges = rangesOf(dataset);
  const levels = features.map((_, input) => levelValues(shown, dataset, input));
  const centre = features.map((_, input) => at[input] ?? nearestOf(levels[input], ranges[input].usual));
  return { ranges, levels, centre };
}

/** Even steps of what the network sees: of the values, or of their logarithms. */
export function stepsOf({ label, scaling }: Feature, { min, max }: Range, points: number): Float64Array {
  if (label !== null) return Float64Array.of(0, 1);
  const at = (share: number): number =>
    scaling.logarithm ? min * (max / min) ** share : min + (max - min) * share;
  return Float64Array.from({ length: points }, (_, i) => (i === points - 1 ? max : at(i / (points - 1))));
}

/** The point with one input changed. If a label is set to 1, the other labels of its column are set to 0. */
export function movedTo(
  features: readonly Feature[],
  centre: readonly number[],
  input: number,
  value: number,
): number[] {
  const { column, label } = features[input];
  return centre.map((held, other) => {
    if (other === input) return value;
    const sibling = label !== null && value === 1 && features[other].column === column;
    return sibling ? 0 : held;
  });
}

/** Rows of values in the data's units, as the network sees them. */
export function batchOf({ features }: Encoding, rows: readonly (readonly number[])[]): Batch {
  return {
    rows: rows.length,
    inputs: Float64Array.from(
      features.flatMap(({ scaling }, input) => rows.map((row) => fromUnits(scaling, row[input]))),
    ),
    targets: new Float64Array(),
    weights: null,
  };
}

/** An output of the network in the data's units, or the probability of a class, by row. */
export function valuesOf(encoding: Encoding, raw: Float64Array, rows: number, output: number): Float64Array {
  const decoded = decodeOutputs(encoding, raw, rows);
  return decoded.task === 'classification' ? decoded.probabilities[output] : decoded.values[output];
}
