/** What a network is made of, as text and as JSON. */
import type { PresentLadder } from '../../shared/contract/views/ladder.ts';
import { plural } from '../../shared/figures.ts';
import { shapeOf, type KanModel } from '../engine/kan/model.ts';
import { presentEdgeCount } from '../engine/kan/places.ts';
import { trainableParameters } from '../engine/train/objective/problem.ts';

/**
 * `Network 2 → 5 → 1, grid 5, order 3: 15 edges, 150 parameters`: only edges and parameters that are in use. “Fitted
 * parameters” where the network has others besides, as in the window.
 */
export function networkLine(model: KanModel, present: PresentLadder | null): string {
  const [{ grid, order }] = model.layers;
  const { shape, edges, parameters } = networkJson(model, present);
  const all = trainableParameters(model).length;
  return (
    `Network ${shape.join(' → ')}, grid ${grid}, order ${order}: ` +
    `${plural(edges, 'edge')}, ${plural(parameters, parameters === all ? 'parameter' : 'fitted parameter')}\n`
  );
}

/**
 * The nodes of each layer, and the numbers of edges and parameters that are in use.
 * @param present the ladder of the network if it is one of its models: parameters that it holds fixed do not count.
 */
export function networkJson(
  model: KanModel,
  present: PresentLadder | null,
): {
  readonly shape: readonly number[];
  readonly parameters: number;
  readonly edges: number;
} {
  const at = present?.rung ?? null;
  const rung = present === null || at === null ? null : present.ladder.rungs[at];
  return {
    shape: shapeOf(model),
    parameters: rung === null ? trainableParameters(model).length : rung.parameters,
    edges: presentEdgeCount(model),
  };
}
