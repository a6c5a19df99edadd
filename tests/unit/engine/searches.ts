/** Tables with a fresh network, and searches for their formulas. */
import { writeFile } from 'node:fs/promises';
import type { FormulaSearchView } from '../../../shared/contract/views/formula.ts';
import type { DataSetup } from '../../../shared/contract/schemas/setups.ts';
import { seededRandom } from '../../../shared/random.ts';
import type { EngineConnection } from '../../../shared/contract/engineConnection.ts';
import { changed, dataSetup, networkSetup, openStudio, table, type Studio } from './studio.ts';
import type { Folder } from '../../support/folder.ts';

/** Another table, prepared, with a fresh network. */
export async function withTable(
  folder: Folder,
  header: string,
  row: (a: number, b: number, noise: () => number) => string,
  roles: Partial<DataSetup>,
  { rows = 300, journal = false } = {},
): Promise<Studio> {
  const random = seededRandom(5);
  const lines = Array.from({ length: rows }, () => {
    const [a, b] = [2 * random.next() - 1, 2 * random.next() - 1];
    return `${a},${b},${row(a, b, () => random.normal())}`;
  });
  await writeFile(folder('hello.csv'), [header, ...lines, ''].join('\n'));
  const studio = openStudio(folder(), journal);
  await studio.client.call('data.load', { file: table, overrides: {} });
  await studio.client.call('data.prepare', { ...dataSetup, inputs: ['a', 'b'], ...roles });
  await changed(studio.client, 'model.create', networkSetup);
  return studio;
}

/** Searches and waits for the end. */
export async function search(
  client: EngineConnection,
  method: 'discover' | 'network' = 'discover',
): Promise<FormulaSearchView> {
  const ended = endOfSearch(client);
  await client.call('formula.search', { method });
  return ended;
}

/** Waits for the end of the search under way. */
export function endOfSearch(client: EngineConnection): Promise<FormulaSearchView> {
  return new Promise((resolve) => {
    const off = client.on('formulaSearch', (view) => {
      if (view.status === 'running' || view.status === 'idle') return;
      off();
      resolve(view);
    });
  });
}
