/** The network around one point: how an output depends on each input while the others are constant. */
import type { ProfileCurve, ProfileView } from '../../../shared/contract/evaluationViews.ts';
import { userError } from '../../../shared/errors.ts';
import type { Backend } from '../compute/backend.ts';
import type { Batch } from '../data/batch.ts';
import type { Dataset, Encoding, Feature } from '../data/dataset/dataset.ts';
import { decodeOutputs } from '../data/dataset/encode.ts';
import { nameWithUnit } from '../data/units/columnUnits.ts';
import { median } from '../data/table/statistics.ts';
import type { KanModel } from '../kan/model.ts';
import { uncertaintyOf, type Uncertainty } from '../train/statistics/uncertainty.ts';
import { outputsOn } from '../measure/probe.ts';
import type { Shown } from './shown.ts';
import { withEvaluator } from '../train/objective/withEvaluator.ts';
import { fromUnits, toUnits } from '../data/table/scaling.ts';

/** Number of points of a curve, and of curves that are drawn. */
const points = 49;
const mostCurves = 200;
/** Number of curves with a band: each point of a band needs a gradient. */
const mostBands = 30;
/** Half the width of a band that covers 95 % of a normal distribution. */
const normal95 = 1.96;

/**
 * @param output of a regression; or a class, and the view then gives its probability.
 * @param at values of the inputs in the data's units; if null, or null for an input, a typical value of the training
 *   rows.
 * @throws KanError `evaluation.output`
 */
export async function profileView(
  backend: Backend,
  { id, model, encoding }: Shown,
  dataset: Dataset,
  output: number,
  at: readonly (number | null)[],
): Promise<ProfileView> {
  const names = encoding.task === 'classification' ? encoding.classes : encoding.outputs.map(nameWithUnit);
  const name = names.at(output);
  if (name === undefined) throw userError('evaluation.output', `There is no output ${output + 1}.`);
  const ranges = rangesOf(dataset);
  const centre = encoding.features.map((_, input) => at[input] ?? ranges[input].usual);
  const drawn = encoding.features.slice(0, mostCurves);
  const grids = drawn.map((feature, input) => gridOf(feature, ranges[input]));
  const rows = [
    centre,
    ...drawn.flatMap((_, input) =>
      Array.from(grids[input], (value) => movedTo(encoding.features, centre, input, value)),
    ),
  ];
  const batch = batchOf(encoding, rows);
  const raw = await outputsOn(backend, model, encoding, batch);
  const values = valuesOf(encoding, raw, rows.length, output);
  const banded = grids.slice(0, mostBands).reduce((total, grid) => total + grid.length, 0);
  const known = await knownUncertainty(backend, model, dataset);
  const errors = known && (await errorsAt(backend, model, encoding, batch, raw, output, banded, known));
  let start = 1;
  const curves = drawn.map((feature, input): ProfileCurve => {
    const { min, max } = ranges[input];
    const x = grids[input];
    const from = start;
    start += x.length;
    const y = values.slice(from, start);
    const band = errors && input < mostBands ? errors.subarray(from - 1, start - 1) : null;
    const edge = (sign: number): Float64Array | null =>
      band && y.map((value, i) => bounded(encoding, value + sign * normal95 * band[i]));
    const [low, high] = [edge(-1), edge(1)];
    const { column, label } = feature;
    return { name: nameWithUnit(feature), column, label, min, max, at: centre[input], x, y, low, high };
  });
  return {
    revision: id,
    output: name,
    prediction: values[0],
    curves,
    outside: encoding.features.flatMap((feature, input) => {
      const { min, max } = ranges[input];
      return centre[input] < min || centre[input] > max ? [nameWithUnit(feature)] : [];
    }),
  };
}

/** Probabilities are limited to 0 … 1. */
function bounded({ task }: Encoding, value: number): number {
  return task === 'classification' ? Math.min(1, Math.max(0, value)) : value;
}

