/**
 * Removes the edges that a network does not need. Each removal is tried, the weakest edge first, and followed by a
 * short refit.
 */
import { scoreOf } from '../../data/index.ts';
import { edgeCount, edgeIndex } from '../../kan/model.ts';
import { edgeRefs, isPresent, presentEdgeCount } from '../../kan/places.ts';
import { withoutEdges } from '../../kan/prune.ts';
import { trainingStatistics } from '../../train/statistics/trainingStatistics.ts';
import { outputsOn } from '../../measure/probe.ts';
import { exactShare } from '../formula/finish.ts';
import { trainBriefly, type SearchContext, type Trained } from './training.ts';

/**
 * A removal may raise the error by this factor. Below `splineLimited` (a share of the target's spread) the error comes
 * from the splines, and removing a superfluous edge lowers it: there all removals together may raise it by the second
 * factor.
 */
const tolerated = 1.05;
const toleratedOfSplines = 8;
const splineLimited = 2e-3;

/**
 * Each target has its own limit: where one target has a far smaller error than another, an error over all targets would
 * not show how much a removal worsens it.
 * @param spreads standard deviation of each target in its own unit (see `targetSpreads`).
 */
export async function withoutWeakEdges(
  context: SearchContext,
  start: Trained,
  spreads: readonly number[],
): Promise<Trained> {
  let best = start;
  let errors = await targetErrors(context, start);
  const ceilings = errors.map((error, target) => {
    const ceiling = Math.min(toleratedOfSplines * error, splineLimited * spreads[target]);
    return Math.max(ceiling, exactShare * spreads[target]);
  });
  const refused = new Set<string>();
  for (;;) {
    if (context.signal.aborted) return best;
    const statistics = await trainingStatistics(context, best.model);
    const { layers } = best.model;
    const weakest = edgeRefs(best.model, isPresent)
      .map(({ layer, input, output }) => ({ layer, edge: edgeIndex(layers[layer], input, output) }))
      .map(({ layer, edge }) => ({ layer, edge, score: statistics[layer].edgeScores[edge] }))
      .filter(({ layer, edge }) => !refused.has(`${layer},${edge}`))
      .sort((left, right) => left.score - right.score)
      .at(0);
    if (weakest === undefined) return best;
    const keep = layers.map((layer) => new Uint8Array(edgeCount(layer)).fill(1));
    keep[weakest.layer][weakest.edge] = 0;
    const lighter = withoutEdges(
      best.model,
      keep,
      statistics.map(({ edgeMean }) => edgeMean),
    );
    const found = presentEdgeCount(lighter) > 0 ? await trainBriefly(context, lighter, 15) : null;
    const reached = found && (await targetErrors(context, found));
    const before = errors;
    if (reached?.every((error, target) => error <= Math.max(ceilings[target], tolerated * before[target]))) {
      best = found!;
      errors = reached;
      refused.clear();
    } else refused.add(`${weakest.layer},${weakest.edge}`);
  }
}

/** The error of each target in its own unit, on the rows that `error` is of; of classes their cross-entropy. */
async function targetErrors(
  { backend, dataset }: SearchContext,
  { model, error }: Trained,
): Promise<readonly number[]> {
  const { encoding, train, validation } = dataset;
  if (encoding.task === 'classification' || encoding.outputs.length === 1) return [error];
  const rows = validation.rows > 0 ? validation : train;
  const { targets } = scoreOf(encoding, await outputsOn(backend, model, encoding, rows), rows);
  return targets.map(({ rmse }) => (Number.isFinite(rmse) ? rmse : Infinity));
}
