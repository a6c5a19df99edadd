import { isDeepStrictEqual } from 'node:util';
import { userError } from '../../../../shared/errors.ts';
import { defaultsOf } from '../../../../shared/settings/setting.ts';
import { trainingSettings } from '../../../../shared/settings/training.ts';
import type { Revision } from '../../history/revision.ts';
import { recordRevision } from '../../session/record.ts';
import type { Session } from '../../session/session.ts';
import { prepareData } from '../tables/prepareData.ts';
import { nameRevision } from '../projects/walkHistory.ts';

/**
 * Makes the network that learned the phases the current one, as a step of the history. It has seen all rows, so all of
 * them are for training from now on; undo restores the split with the network before.
 * @throws KanError `phases.none`, `phases.other-table`, `train.busy`, `cancelled`
 */
export async function usePhases(session: Session, signal: AbortSignal): Promise<Revision> {
  session.refuseWhileTraining();
  const { phases } = session.state.findings;
  const roles = phases?.of.data.setup ?? null;
  if (phases === null || phases.network === null || roles === null) {
    throw userError('phases.none', 'No network has learned all phases yet.', 'Learn in phases first.');
  }
  const { of, view, network } = phases;
  const { source } = session.state;
  if (source?.hash !== of.data.hash || !isDeepStrictEqual(source.overrides, of.data.overrides)) {
    throw userError(
      'phases.other-table',
      `The phases were learned on another table, “${of.data.fileName}”, or it was read in another way.`,
      'Open that table first, or learn the phases again.',
    );
  }
  await prepareData(session, roles, signal);
  const { steps, model } = network;
  const setup = { ...defaultsOf(trainingSettings), optimizer: 'lbfgs' as const, steps };
  const operation = { type: 'train', setup, steps } as const;
  const revision = await session.lane.run(signal, () =>
    recordRevision(session, { parent: null, operation, model }),
  );
  const by = 'column' in view.by ? `by ${view.by.column}` : 'in the order of the rows';
  nameRevision(session, revision.id, `Learned ${view.phases.length} phases ${by}`);
  return revision;
}
