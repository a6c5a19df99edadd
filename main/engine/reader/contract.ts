/** What the engine asks of the thread that reads tables. Both have the same rights, so arguments are not checked. */
import type { CheckedRoles, DataFinding } from '../../../shared/contract/views/checks.ts';
import type { ReadingOptions } from '../../../shared/contract/schemas/setups.ts';
import type { TablePreview, TableView } from '../../../shared/contract/views/data.ts';
import { call, trusted, type } from '../../../shared/rpc/contract.ts';
import { latest } from '../../../shared/rpc/eventQueue.ts';
import type { LoadOptions, LoadProgress } from '../data/reading/load.ts';
import type { Table } from '../data/table/table.ts';

interface FileRequest {
  readonly path: string;
  readonly overrides: ReadingOptions;
}

/** The table to look at; null for the one that the thread holds. */
interface TableRequest {
  readonly table: Table | null;
}

export const readerContract = {
  calls: {
    preview: call(trusted<FileRequest>(), type<TablePreview>()),
    /** The thread holds this table from then on. Its values are in shared memory, so that they are never copied. */
    load: call(trusted<FileRequest & Pick<LoadOptions, 'trained'>>(), type<Table>()),
    /** The next rows of the table that was loaded, as they are written in the file; null after the last. */
    cells: call(trusted<undefined>(), type<string[][] | null>()),
    /** No more cells are wanted. */
    endCells: call(trusted<undefined>()),
    describe: call(trusted<TableRequest & Pick<FileRequest, 'overrides'>>(), type<TableView>()),
    check: call(trusted<TableRequest & { readonly roles: CheckedRoles }>(), type<readonly DataFinding[]>()),
    /** Is answered whenever the thread is not stuck. */
    ping: call(trusted<undefined>()),
  },
  events: { progress: latest<LoadProgress>(50) },
} as const;
export type ReaderContract = typeof readerContract;
