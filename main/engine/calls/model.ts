/** Calls that create a model and look at one. */
import type { EngineHandlers } from '../../../shared/rpc/server.ts';
import { idleTraining } from '../../../shared/contract/idleTraining.ts';
import { edgeBand } from '../train/statistics/edgeBand.ts';
import { networkFor } from '../train/freshNetwork.ts';
import { coarseRows, fineRows, layerInputsOn, probeRows, statisticsOn } from '../measure/probe.ts';
import { recordRevision } from '../session/record.ts';
import { liveModel, snapshotOf } from '../session/snapshot.ts';
import { edgeRefs, requireEdge } from '../kan/places.ts';
import { curvesView, edgeDetail } from '../views/model.ts';
import type { Session } from '../session/session.ts';
import type { CurvesView } from '../../../shared/contract/views.ts';
import type { KanModel } from '../kan/model.ts';

type ModelHandlers = Pick<
  EngineHandlers,
  'session.snapshot' | 'model.create' | 'edge.inspect' | 'curves.watch'
>;

export function modelHandlers(session: Session): ModelHandlers {
  const { backend } = session.options;
  return {
    'session.snapshot': () => snapshotOf(session),

    'model.create': async (setup, signal) => {
      const dataset = session.requireDataset();
      const model = networkFor(dataset, setup);
      await session.settle();
      const fresh = { training: idleTraining, curve: [] };
      const change = { parent: null, operation: { type: 'create', setup }, model } as const;
      return session.lane.run(signal, () => recordRevision(session, change, fresh));
    },

    'edge.inspect': async (ref) => {
      const { encoding } = session.requireCurrent();
      const model = liveModel(session)!;
      requireEdge(model, ref);
      const rows = probeRows(model, session.state.dataset, fineRows);
      const inputs = await layerInputsOn(backend, model, encoding, rows, ref.layer);
      const column = inputs.subarray(ref.input * rows.rows, (ref.input + 1) * rows.rows);
      const statistics = await statisticsOn(backend, model, encoding, rows);
      const detail = edgeDetail(model, encoding, ref, column, statistics);
      const { dataset } = session.state;
      // While training the curve moves faster than its error is of interest.
      if (session.active !== null || dataset === null) return detail;
      return { ...detail, band: await edgeBand(backend, model, dataset, ref, detail.x, column) };
    },

    'curves.watch': async (watch) => {
      session.watch = watch;
      const model = liveModel(session);
      return model === null
        ? { revision: '', curves: [], scores: new Float32Array() }
        : curvesOf(session, model);
    },
  };
}

/** The watched edges' curves of a model of the current revision's shape. */
export async function curvesOf(session: Session, model: KanModel): Promise<CurvesView> {
  const { state, options, watch } = session;
  const { id, encoding } = session.requireCurrent();
  const rows = probeRows(model, state.dataset, coarseRows);
  const statistics = await statisticsOn(options.backend, model, encoding, rows);
  const edges = watch.edges === 'all' ? edgeRefs(model) : watch.edges;
  return curvesView(id, model, edges, watch.points, statistics);
}
