/** Calls about tables and data sets. */
import type { dataCalls } from '../../../shared/contract/calls/data.ts';
import type { HandlersOf } from '../../../shared/rpc/contract.ts';
import type { Session } from '../session/session.ts';
import { checkData } from '../usecases/tables/checkData.ts';
import { openTable, presentFile } from '../usecases/tables/openTable.ts';
import { prepareData } from '../usecases/tables/prepareData.ts';
import { unitView } from '../views/unit.ts';
import { datasetView } from '../views/dataset.ts';

export function dataHandlers(session: Session): HandlersOf<typeof dataCalls> {
  const pathOf = (file: string | null): string =>
    file === null ? presentFile(session) : session.files.readable(file);
  return {
    'data.preview': ({ file, overrides }, signal) =>
      session.options.reader.preview(pathOf(file), overrides, signal),
    'data.load': async ({ file, overrides }, signal) =>
      (await openTable(session, pathOf(file), overrides, signal, file === null)).view,
    'data.check': (roles, signal) => checkData(session, signal, roles),
    'data.units': (texts) => texts.map(unitView),
    'data.prepare': async (setup, signal) => datasetView(await prepareData(session, setup, signal)),
  };
}
