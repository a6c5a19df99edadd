/** Calls about tables and data sets. */
import type { EngineHandlers } from '../../../shared/contract/engine.ts';
import { previewTable } from '../data/index.ts';
import type { Session } from '../session/session.ts';
import { openTable } from '../usecases/openTable.ts';
import { prepareData } from '../usecases/prepareData.ts';
import { datasetView } from '../views/dataset.ts';

type DataHandlers = Pick<EngineHandlers, 'data.preview' | 'data.load' | 'data.prepare'>;

export function dataHandlers(session: Session): DataHandlers {
  const { files } = session;
  return {
    'data.preview': ({ file, overrides }, signal) => previewTable(files.readable(file), overrides, signal),
    'data.load': async ({ file, overrides }, signal) =>
      (await openTable(session, files.readable(file), overrides, signal)).view,
    'data.prepare': async (setup, signal) => datasetView(await prepareData(session, setup, signal)),
  };
}
