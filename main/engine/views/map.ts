/** The network over two inputs while the others are constant: values of a target, or the probabilities of all classes. */
import type { MapView } from '../../../shared/contract/views/evaluation.ts';
import { userError } from '../../../shared/errors.ts';
import type { Backend } from '../compute/backend.ts';
import type { Dataset } from '../data/dataset/dataset.ts';
import { nameWithUnit } from '../data/units/columnUnits.ts';
import { outputsOn } from '../measure/probe.ts';
import { aroundPoint, batchOf, outputName, stepsOf, valuesOf } from './around.ts';
import { importanceView } from './importance.ts';
import { leastGap } from './levelValues.ts';
import type { Shown } from './shown.ts';

/** Points along each side of the map, at least. */
const points = 96;
/** Where levels need more than this, they lie between the points. */
const mostPoints = 400;

/** The map that is asked for. */
interface Asked {
  /** Of a regression; for classes every class is mapped. */
  readonly output: number;
  /** Places of two inputs that are numbers; null for the two that the network needs most. */
  readonly across: readonly [number, number] | null;
  /** Values of the inputs in the data's units; null for a typical value of the training rows. */
  readonly at: readonly (number | null)[];
}

/** @throws KanError `evaluation.output`, `evaluation.map` */
export async function mapView(
  backend: Backend,
  shown: Shown,
  dataset: Dataset,
  { output, across, at }: Asked,
): Promise<MapView> {
  const { id, model, encoding } = shown;
  const classes = encoding.task === 'classification';
  const outputs = classes ? [...encoding.classes.keys()] : [output];
  const names = outputs.map((of) => outputName(encoding, of));
  const [first, second] = across ?? (await strongest(backend, shown, dataset));
  const isNumber = (input: number | undefined): boolean =>
    input !== undefined && encoding.features.at(input)?.label === null;
  if (first === second || !isNumber(first) || !isNumber(second)) {
    throw userError('evaluation.map', 'A map needs two different inputs that are numbers.');
  }
  const { ranges, levels, centre } = aroundPoint(shown, dataset, at);
  const [xs, ys] = [first, second].map((input) =>
    stepsOf(encoding.features[input], ranges[input], pointsFor(levels[input])),
  );
  const rows = Array.from(ys, (y) => Array.from(xs, (x) => centre.with(first, x).with(second, y))).flat();
  const raw = await outputsOn(backend, model, encoding, batchOf(encoding, rows));
  return {
    revision: id,
    names,
    classes,
    across: [first, second],
    axes: [xs, ys],
    values: outputs.map((of) => valuesOf(encoding, raw, rows.length, of)),
    inputs: encoding.features.map((feature, input) => ({
      name: nameWithUnit(feature),
      column: feature.column,
      label: feature.label,
      logarithm: feature.scaling.logarithm === true,
      min: ranges[input].min,
      max: ranges[input].max,
      levels: levels[input],
      at: centre[input],
    })),
  };
}

/** So many that numbers from 1 to 150 with levels, such as those of subjects, are points: else the map would skip some. */
function pointsFor(levels: Float64Array | null): number {
  if (levels === null) return points;
  const steps = Math.round((levels[levels.length - 1] - levels[0]) / leastGap(levels));
  return steps >= mostPoints ? points : steps * Math.ceil((points - 1) / steps) + 1;
}

/** Places of the two inputs that the network needs most, of those that are numbers; fewer where there are fewer. */
async function strongest(
  backend: Backend,
  { model, encoding }: Shown,
  dataset: Dataset,
): Promise<readonly number[]> {
  const { columns } = await importanceView(backend, { model, encoding }, dataset);
  return columns
    .toSorted((a, b) => b.share - a.share)
    .flatMap(({ inputs }) => inputs.filter((input) => encoding.features[input].label === null))
    .slice(0, 2)
    .sort((a, b) => a - b);
}
