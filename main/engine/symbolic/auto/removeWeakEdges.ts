/** Edges that a network can do without, found by trying: the weakest first, each removal followed by a short refit. */
import { edgeCount, type KanModel } from '../../kan/model.ts';
import { isPresent, withoutEdges } from '../../kan/prune.ts';
import { trainingStatistics } from '../../train/statistics/trainingStatistics.ts';
import { trainBriefly, type SearchContext, type Trained } from './training.ts';

/**
 * A removal may raise the error by this factor. Below `splineLimited` (a share of the target's spread) the error is the
 * splines' own and a superfluous edge lowers it: there all removals together may raise it by the second factor.
 */
const tolerated = 1.05;
const toleratedOfSplines = 8;
const splineLimited = 2e-3;

/** @param spread of the target; @param floor an error that counts as none. */
export async function withoutWeakEdges(
  context: SearchContext,
  start: Trained,
  spread: number,
  floor: number,
): Promise<Trained> {
  let best = start;
  const ceiling = Math.min(toleratedOfSplines * start.error, splineLimited * spread);
  const refused = new Set<string>();
  for (;;) {
    if (context.signal.aborted) return best;
    const statistics = await trainingStatistics(context, best.model);
    const weakest = edgesOf(best.model)
      .map((edge) => ({ ...edge, score: statistics[edge.layer].edgeScores[edge.edge] }))
      .filter(({ layer, edge }) => !refused.has(`${layer},${edge}`))
      .sort((left, right) => left.score - right.score)
      .at(0);
    if (weakest === undefined) return best;
    const keep = best.model.layers.map((layer) => new Uint8Array(edgeCount(layer)).fill(1));
    keep[weakest.layer][weakest.edge] = 0;
    const lighter = withoutEdges(
      best.model,
      keep,
      statistics.map(({ edgeMean }) => edgeMean),
    );
    const found = edgesOf(lighter).length > 0 ? await trainBriefly(context, lighter, 15) : null;
    if (found && found.error <= Math.max(floor, ceiling, tolerated * best.error)) {
      best = found;
      refused.clear();
    } else refused.add(`${weakest.layer},${weakest.edge}`);
  }
}

function edgesOf({ layers }: KanModel): { layer: number; edge: number }[] {
  return layers.flatMap((layer, index) =>
    Array.from(layer.mask.keys())
      .filter((edge) => isPresent(layer, edge))
      .map((edge) => ({ layer: index, edge })),
  );
}
