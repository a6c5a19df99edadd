/** What an edge gives to each label of a category. */
import type { EdgeRef } from '../../../shared/refs.ts';
import type { Quantity } from '../../../shared/expression/print/quantity.ts';
import type { Encoding, Feature } from '../data/encoding/encoding.ts';
import { quantityOf } from '../data/dataset/quantity.ts';
import { fromUnits } from '../data/table/scaling.ts';
import { edgeValues } from '../kan/edge.ts';
import { shapeOf, subnodeOwners, type KanModel } from '../kan/model.ts';
import { edgeRefs, isPresent } from '../kan/places.ts';
import { slicesOf } from '../kan/slices.ts';

/** The edge of an input that is 0 or 1, as without + rise·input. */
export interface LabelEffect {
  /** Its value on rows without the label. */
  readonly without: number;
  /** How much more it is on rows with the label. */
  readonly rise: number;
}

/** Exact for every function, because the input has only two values. 0 and 0 for a removed edge. */
export function labelEffect(
  model: KanModel,
  { scaling }: Feature,
  input: number,
  output: number,
): LabelEffect {
  const ends = Float64Array.of(fromUnits(scaling, 0), fromUnits(scaling, 1));
  const [without, on] = edgeValues(model, 0, input, output, ends);
  return { without, rise: on - without };
}

/** The inputs of the labels of the same column; empty for the input of a number. */
export function labelInputs({ features }: Encoding, input: number): readonly number[] {
  const { column, label } = features[input];
  if (label === null) return [];
  return [...features.keys()].filter((other) => features[other].column === column);
}

/**
 * The unit that the edges to a subnode are in: where it is one of the last layer, which adds them to a target, or to the
 * log-odds or the score of a class, the unit of that.
 */
export function unitOfEdges(
  model: KanModel,
  encoding: Encoding,
  at: number,
  output: number,
): { readonly factor: number; readonly target: Quantity | null } {
  const layer = model.layers[at];
  const node = subnodeOwners(layer)[output];
  if (at < model.layers.length - 1 || node >= layer.sums) return { factor: 1, target: null };
  const { nodeScale, subnodeScale } = slicesOf(model, at);
  return {
    factor: nodeScale[node] * subnodeScale[output] * encoding.outputs[node].scaling.scale,
    target: quantityOf(encoding, node),
  };
}

/** Nodes of each layer, from the inputs to the outputs; a category is one input: as the window shows them. */
export function shownShape(model: KanModel, { features }: Encoding): readonly number[] {
  const categories = features.flatMap(({ column, label }) => (label === null ? [] : [column]));
  const [inputs, ...rest] = shapeOf(model);
  return [inputs - categories.length + new Set(categories).size, ...rest];
}

/**
 * The number of some edges, those of all labels of a category to one place counted as one: as the window shows them.
 * @param which of them; those that are not pruned by default
 */
export function shownEdgeCount(
  model: KanModel,
  { features }: Encoding,
  which: Parameters<typeof edgeRefs>[1] = isPresent,
): number {
  const sourceOf = ({ layer, input }: EdgeRef): string | number =>
    layer === 0 && features[input].label !== null ? `column ${features[input].column}` : input;
  const shown = edgeRefs(model, which).map((edge) => `${edge.layer},${sourceOf(edge)},${edge.output}`);
  return new Set(shown).size;
}
