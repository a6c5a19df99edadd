/** Smaller networks to choose from. */
import { userError } from '../../../../shared/errors.ts';
import { errorOn, errorRows } from '../../edit/errors.ts';
import { simplerNetworks, type SimplerNetwork } from '../../edit/sparsify.ts';
import type { Revision } from '../../history/revision.ts';
import { recordRevision } from '../../session/record.ts';
import type { Session } from '../../session/session.ts';
import { contextOf } from './editNetwork.ts';

/** What was found: the smaller networks, and the error of the present one on the same rows. */
export interface Simpler {
  readonly of: Revision;
  readonly rows: 'validation' | 'train';
  readonly error: number;
  readonly networks: readonly SimplerNetwork[];
}

/**
 * Trains smaller networks and keeps them for {@link useSimpler}. The present network does not change.
 * @throws KanError `train.busy`, `model.none`, `data.none`, `cancelled`
 */
export function findSimpler(session: Session, signal: AbortSignal): Promise<Simpler> {
  return session.lane.run(signal, async (own) => {
    const context = contextOf(session, own, session.hub.progressOf('model.simplify'));
    const of = session.requireCurrent();
    const networks = await session.ongoing.during('simplification', () => simplerNetworks(context, of.model));
    const rows = errorRows(context);
    const error = await errorOn(context, of.model, rows);
    session.simpler = { revision: of.id, networks };
    return { of, rows, error, networks };
  });
}

/**
 * Makes one of the smaller networks the current one.
 * @param index in the list that was found last
 * @throws KanError `train.busy`, `model.none`, `simplify.none`, `cancelled`
 */
export function useSimpler(session: Session, index: number, signal: AbortSignal): Promise<Revision> {
  return session.lane.run(signal, async () => {
    session.refuseWhileTraining();
    const { id } = session.requireCurrent();
    const network = session.simpler?.revision === id ? session.simpler.networks[index] : undefined;
    if (network === undefined) {
      throw userError(
        'simplify.none',
        'The smaller networks were made from another network.',
        'Press Simplify again.',
      );
    }
    const operation = { type: 'edit', edit: { type: 'sparsify' }, refit: 0, kept: network.kept } as const;
    return recordRevision(session, { parent: id, operation, model: network.model });
  });
}
