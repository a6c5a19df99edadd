import { cancelled } from '../../../../shared/errors.ts';
import { presentEdgeCount } from '../../kan/places.ts';
import { recordRevision } from '../../session/record.ts';
import type { Session } from '../../session/session.ts';
import { withoutWeakEdges } from '../../symbolic/auto/removeWeakEdges.ts';
import { trainBriefly } from '../../symbolic/auto/training.ts';
import { targetSpreads } from '../../train/statistics/spread.ts';

/**
 * Removes edges that the current network does not need. It finds them by trying each one.
 * @param stop when it aborts, the search ends and keeps the removals so far.
 * @throws KanError `train.busy`, `model.none`, `data.none`, `cancelled` if the session begins other work.
 */
export function removeWeakEdges(session: Session, stop: AbortSignal): Promise<void> {
  return session.lane.run(new AbortController().signal, async (own) => {
    session.refuseWhileTraining();
    const { id, model } = session.requireCurrent();
    const dataset = session.requireDataset();
    const context = { dataset, backend: session.options.backend, signal: AbortSignal.any([stop, own]) };
    const start = await trainBriefly(context, model, 0);
    const lighter = await withoutWeakEdges(context, start, targetSpreads(dataset));
    if (own.aborted) throw cancelled();
    const edges = presentEdgeCount(model) - presentEdgeCount(lighter.model);
    await recordRevision(session, {
      parent: id,
      operation: { type: 'prune', edges },
      model: lighter.model,
    });
  });
}
