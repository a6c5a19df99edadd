/** Which inputs of a network have a level for each of their values, and for which values. */
import { numberText, plural } from '../../../shared/figures.ts';
import type { Dataset } from '../data/dataset/dataset.ts';
import { toUnits } from '../data/table/scaling.ts';
import type { Table } from '../data/table/table.ts';
import { otherSpellings } from '../data/units/otherSpellings.ts';
import type { Revision } from '../history/revision.ts';
import { wide } from '../ladder/levels/polygons.ts';
import { edgeIndex, subnodeCount } from '../kan/model.ts';
import { innerKnots } from '../measure/edgeGrid.ts';

/** Of two numbers that are the same but for rounding. */
const near = 1e-9;

/**
 * The values of an input that have levels, ascending, in the data's units; null where the input has none. The polygons of
 * levels have a grid point at each value of the fitted rows, and one beyond either end at the distance of the least gap.
 */
export function levelValues(
  { model, encoding }: Pick<Revision, 'model' | 'encoding'>,
  dataset: Dataset,
  input: number,
): Float64Array | null {
  const [layer] = model.layers;
  const { scaling } = encoding.features[input];
  if (!hasPolygons({ model, encoding }, input)) return null;
  const knots = innerKnots(layer, input);
  const room = near * (knots[knots.length - 1] - knots[0]);
  const isKnot = (value: number): boolean => knots.some((knot) => Math.abs(knot - value) <= room);
  const trained = valuesOf(dataset.train, input);
  // The validation rows may have been fitted too.
  const known = [...trained, ...valuesOf(dataset.validation, input)].filter(isKnot);
  const values = Float64Array.from(new Set(known)).sort();
  if (values.length < 2 || !trained.every(isKnot)) return null;
  const gap = leastGap(values);
  if (!isKnot(values[0] - gap) || !isKnot(values[values.length - 1] + gap)) return null;
  return values.map((value) => toUnits(scaling, value));
}

/** Whether some input may have levels: {@link levelValues} tells, from the rows. */
export function mayHaveLevels({ model, encoding }: Pick<Revision, 'model' | 'encoding'>): boolean {
  return encoding.features.some((_, input) => hasPolygons({ model, encoding }, input));
}

/** Whether the splines of an input are polygons, which have corners and may have levels. */
export function hasPolygons(
  { model, encoding }: Pick<Revision, 'model' | 'encoding'>,
  input: number,
): boolean {
  const [layer] = model.layers;
  const from = edgeIndex(layer, input, 0);
  const hasSpline = layer.mask.subarray(from, from + subnodeCount(layer)).includes(1);
  return encoding.features[input].label === null && layer.order === 1 && hasSpline;
}

function valuesOf({ inputs, rows }: Dataset['train'], input: number): number[] {
  return [...new Set(inputs.subarray(input * rows, (input + 1) * rows))];
}

/** The least distance between neighbours of ascending values. */
export function leastGap(values: Float64Array): number {
  return values.slice(1).reduce((least, value, i) => Math.min(least, value - values[i]), Infinity);
}

/**
 * Where a curve with levels is drawn: at the levels, and at its corners in wide gaps, where values are missing. Between two
 * levels no row is, so that nothing is known there.
 */
export function levelPoints(levels: Float64Array, corners: Float64Array): Float64Array {
  const least = wide * leastGap(levels);
  const isInGap = (corner: number): boolean => {
    const after = levels.findIndex((level) => level > corner);
    return after > 0 && levels[after] - levels[after - 1] > least && !levels.includes(corner);
  };
  return Float64Array.of(...levels, ...corners.filter(isInGap)).sort();
}

/** The nearest of some values; the value itself where there are none. */
export function nearestOf(values: Float64Array | null, value: number): number {
  if (values === null) return value;
  return values.reduce((best, other) => (Math.abs(other - value) < Math.abs(best - value) ? other : best));
}

/** A sentence for each input with levels of which rows have other values between them, such as a subject who was not there. */
export function otherLevelsNotes(
  revision: Pick<Revision, 'model' | 'encoding'>,
  dataset: Dataset,
  { columns }: Pick<Table, 'columns'>,
): string[] {
  return revision.encoding.features.flatMap(({ column: name }, input) => {
    const levels = levelValues(revision, dataset, input);
    const [spelled] = otherSpellings([{ name }], columns).taken;
    const column = columns.find((one) => one.name === (spelled?.column ?? name));
    if (levels === null || column === undefined) return [];
    const [first, last] = [levels[0], levels[levels.length - 1]];
    const room = near * (last - first);
    const isOther = (value: number): boolean =>
      value > first && value < last && Math.abs(nearestOf(levels, value) - value) > room;
    const others = column.values.filter(isOther);
    if (others.length === 0) return [];
    const has = others.length === 1 ? 'has' : 'have';
    return [
      `${name}: ${plural(others.length, 'row')} ${has} a value that does not occur in training, such as ${numberText(others[0], 6)}. Its level is not known; do not rely on the predictions there.`,
    ];
  });
}
