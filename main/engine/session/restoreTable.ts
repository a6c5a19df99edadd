/** The table of a recovered or opened session, read again from its file. */
import { toAppError } from '../../../shared/errors.ts';
import { prepareDataset } from '../data/index.ts';
import type { DataReference } from '../data/reference.ts';
import { readTable } from '../calls/data.ts';
import type { Session } from './session.ts';

/**
 * Reads the table and prepares the data set as it was. Where the file is gone or has changed, the model stays without
 * data, and a log line says why.
 */
export async function restoreTable(
  session: Session,
  data: DataReference & { readonly path: string },
  signal: AbortSignal,
): Promise<void> {
  try {
    const read = await readTable(session, data.path, data.overrides, signal);
    if (read.source.hash !== data.hash) {
      session.log('warning', 'The table has changed since; it was not loaded. The model is as it was.');
      return;
    }
    session.update(read);
    if (data.setup !== null) {
      await session.useDataset(data.setup, await prepareDataset(read.loaded.table, data.setup, { signal }));
    }
  } catch (error) {
    const { kind, code } = toAppError(error);
    if (kind === 'cancelled') throw error;
    session.log('warning', `The table could not be read again (${code}). The model is as it was.`);
  }
}
