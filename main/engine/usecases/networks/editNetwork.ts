/** Changes of the network by hand. */
import type { EditRequest } from '../../../../shared/contract/schemas/edits.ts';
import type { EditPreview } from '../../../../shared/contract/views/edit.ts';
import { cancelled } from '../../../../shared/errors.ts';
import { applyEdit } from '../../edit/apply.ts';
import type { EditContext } from '../../edit/context.ts';
import { lineage } from '../../edit/lineage.ts';
import { previewOf } from '../../edit/preview.ts';
import { pathTo } from '../../history/history.ts';
import { ladderAt, tookValidation } from '../../history/ladder.ts';
import type { Revision } from '../../history/revision.ts';
import { recordRevision } from '../../session/record.ts';
import type { Session } from '../../session/session.ts';

/**
 * Makes the edit and the refit, if one was requested, and records the result.
 * @throws KanError `train.busy`, `model.none`, `data.none`, `cancelled`, and what the edit throws.
 */
export function editNetwork(
  session: Session,
  { edit, refit }: EditRequest,
  signal: AbortSignal,
): Promise<Revision> {
  return session.lane.run(signal, async (own) => {
    const context = contextOf(session, own, session.hub.progressOf('model.edit'));
    const parent = session.requireCurrent();
    const { model, kept } = await session.ongoing.during('edit', () =>
      applyEdit(context, parent.model, { edit, refit }),
    );
    if (own.aborted) throw cancelled();
    const operation = { type: 'edit', edit, refit, kept } as const;
    return recordRevision(session, { parent: parent.id, operation, model });
  });
}

/** What the edit would do. It changes nothing. @throws as {@link editNetwork} does. */
export async function previewEdit(
  session: Session,
  request: EditRequest,
  signal: AbortSignal,
): Promise<EditPreview> {
  const { id, model } = session.requireCurrent();
  return previewOf(
    contextOf(session, signal, () => undefined),
    id,
    model,
    request,
  );
}

/** What an edit of the current network works with. @throws KanError `train.busy`, `model.none`, `data.none` */
export function contextOf(session: Session, signal: AbortSignal, report: EditContext['report']): EditContext {
  session.refuseWhileTraining();
  const { id } = session.requireCurrent();
  const dataset = session.requireDataset();
  const { backend } = session.options;
  const { history } = session.state;
  const ladder = ladderAt(history, id);
  return {
    backend,
    dataset,
    signal,
    report,
    ancestors: lineage(history, id),
    rungs:
      ladder?.models.map((model, index) => {
        const { title, parameters } = ladder.view.rungs[index];
        return { title, model, parameters };
      }) ?? [],
    tookValidation: tookValidation(pathTo(history, id), dataset.encoding.task),
  };
}
