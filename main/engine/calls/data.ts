/** Calls about tables and data sets. */
import type { EngineHandlers } from '../../../shared/rpc/server.ts';
import type { ReadingOptions } from '../../../shared/contract/schemas.ts';
import { describeTable, loadTable, prepareDataset, previewTable } from '../data/index.ts';
import { goTo } from '../history/history.ts';
import { announceModel } from '../session/snapshot.ts';
import { datasetView } from '../views/model.ts';
import type { LoadedTable, Source, Session } from '../session/session.ts';

type DataHandlers = Pick<EngineHandlers, 'data.preview' | 'data.load' | 'data.prepare'>;

export function dataHandlers(session: Session): DataHandlers {
  let loading = new AbortController();
  let preparing = new AbortController();
  return {
    'data.preview': ({ file, overrides }, signal) =>
      previewTable(session.files.readable(file), overrides, signal),

    'data.load': async ({ file, overrides }, signal) => {
      const path = session.files.readable(file);
      // A newer load takes the place of one that is still under way.
      loading.abort();
      loading = new AbortController();
      const read = await readTable(session, path, overrides, AbortSignal.any([signal, loading.signal]));
      preparing.abort();
      await session.settle();
      const { source, loaded, setup } = session.state;
      if (loaded === null && setup !== null && source?.hash === read.source.hash) {
        // The table that the network had lost: it has it again.
        const dataset = await prepareDataset(read.loaded.table, setup, { signal });
        session.update(read);
        await session.lane.run(signal, () => session.useDataset(setup, dataset));
        return read.loaded.view;
      }
      const history = goTo(session.state.history, null);
      const nothing = { setup: null, dataset: null, scores: null, recovered: false };
      session.update({ ...read, history, ...nothing });
      return read.loaded.view;
    },

    'data.prepare': async (setup, signal) => {
      const table = session.requireTable();
      preparing.abort();
      preparing = new AbortController();
      const newest = preparing.signal;
      const dataset = await prepareDataset(table, setup, { signal: AbortSignal.any([signal, newest]) });
      await session.settle();
      await session.lane.run(signal, () => session.useDataset(setup, dataset));
      session.update({ recovered: false });
      if (session.current !== null) await announceModel(session);
      return datasetView(dataset);
    },
  };
}

/** Reads a table, telling the windows how far it is. */
export async function readTable(
  session: Session,
  path: string,
  overrides: ReadingOptions,
  signal: AbortSignal,
): Promise<{ readonly source: Source; readonly loaded: LoadedTable }> {
  const table = await loadTable(path, overrides, {
    signal,
    onProgress: (progress) => session.hub.emit('data.progress', progress),
  });
  const { fileName, hash } = table;
  return { source: { path, fileName, hash, overrides }, loaded: { table, view: describeTable(table) } };
}
