/**
 * A second choice of function for each edge. An edge was fixed while other edges were still splines, so its function
 * may include a part that belongs to another edge (in a product f·g + h a constant in f can hide in h). When all edges
 * are fixed, other functions are tried for each edge.
 */
import type { EdgeRef } from '../../../../shared/refs.ts';
import { edgeValues } from '../../kan/edge.ts';
import { fixEdge } from '../../kan/editEdge.ts';
import { edgeIndex, type KanModel } from '../../kan/model.ts';
import { edgeRefs, isSymbolic } from '../../kan/places.ts';
import { bestCandidates } from './bestCandidates.ts';
import { trainBriefly, type SearchContext, type Trained } from './training.ts';
import { withoutWeakEdges } from './removeWeakEdges.ts';
import { withEvaluator } from '../../train/objective/withEvaluator.ts';

/** Samples of an edge, functions tried for it, and rounds over all edges. */
const mostSamples = 300;
const alternatives = 3;
const mostRounds = 4;
/** Functions of at most this complexity are tried as well where they leave no more than this share unexplained. */
const plain = 2;
const similar = 0.1;
/** Another function must lower the error to this share. */
const lowerShare = 0.5;

/**
 * The network with other functions or fewer edges where that lowers the error.
 * @param floor errors below this value count as 0.
 */
export async function revisit(
  context: SearchContext,
  start: Trained,
  spread: number,
  floor: number,
): Promise<Trained> {
  let best = start;
  for (let round = 0; round < mostRounds && best.error > floor && !context.signal.aborted; round++) {
    const lighter = await withoutWeakEdges(context, best, [spread]);
    const changed = await anotherFunction(context, lighter, floor);
    if (changed === null) return lighter;
    best = changed;
  }
  return best;
}

/**
 * The network with another function on one edge where that lowers the error enough; null where no change does. All
 * other parameters are refitted for each trial.
 */
async function anotherFunction(
  context: SearchContext,
  state: Trained,
  floor: number,
): Promise<Trained | null> {
  let best: Trained | null = null;
  for (const place of edgeRefs(state.model, isSymbolic)) {
    const present = functionOf(state.model, place);
    for (const { name, a, b, c, d } of await candidatesFor(context, state.model, place)) {
      if (name === present) continue;
      if (context.signal.aborted) return best;
      const tried = await trainBriefly(context, fixEdge(state.model, place, name, [a, b, c, d]), 25);
      if (tried.error < lowerShare * (best ?? state).error) best = tried;
      if (best !== null && best.error <= floor) return best;
    }
  }
  return best;
}

async function candidatesFor(
  { dataset, backend }: SearchContext,
  model: KanModel,
  { layer, input, output }: EdgeRef,
): Promise<ReturnType<typeof bestCandidates>> {
  const { train, encoding } = dataset;
  return withEvaluator({ backend }, model, encoding, train, async (evaluator) => {
    const inputs = await evaluator.layerInputs(model.params, layer);
    const x = inputs.slice(input * train.rows, input * train.rows + Math.min(train.rows, mostSamples));
    const all = bestCandidates({ x, y: edgeValues(model, layer, input, output, x) });
    return all.filter(
      ({ complexity, unexplained }, rank) =>
        rank < alternatives || (complexity <= plain && unexplained <= similar),
    );
  });
}

function functionOf({ layers }: KanModel, { layer, input, output }: EdgeRef): string | null {
  return layers[layer].symbolic[edgeIndex(layers[layer], input, output)];
}
