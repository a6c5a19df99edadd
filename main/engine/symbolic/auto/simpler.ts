/**
 * Simpler formulas from a network whose edges are all functions: parts are removed one after another, first the part
 * whose removal raises the error least. So a person sees how much error each simpler formula has.
 */
import { edgeValues } from '../../kan/edge.ts';
import { fixEdge } from '../../kan/editEdge.ts';
import { edgeFunction } from '../../../../shared/expression/edgeFunction.ts';
import { edgeCount, edgeIndex, type KanModel } from '../../kan/model.ts';
import { edgeRefs, isPresent, presentEdgeCount } from '../../kan/places.ts';
import { withoutEdges } from '../../kan/prune.ts';
import { suggest } from '../suggest/suggest.ts';
import { trainBriefly, type SearchContext, type Trained } from './training.ts';
import { withEvaluator } from '../../train/objective/withEvaluator.ts';

/** Networks with more edges are not simplified: every edge is tried in every round, which would take too long. */
const mostEdges = 12;
/** Samples of an edge that a straight line is laid through. */
const mostSamples = 300;
const iterations = 12;
/** How many of the networks of a round are kept. */
const ways = 3;
/** A formula whose error is above this share of the target's spread is not useful. */
const useful = 0.9;

/**
 * Simpler and simpler networks: each round removes an edge or makes its function a straight line, tries every such
 * change, and starts the next round from the best network.
 * @param start a network whose edges are all functions. @param spread standard deviation of the target.
 */
export async function simplerNetworks(
  context: SearchContext,
  start: KanModel,
  spread: number,
): Promise<Trained[]> {
  const found: Trained[] = [];
  if (presentEdgeCount(start) > mostEdges) return found;
  let model: KanModel | undefined = start;
  while (model !== undefined && !context.signal.aborted) {
    const tried: Trained[] = [];
    for (const lighter of await withOnePartLess(context, model))
      tried.push(await trainBriefly(context, lighter, iterations));
    const good = tried
      .filter(({ error }) => error < useful * spread)
      .sort((one, other) => one.error - other.error);
    found.push(...good.slice(0, ways));
    model = good.at(0)?.model;
  }
  return found;
}

async function withOnePartLess({ dataset, backend }: SearchContext, model: KanModel): Promise<KanModel[]> {
  const { train, encoding } = dataset;
  return withEvaluator({ backend }, model, encoding, train, async (evaluator) => {
    const statistics = await evaluator.statistics(model.params);
    const means = statistics.map(({ edgeMean }) => edgeMean);
    const lighter: KanModel[] = [];
    for (const place of edgeRefs(model, isPresent)) {
      const { layer, input, output } = place;
      const edge = edgeIndex(model.layers[layer], input, output);
      const keep = model.layers.map((of) => new Uint8Array(edgeCount(of)).fill(1));
      keep[layer][edge] = 0;
      lighter.push(withoutEdges(model, keep, means));
      if (model.layers[layer].symbolic[edge] === 'x') continue;
      const inputs = await evaluator.layerInputs(model.params, layer);
      const from = input * train.rows;
      const x = inputs.slice(from, from + Math.min(train.rows, mostSamples));
      const y = edgeValues(model, layer, input, output, x);
      const [{ a, b, c, d }] = suggest({ x, y }, [edgeFunction('x')]);
      lighter.push(fixEdge(model, place, 'x', [a, b, c, d]));
    }
    return lighter.filter((one) => presentEdgeCount(one) > 0);
  });
}
