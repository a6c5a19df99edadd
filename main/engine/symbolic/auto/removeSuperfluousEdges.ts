import { withoutWeakEdges } from './removeWeakEdges.ts';
import { refineWhileBetter, type SearchContext, type Trained } from './training.ts';

/** Grid intervals at most while the weak edges are removed for the first time, and at the end. */
const medium = 12;
const finest = 48;

/** Without the edges it does not need, on grids as fine as helps. */
export async function withoutSuperfluousEdges(
  context: SearchContext,
  trained: Trained,
  spread: number,
): Promise<Trained> {
  const refined = await refineWhileBetter(
    context,
    await withoutWeakEdges(context, trained, [spread]),
    medium,
  );
  return refineWhileBetter(context, await withoutWeakEdges(context, refined, [spread]), finest);
}
