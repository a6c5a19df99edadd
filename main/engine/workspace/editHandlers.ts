/** Calls that change the network by hand, and look at what a change would do. */
import { cancelled } from '../../../shared/errors.ts';
import type { EngineHandlers } from '../../../shared/rpc/server.ts';
import { applyEdit } from '../edit/apply.ts';
import type { EditBench } from '../edit/bench.ts';
import { previewOf } from '../edit/preview.ts';
import { lineage } from '../edit/lineage.ts';
import { nodeDetail } from './nodeDetail.ts';
import { recordRevision } from './record.ts';
import type { Workspace } from './workspace.ts';

type EditHandlers = Pick<EngineHandlers, 'node.inspect' | 'model.preview' | 'model.edit'>;

export function editHandlers(workspace: Workspace): EditHandlers {
  return {
    'node.inspect': (ref) => nodeDetail(workspace, ref),

    'model.preview': async (request, signal) => {
      const { id, model } = workspace.requireCurrent();
      return previewOf(benchOf(workspace, signal), id, model, request);
    },

    'model.edit': ({ edit, refit }, signal) =>
      workspace.lane.run(signal, async (own) => {
        const { hub } = workspace;
        const bench = benchOf(workspace, own, (progress) => hub.emit('editing', progress));
        const parent = workspace.requireCurrent();
        try {
          const { model, kept } = await applyEdit(bench, parent.model, { edit, refit });
          if (own.aborted) throw cancelled();
          const operation = { type: 'edit', edit, refit, kept } as const;
          return await recordRevision(workspace, { parent: parent.id, operation, model });
        } finally {
          hub.emit('editing', null);
        }
      }),
  };
}

const unreported = (): void => undefined;

/** @throws KanError `train.busy`, `model.none`, `data.none` */
function benchOf(
  workspace: Workspace,
  signal: AbortSignal,
  report: EditBench['report'] = unreported,
): EditBench {
  workspace.refuseWhileTraining();
  const { id } = workspace.requireCurrent();
  const dataset = workspace.requireDataset();
  const { backend } = workspace.options;
  return { backend, dataset, signal, report, ancestors: lineage(workspace.state.history, id) };
}
