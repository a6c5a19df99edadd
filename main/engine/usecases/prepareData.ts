import type { DataSetup } from '../../../shared/contract/schemas.ts';
import type { Dataset } from '../data/dataset/dataset.ts';
import { prepareDataset } from '../data/index.ts';
import type { Table } from '../data/table/table.ts';
import type { Session } from '../session/session.ts';
import { announceModel } from '../session/snapshot.ts';

/**
 * Makes a data set of the present table: roles of columns, split, scaling. A network whose inputs and outputs mean the same
 * in it stays current.
 * @param testTable rows to test on in place of a share of the table's own.
 * @throws KanError `data.*`; `cancelled`, also where another data set is prepared meanwhile.
 */
export async function prepareData(
  session: Session,
  setup: DataSetup,
  signal: AbortSignal,
  testTable?: Table,
): Promise<Dataset> {
  const table = session.requireTable();
  const dataset = await prepareDataset(table, setup, { testTable, signal: session.preparing.begin(signal) });
  await session.settle();
  await session.lane.run(signal, () => session.useDataset(setup, dataset));
  session.update({ recovered: false });
  await announceModel(session);
  return dataset;
}
