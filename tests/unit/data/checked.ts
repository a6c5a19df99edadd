/** Tables that are written and checked. */
import { checkTable, loadTable } from '../../../main/engine/data/index.ts';
import { suggestedRoles } from '../../../main/engine/data/columns/describeTable.ts';
import type { DataFinding } from '../../../shared/contract/views/checks.ts';
import type { ReadingOptions } from '../../../shared/contract/schemas/setups.ts';
import { seededRandom } from '../../../shared/random.ts';
import { temporaryFiles } from './files.ts';

/** Tables of 200 rows in temporary files; a column by what it holds in each of them. */
export function useTables() {
  const file = temporaryFiles();
  let files = 0;
  const csv = (columns: Record<string, (row: number) => string | number>, rows = 200): string => {
    const names = Object.keys(columns);
    const lines = Array.from({ length: rows }, (_, row) => names.map((name) => columns[name](row)).join(';'));
    return file(`t${++files}.csv`, [names.join(';'), ...lines].join('\n'));
  };
  return { file, csv };
}

export async function checked(path: string, overrides: ReadingOptions = {}): Promise<readonly DataFinding[]> {
  const table = await loadTable(path, overrides);
  return checkTable(table, suggestedRoles(table));
}

const random = seededRandom(7);

export const noise = Array.from({ length: 1000 }, () => random.next());

export const other = Array.from({ length: 1000 }, () => random.next());

export const plain = {
  x: (row: number) => 20 + 10 * noise[row],
  y: (row: number) => noise[row] + other[row],
};

export const of = (findings: readonly DataFinding[], check: string) =>
  findings.filter((found) => found.check === check);
