/** What the tests of misread tables share. */
import { loadTable } from '../../../main/engine/data/index.ts';
import type { ReadingOptions } from '../../../shared/contract/schemas/setups.ts';
import type { Table } from '../../../main/engine/data/table/table.ts';
import { temporaryFiles } from './files.ts';

export const codes = ({ issues }: Table): string[] => issues.map(({ code }) => code);

/** As many lines, each with a line break. */
export const many = (count: number, line: (i: number) => string): string =>
  Array.from({ length: count }, (_, i) => `${line(i)}\n`).join('');

/** Files for the tests of a file, and tables that are read from one. */
export function useContents() {
  const file = temporaryFiles();
  const load = (content: string, options: ReadingOptions = {}): Promise<Table> =>
    loadTable(file('table.csv', content), options);
  return { file, load };
}
