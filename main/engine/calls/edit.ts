/** Calls that change the network by hand, and look at what a change would do. */
import { cancelled } from '../../../shared/errors.ts';
import type { EngineHandlers } from '../../../shared/rpc/server.ts';
import { applyEdit } from '../edit/apply.ts';
import type { EditContext } from '../edit/context.ts';
import { previewOf } from '../edit/preview.ts';
import { lineage } from '../edit/lineage.ts';
import { nodeDetail } from '../views/nodeDetail.ts';
import { recordRevision } from '../session/record.ts';
import type { Session } from '../session/session.ts';

type EditHandlers = Pick<EngineHandlers, 'node.inspect' | 'model.preview' | 'model.edit'>;

export function editHandlers(session: Session): EditHandlers {
  return {
    'node.inspect': (ref) => nodeDetail(session, ref),

    'model.preview': async (request, signal) => {
      const { id, model } = session.requireCurrent();
      return previewOf(benchOf(session, signal), id, model, request);
    },

    'model.edit': ({ edit, refit }, signal) =>
      session.lane.run(signal, async (own) => {
        const { hub } = session;
        const bench = benchOf(session, own, (progress) => hub.emit('editing', progress));
        const parent = session.requireCurrent();
        try {
          const { model, kept } = await applyEdit(bench, parent.model, { edit, refit });
          if (own.aborted) throw cancelled();
          const operation = { type: 'edit', edit, refit, kept } as const;
          return await recordRevision(session, { parent: parent.id, operation, model });
        } finally {
          hub.emit('editing', null);
        }
      }),
  };
}

const unreported = (): void => undefined;

/** @throws KanError `train.busy`, `model.none`, `data.none` */
function benchOf(
  session: Session,
  signal: AbortSignal,
  report: EditContext['report'] = unreported,
): EditContext {
  session.refuseWhileTraining();
  const { id } = session.requireCurrent();
  const dataset = session.requireDataset();
  const { backend } = session.options;
  return { backend, dataset, signal, report, ancestors: lineage(session.state.history, id) };
}
