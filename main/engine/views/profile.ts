/** The network around one point: how an output depends on each input while the others are constant. */
import type { ProfileCurve, ProfileView } from '../../../shared/contract/views/evaluation.ts';
import type { FarView, ScatterView } from '../../../shared/contract/views/formula.ts';
import type { WorkProgress } from '../../../shared/contract/views/progress.ts';
import type { Backend } from '../compute/backend.ts';
import type { Batch } from '../data/batch.ts';
import type { Dataset } from '../data/dataset/dataset.ts';
import type { Encoding } from '../data/encoding/encoding.ts';
import { nameWithUnit } from '../data/units/columnUnits.ts';
import type { History } from '../history/history.ts';
import { fittedRows } from '../history/fittedRows.ts';
import { withFittedFree } from '../history/logarithmFit.ts';
import type { Revision } from '../history/revision.ts';
import type { KanModel } from '../kan/model.ts';
import { uncertaintyOf, type Uncertainty } from '../train/statistics/uncertainty.ts';
import { innerKnots, withCorners } from '../measure/edgeGrid.ts';
import { filledInputs } from '../measure/filledInputs.ts';
import { outputsOn } from '../measure/probe.ts';
import { toUnits } from '../data/table/scaling.ts';
import { hasPolygons, levelPoints } from './levelValues.ts';
import { aroundPoint, batchOf, movedTo, outputName, stepsOf, valuesOf } from './around.ts';
import { withEvaluator } from '../train/objective/withEvaluator.ts';

/** Number of points of a curve, and of curves that are drawn. */
const points = 49;
const mostCurves = 200;
/** Number of curves with a band, and of their points: each point of a band needs a gradient. */
const mostBands = 30;
const mostBandPoints = 4000;

/** The profile that is asked for. */
interface Asked {
  /** Of a regression; or a class, and the view then gives its probability. */
  readonly output: number;
  /** Values of the inputs in the data's units; null for a typical value of the training rows. */
  readonly at: readonly (number | null)[];
}

/** @throws KanError `evaluation.output` */
export async function profileView(
  backend: Backend,
  history: History,
  revision: Revision,
  dataset: Dataset,
  { output, at }: Asked,
  report: (work: WorkProgress) => void = () => undefined,
): Promise<ProfileView> {
  const { id, model, encoding } = revision;
  const name = outputName(encoding, output);
  const { ranges, levels, centre } = aroundPoint(revision, dataset, at);
  const drawn = encoding.features.slice(0, mostCurves);
  const grids = drawn.map((feature, input) => {
    const corners = cornersOf(revision, input);
    const own = levels[input];
    return own === null
      ? withCorners(stepsOf(feature, ranges[input], points), corners)
      : levelPoints(own, corners);
  });
  const rows = [
    centre,
    ...drawn.flatMap((_, input) =>
      Array.from(grids[input], (value) => movedTo(encoding.features, centre, input, value)),
    ),
  ];
  const batch = batchOf(encoding, rows);
  const raw = await outputsOn(backend, model, encoding, batch);
  const values = valuesOf(encoding, raw, rows.length, output);
  const banded = bandedOf(grids);
  const fitted = fittedRows({ history }, revision, dataset);
  const known = await uncertaintyOf(backend, withFittedFree(revision), fitted, 'none');
  const errors =
    known && (await errorsAt({ backend, model, encoding, batch, raw }, output, banded, known, report));
  let start = 1;
  const curves = drawn.map((feature, input): ProfileCurve => {
    const { min, max } = ranges[input];
    const x = grids[input];
    const from = start;
    start += x.length;
    const y = values.slice(from, start);
    const band = errors && start - 1 <= banded ? errors.subarray(from - 1, start - 1) : null;
    const half95 = known?.half95 ?? NaN;
    const limit = encoding.task === 'classification' ? limitOfProbability : limitOfMean;
    const edge = (sign: number): Float64Array | null =>
      band && y.map((value, i) => limit(value, sign * half95 * band[i]));
    const [low, high] = [edge(-1), edge(1)];
    const { column, label } = feature;
    const place = { min, max, levels: levels[input], at: centre[input] };
    return { name: nameWithUnit(feature), column, label, ...place, x, y, low, high };
  });
  return {
    revision: id,
    output: name,
    prediction: values[0],
    curves,
    far: known === null ? { rows: [], filled: [] } : trainingRowsWithout(dataset, fitted, model),
    scatter: known && scatterIn(known, dataset, fitted),
    groups: known?.groups ?? null,
    outside: encoding.features.flatMap((feature, input) => {
      const { min, max } = ranges[input];
      return centre[input] < min || centre[input] > max ? [nameWithUnit(feature)] : [];
    }),
  };
}

