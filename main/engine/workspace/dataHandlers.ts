/** Calls about tables and data sets. */
import type { EngineHandlers } from '../../../shared/rpc/server.ts';
import type { CsvOverrides } from '../../../shared/contract/schemas.ts';
import { describeTable, loadTable, prepareDataset, previewCsv } from '../data/index.ts';
import { goTo } from '../history/history.ts';
import { announceModel } from './snapshot.ts';
import { datasetView } from './views.ts';
import type { LoadedTable, Source, Workspace } from './workspace.ts';

type DataHandlers = Pick<EngineHandlers, 'data.preview' | 'data.load' | 'data.prepare'>;

export function dataHandlers(workspace: Workspace): DataHandlers {
  let loading = new AbortController();
  let preparing = new AbortController();
  return {
    'data.preview': ({ file, overrides }, signal) =>
      previewCsv(workspace.files.readable(file), overrides, signal),

    'data.load': async ({ file, overrides }, signal) => {
      const path = workspace.files.readable(file);
      // A newer load takes the place of one that is still under way.
      loading.abort();
      loading = new AbortController();
      const read = await readTable(workspace, path, overrides, AbortSignal.any([signal, loading.signal]));
      preparing.abort();
      await workspace.settle();
      const { source, loaded, setup } = workspace.state;
      if (loaded === null && setup !== null && source?.hash === read.source.hash) {
        // The table that the network had lost: it has it again.
        const dataset = await prepareDataset(read.loaded.table, setup, { signal });
        workspace.update(read);
        await workspace.lane.run(signal, () => workspace.useDataset(setup, dataset));
        return read.loaded.view;
      }
      const history = goTo(workspace.state.history, null);
      const nothing = { setup: null, dataset: null, scores: null, recovered: false };
      workspace.update({ ...read, history, ...nothing });
      return read.loaded.view;
    },

    'data.prepare': async (setup, signal) => {
      const table = workspace.requireTable();
      preparing.abort();
      preparing = new AbortController();
      const newest = preparing.signal;
      const dataset = await prepareDataset(table, setup, { signal: AbortSignal.any([signal, newest]) });
      await workspace.settle();
      await workspace.lane.run(signal, () => workspace.useDataset(setup, dataset));
      workspace.update({ recovered: false });
      if (workspace.current !== null) await announceModel(workspace);
      return datasetView(dataset);
    },
  };
}

/** Reads a table, telling the windows how far it is. */
export async function readTable(
  workspace: Workspace,
  path: string,
  overrides: CsvOverrides,
  signal: AbortSignal,
): Promise<{ readonly source: Source; readonly loaded: LoadedTable }> {
  const table = await loadTable(path, overrides, {
    signal,
    onProgress: (progress) => workspace.hub.emit('data.progress', progress),
  });
  const { fileName, hash } = table;
  return { source: { path, fileName, hash, overrides }, loaded: { table, view: describeTable(table) } };
}
