import type { ReadingOptions } from '../../../../shared/contract/schemas/setups.ts';
import { userError } from '../../../../shared/errors.ts';
import { prepareDataset } from '../../data/index.ts';
import type { Table } from '../../data/table/table.ts';
import { withCurrent } from '../../history/history.ts';
import type { Session } from '../../session/session.ts';
import type { LoadedTable } from '../../session/state.ts';
import { readingOfTest } from './readingOf.ts';
import { readTable } from './readTable.ts';

/**
 * Reads a table and uses it instead of the present one. If the network was trained on this table, and the table was
 * missing, its data set is restored. Otherwise no network is current until the new table is prepared, and it belongs to no
 * project file, unless the present table is read in another way.
 * @param isPresent whether it is the file of the present table
 * @throws KanError `table.*`; `cancelled`, also if another table is opened meanwhile.
 */
export async function openTable(
  session: Session,
  path: string,
  overrides: ReadingOptions,
  signal: AbortSignal,
  isPresent = false,
): Promise<LoadedTable> {
  const newest = session.loading.begin(signal);
  const read = await session.ongoing.during('table', () => readTable(session, path, overrides, newest));
  session.preparing.cancel();
  await session.settle();
  const { source, loaded, setup } = session.state;
  if (loaded === null && setup !== null && source?.hash === read.source.hash) {
    const dataset = await prepareDataset(read.loaded.table, setup, { signal });
    session.update(read);
    await session.lane.run(signal, () => session.useDataset(setup, dataset));
    return read.loaded;
  }
  const history = withCurrent(session.state.history, null);
  const project = isPresent ? session.state.project : null;
  session.update({ ...read, history, project, setup: null, dataset: null, scores: null, recovered: false });
  return read.loaded;
}

/** The file of the table in use. @throws KanError `data.none` */
export function presentFile({ state }: Session): string {
  if (state.source !== null) return state.source.path;
  throw userError('data.none', 'There is no table yet.', 'Open a table.');
}

/**
 * A separate table of test rows, read with the settings of the present table: a column of its labels is one of labels, also
 * where each occurs once.
 * @param sheet of a workbook; the first one with a table by default
 * @throws KanError `table.*`, `cancelled`
 */
export async function readTestTable(
  { state: { source, loaded }, options }: Session,
  path: string,
  sheet: string | undefined,
  signal: AbortSignal,
): Promise<Table> {
  const { format, columns } = readingOfTest(source?.overrides ?? {}, loaded?.table ?? { columns: [] });
  const { table } = await options.reader.load(path, { ...format, sheet }, { signal, trained: columns });
  return table;
}
