import type { DataSetup } from '../../../../shared/contract/schemas/setups.ts';
import type { Dataset } from '../../data/dataset/dataset.ts';
import { prepareDataset } from '../../data/index.ts';
import type { Table } from '../../data/table/table.ts';
import type { Session } from '../../session/session.ts';
import { announceModel } from '../../session/snapshot.ts';
import { showKeptFormulas } from '../formulas/searchFormulas.ts';

/**
 * Makes a data set from the present table: roles of columns, split, scaling. A network stays current if its inputs
 * and outputs mean the same in the new data set.
 * @param testTable test rows from another table, instead of a share of this table's rows.
 * @throws KanError `data.*`; `cancelled`, also if another data set is prepared meanwhile.
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
  await showKeptFormulas(session);
  return dataset;
}
