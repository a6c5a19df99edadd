/** Calls that create a model and look at one. */
import type { EngineHandlers } from '../../../shared/rpc/server.ts';
import { append } from '../history/history.ts';
import type { Revision } from '../history/revision.ts';
import { networkFor } from './network.ts';
import { coarseRows, fineRows, layerInputsOn, probeRows, statisticsOn } from './probe.ts';
import { scoreModel } from './scores.ts';
import { announceModel, liveModel, snapshotOf } from './snapshot.ts';
import { curvesView, edgeDetail, edgeRefs, requireEdge } from './views.ts';
import { idleTraining, type Workspace } from './workspace.ts';
import type { CurvesView } from '../../../shared/contract/views.ts';
import type { KanModel } from '../kan/model.ts';

type ModelHandlers = Pick<
  EngineHandlers,
  'workspace.snapshot' | 'model.create' | 'edge.inspect' | 'curves.watch'
>;

export function modelHandlers(workspace: Workspace): ModelHandlers {
  const { backend, newId, now } = workspace.options;
  return {
    'workspace.snapshot': () => snapshotOf(workspace),

    'model.create': async (setup) => {
      const dataset = workspace.requireDataset();
      const model = networkFor(dataset, setup);
      await workspace.endRun();
      const revision: Revision = {
        id: newId(),
        parent: null,
        operation: { type: 'create', setup },
        model,
        encoding: dataset.encoding,
        scores: await scoreModel(backend, model, dataset),
        time: now(),
      };
      workspace.update({
        history: append(workspace.state.history, revision),
        scores: revision.scores,
        training: idleTraining,
        curve: [],
        recovered: false,
      });
      return (await announceModel(workspace)).model;
    },

    'edge.inspect': async (ref) => {
      const { encoding } = workspace.requireCurrent();
      const model = liveModel(workspace)!;
      requireEdge(model, ref);
      const rows = probeRows(model, workspace.state.dataset, fineRows);
      const inputs = await layerInputsOn(backend, model, encoding, rows, ref.layer);
      const column = inputs.subarray(ref.input * rows.rows, (ref.input + 1) * rows.rows);
      const statistics = await statisticsOn(backend, model, encoding, rows);
      return edgeDetail(model, encoding, ref, column, statistics);
    },

    'curves.watch': async (watch) => {
      workspace.watch = watch;
      const model = liveModel(workspace);
      return model === null
        ? { revision: '', curves: [], scores: new Float32Array() }
        : curvesOf(workspace, model);
    },
  };
}

/** The watched edges' curves of a model of the current revision's shape. */
export async function curvesOf(workspace: Workspace, model: KanModel): Promise<CurvesView> {
  const { state, options, watch } = workspace;
  const { id, encoding } = workspace.requireCurrent();
  const rows = probeRows(model, state.dataset, coarseRows);
  const statistics = await statisticsOn(options.backend, model, encoding, rows);
  const edges = watch.edges === 'all' ? edgeRefs(model) : watch.edges;
  return curvesView(id, model, edges, watch.points, statistics);
}
