/** Calls that create a model and look at one. */
import type { EngineHandlers } from '../../../shared/rpc/server.ts';
import { idleTraining } from '../../../shared/contract/idleTraining.ts';
import { edgeBand } from '../train/edgeBand.ts';
import { networkFor } from './network.ts';
import { coarseRows, fineRows, layerInputsOn, probeRows, statisticsOn } from './probe.ts';
import { recordRevision } from './record.ts';
import { liveModel, snapshotOf } from './snapshot.ts';
import { curvesView, edgeDetail, edgeRefs, requireEdge } from './views.ts';
import type { Workspace } from './workspace.ts';
import type { CurvesView } from '../../../shared/contract/views.ts';
import type { KanModel } from '../kan/model.ts';

type ModelHandlers = Pick<
  EngineHandlers,
  'workspace.snapshot' | 'model.create' | 'edge.inspect' | 'curves.watch'
>;

export function modelHandlers(workspace: Workspace): ModelHandlers {
  const { backend } = workspace.options;
  return {
    'workspace.snapshot': () => snapshotOf(workspace),

    'model.create': async (setup, signal) => {
      const dataset = workspace.requireDataset();
      const model = networkFor(dataset, setup);
      await workspace.settle();
      const fresh = { training: idleTraining, curve: [] };
      const change = { parent: null, operation: { type: 'create', setup }, model } as const;
      return workspace.lane.run(signal, () => recordRevision(workspace, change, fresh));
    },

    'edge.inspect': async (ref) => {
      const { encoding } = workspace.requireCurrent();
      const model = liveModel(workspace)!;
      requireEdge(model, ref);
      const rows = probeRows(model, workspace.state.dataset, fineRows);
      const inputs = await layerInputsOn(backend, model, encoding, rows, ref.layer);
      const column = inputs.subarray(ref.input * rows.rows, (ref.input + 1) * rows.rows);
      const statistics = await statisticsOn(backend, model, encoding, rows);
      const detail = edgeDetail(model, encoding, ref, column, statistics);
      const { dataset } = workspace.state;
      // While training the curve moves faster than its error is of interest.
      if (workspace.active !== null || dataset === null) return detail;
      return { ...detail, band: await edgeBand(backend, model, dataset, ref, detail.x, column) };
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
