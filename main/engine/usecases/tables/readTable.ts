import type { ReadingOptions } from '../../../../shared/contract/schemas/setups.ts';
import type { Session } from '../../session/session.ts';
import type { LoadedTable, Source } from '../../session/state.ts';

/** Reads a table from its file and reports the progress. It does not change the session. */
export async function readTable(
  session: Session,
  path: string,
  overrides: ReadingOptions,
  signal: AbortSignal,
): Promise<{ readonly source: Source; readonly loaded: LoadedTable }> {
  const { reader } = session.options;
  const { table } = await reader.load(path, overrides, {
    signal,
    onProgress: (progress) => session.hub.emit('data.progress', progress),
  });
  const { fileName, hash } = table;
  return {
    source: { path, fileName, hash, overrides },
    loaded: { table, view: await reader.describe(table, overrides, signal) },
  };
}