interface Range {
  readonly min: number;
  readonly max: number;
  /** The median; for the labels of one column, 1 for the most frequent one. */
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
  const all = Uint32Array.from({ length: train.rows }, (_, row) => row);
  const share = (input: number): number => column(input).reduce((sum, value) => sum + value, 0);
  const found = encoding.features.map(({ scaling, label, column: of }, input) => {
    const values = column(input);
    const inUnits = (value: number): number => toUnits(scaling, value);
    const siblings = [...encoding.features.keys()].filter((other) => encoding.features[other].column === of);
    const commonest = label !== null && siblings.every((other) => share(other) <= share(input));
    return {
      min: inUnits(values.reduce((low, value) => Math.min(low, value), Infinity)),
      max: inUnits(values.reduce((high, value) => Math.max(high, value), -Infinity)),
      usual: label === null ? inUnits(median(values, all)) : Number(commonest),
    };
  });
  ranges.set(dataset, found);
  return found;
}

/** Even steps of what the network sees: of the values, or of their logarithms. */
function gridOf({ label, scaling }: Feature, { min, max }: Range): Float64Array {
  if (label !== null) return Float64Array.of(0, 1);
  const at = (share: number): number =>
    scaling.logarithm ? min * (max / min) ** share : min + (max - min) * share;
  return Float64Array.from({ length: points }, (_, i) => (i === points - 1 ? max : at(i / (points - 1))));
}

/** The point with one input changed. If a label is set to 1, the other labels of its column are set to 0. */
function movedTo(
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

function batchOf({ features }: Encoding, rows: readonly (readonly number[])[]): Batch {
  return {
    rows: rows.length,
    inputs: Float64Array.from(
      features.flatMap(({ scaling }, input) => rows.map((row) => fromUnits(scaling, row[input]))),
    ),
    targets: new Float64Array(),
    weights: null,
  };
}

function valuesOf(encoding: Encoding, raw: Float64Array, rows: number, output: number): Float64Array {
  const decoded = decodeOutputs(encoding, raw, rows);
  return decoded.task === 'classification' ? decoded.probabilities[output] : decoded.values[output];
}

const uncertainties = new WeakMap<KanModel, { dataset: Dataset; found: Uncertainty | null }>();

async function knownUncertainty(
  backend: Backend,
  model: KanModel,
  dataset: Dataset,
): Promise<Uncertainty | null> {
  const before = uncertainties.get(model);
  if (before?.dataset === dataset) return before.found;
  const found = await uncertaintyOf(backend, model, dataset);
  uncertainties.set(model, { dataset, found });
  return found;
}

/**
 * Standard errors of an output at the rows after the first, in the data's units (for a class, of the probability).
 * The gradient of the output is computed as the gradient of the loss of one row with a suitable target. For a squared
 * error the target of this output is its prediction minus half the number of outputs. For cross-entropy it is the
 * class itself (∇p = −p·∇(−ln p)).
 */
async function errorsAt(
  backend: Backend,
  model: KanModel,
  encoding: Encoding,
  { rows, inputs }: Batch,
  raw: Float64Array,
  output: number,
  count: number,
  uncertainty: Uncertainty,
): Promise<Float64Array> {
  const classes = encoding.task === 'classification';
  const targets = classes
    ? new Float64Array(rows).fill(output)
    : raw.map((value, i) => value - (Math.floor(i / rows) === output ? encoding.outputs.length / 2 : 0));
  const batch = { rows, inputs, targets, weights: null };
  const scale = classes ? 1 : Math.abs(encoding.outputs[output].scaling.scale);
  const gradient = new Float64Array(model.params.length);
  const probability = classes ? valuesOf(encoding, raw, rows, output) : null;
  return withEvaluator({ backend }, model, encoding, batch, async (evaluator) => {
    const errors = new Float64Array(count);
    for (let i = 0; i < count; i++) {
      await evaluator.evaluate(model.params, gradient, Uint32Array.of(i + 1));
      errors[i] = uncertainty.standardError(gradient) * scale * (probability?.[i + 1] ?? 1);
    }
    return errors;
  });
}
