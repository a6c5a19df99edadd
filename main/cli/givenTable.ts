/** Opens the table that a command is given, as its flags say. */
import { LABELS_TYPE } from '../../shared/contract/columnTypes.ts';
import type { CommandFlag } from './command.ts';
import type { Arguments } from './parsing/args.ts';
import { columnNames } from './parsing/columnNames.ts';
import { readingOptions } from './parsing/csvOptions.ts';
import { openTable } from '../engine/usecases/openTable.ts';
import type { Session } from '../engine/session/session.ts';
import type { LoadedTable } from '../engine/session/state.ts';

export const labelsFlag: CommandFlag = {
  name: 'labels',
  value: 'a,b',
  help: 'columns of numbers to read as labels, such as the numbers of batches; can be repeated',
  repeatable: true,
};

/** @throws KanError as {@link openTable} does; `cli.choice`, `data.unknown-column` for the flags */
export async function openGivenTable(
  session: Session,
  path: string,
  args: Arguments,
  signal: AbortSignal,
): Promise<LoadedTable> {
  const options = readingOptions(args);
  const opened = await openTable(session, path, options, signal);
  const given = args.lists.get('labels') ?? [];
  const labels = given.flatMap((text) => columnNames(opened.table, text));
  if (labels.length === 0) return opened;
  // Types are kept by place; the places of columns by name are known once the table is read.
  const types = opened.table.columns.flatMap(({ name }, place) =>
    labels.includes(name) ? [[String(place), LABELS_TYPE] as const] : [],
  );
  return openTable(session, path, { ...options, types: Object.fromEntries(types) }, signal);
}
