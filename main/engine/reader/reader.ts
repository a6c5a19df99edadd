/** Reads tables and looks at their values. The work is done here, or in a thread that can be killed. */
import type { CheckedRoles, DataFinding } from '../../../shared/contract/views/checks.ts';
import type { ReadingOptions } from '../../../shared/contract/schemas/setups.ts';
import type { TablePreview, TableView } from '../../../shared/contract/views/data.ts';
import { checkTable, describeTable, previewTable } from '../data/index.ts';
import { loadTableWithCells, type LoadOptions, type TableWithCells } from '../data/reading/load.ts';
import type { Table } from '../data/table/table.ts';

/** Each call ends with KanError `cancelled` soon after its signal aborts. */
export interface Reader {
  /** @throws KanError as `previewTable` does */
  preview(path: string, overrides: ReadingOptions, signal?: AbortSignal): Promise<TablePreview>;
  /** @throws KanError as `loadTableWithCells` does */
  load(path: string, overrides: ReadingOptions, options: LoadOptions): Promise<TableWithCells>;
  /** What is shown of a table. */
  describe(table: Table, overrides: ReadingOptions, signal?: AbortSignal): Promise<TableView>;
  /** What is odd about the values of a table. @throws KanError `data.unknown-column` */
  check(table: Table, roles: CheckedRoles, signal?: AbortSignal): Promise<readonly DataFinding[]>;
}

/** Reads in the thread that asks. */
export const localReader: Reader = {
  preview: previewTable,
  load: loadTableWithCells,
  describe: async (table, overrides) => describeTable(table, overrides),
  check: (table, roles, signal) => checkTable(table, roles, { signal }),
};