/** Where the curve of an input has corners, in the data's units: its splines may be polygons. */
function cornersOf(revision: Revision, input: number): Float64Array {
  if (!hasPolygons(revision, input)) return new Float64Array();
  const { scaling } = revision.encoding.features[input];
  return innerKnots(revision.model.layers[0], input).map((knot) => toUnits(scaling, knot));
}

/** Points of the first curves that have a band. */
function bandedOf(grids: readonly Float64Array[]): number {
  const ends = grids
    .slice(0, mostBands)
    .reduce<number[]>((all, { length }) => [...all, (all.at(-1) ?? 0) + length], []);
  return ends.findLast((end) => end <= mostBandPoints) ?? 0;
}

/** @param fitted the data set with the weights of the fit. */
function scatterIn({ scatter }: Uncertainty, dataset: Dataset, fitted: Dataset): ScatterView | null {
  if (scatter === null) return null;
  const ofFit = fitted.train.weights === null ? 'errors' : 'shares';
  return { withValue: scatter, of: dataset.train.weights === null ? ofFit : 'weighted errors' };
}

/** The training rows that a data set lacks. */
function trainingRowsWithout(dataset: Dataset, fitted: Dataset, model: KanModel): FarView {
  const { train } = dataset;
  if (fitted.train.tableRows === train.tableRows) return { rows: [], filled: [] };
  const kept = new Set(fitted.train.tableRows);
  const rows = [...train.tableRows.filter((row) => !kept.has(row))];
  return { rows: rows.map((row) => row + 1), filled: filledInputs(dataset, model, rows) };
}

const limitOfMean = (value: number, distance: number): number => value + distance;

/**
 * That of the log-odds, where a distance d of the probability p is d/(p(1 − p)): near 0 and 1 the probability itself has an error
 * that is not symmetric.
 */
function limitOfProbability(p: number, distance: number): number {
  const odds = (1 - p) * Math.exp(-distance / (p * (1 - p)));
  return p > 0 && p < 1 ? p / (p + odds) : p;
}

/** A network and its outputs at some points. */
interface Computed {
  readonly backend: Backend;
  readonly model: KanModel;
  readonly encoding: Encoding;
  readonly batch: Batch;
  /** As the network gives them, [output][row]. */
  readonly raw: Float64Array;
}

/**
 * Standard errors of an output at the rows after the first, in the data's units (for a class, of the probability).
 * The gradient of the output is computed as the gradient of the loss of one row with a suitable target. For a squared
 * error the target of this output is its prediction minus half the number of outputs. For cross-entropy it is the
 * class itself (∇p = −p·∇(−ln p)).
 */
async function errorsAt(
  { backend, model, encoding, batch: { rows, inputs }, raw }: Computed,
  output: number,
  count: number,
  uncertainty: Uncertainty,
  report: (work: WorkProgress) => void,
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
      report({ what: 'Computing the bands', done: i, of: count, unit: 'points' });
      await evaluator.evaluate(model.params, gradient, Uint32Array.of(i + 1));
      errors[i] = uncertainty.standardError(gradient) * scale * (probability?.[i + 1] ?? 1);
    }
    return errors;
  });
}
