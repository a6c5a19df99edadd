/** The table of a recovered or opened session, read again from its file. */
import { toAppError } from '../../../../shared/errors.ts';
import { prepareDataset } from '../../data/index.ts';
import type { Session } from '../../session/session.ts';
import { showKeptFormulas } from '../formulas/searchFormulas.ts';
import { readTable } from './readTable.ts';

/**
 * Reads the table of the session's source and prepares the data set with its earlier setup.
 * @param other another file than the source's own, which is used whatever its content; its sheet replaces the one that
 *   was set by hand.
 * @returns false if the file has changed; the session then has no data.
 * @throws KanError `table.*`, `data.*`, `cancelled`
 */
export async function restoreTable(
  session: Session,
  signal: AbortSignal,
  other?: { readonly path: string; readonly sheet: string | undefined },
): Promise<boolean> {
  const { source, setup } = session.state;
  if (source === null) return false;
  const overrides = { ...source.overrides, ...(other?.sheet !== undefined && { sheet: other.sheet }) };
  const read = await readTable(session, other?.path ?? source.path, overrides, signal);
  if (other === undefined && read.source.hash !== source.hash) return false;
  session.update(read);
  if (setup !== null) {
    await session.useDataset(setup, await prepareDataset(read.loaded.table, setup, { signal }));
    await showKeptFormulas(session);
  }
  return true;
}

/**
 * Does the same, for callers that continue without a table if it fails: a log line then gives the reason. @throws
 * KanError `cancelled`
 */
export async function restoreTableIfPossible(session: Session, signal: AbortSignal): Promise<void> {
  try {
    if (await restoreTable(session, signal)) return;
    session.log('warning', 'The table has changed since; it was not loaded. The model did not change.');
    session.update({ lostBecause: 'The file has changed since.' });
  } catch (error) {
    const { kind, code, message, hint } = toAppError(error);
    if (kind === 'cancelled') throw error;
    session.log('warning', `The table could not be read again (${code}). The model did not change.`);
    session.update({
      lostBecause:
        kind === 'fault'
          ? 'The reader of KAN Studio failed; the file itself may be as it was. Try again, and report this with the log (Help → Show log).'
          : `${message} ${hint}`,
    });
  }
}
