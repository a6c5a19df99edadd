/** Opens the table that a command is given, as its flags say. */
import { LABELS_TYPE, type ColumnType } from '../../shared/contract/columnTypes.ts';
import type { CommandFlag } from './command.ts';
import type { Arguments } from './parsing/args.ts';
import { columnNames } from './parsing/columnNames.ts';
import { readingOptions } from './parsing/csvOptions.ts';
import { userError } from '../../shared/errors.ts';
import { openTable } from '../engine/usecases/tables/openTable.ts';
import type { Session } from '../engine/session/session.ts';
import type { LoadedTable } from '../engine/session/state.ts';

export const labelsFlag: CommandFlag = {
  name: 'labels',
  value: 'a,b',
  help: 'columns of numbers to read as labels, such as the numbers of batches; can be repeated',
  repeatable: true,
};

export const numbersFlag: CommandFlag = {
  name: 'numbers',
  value: 'a,b',
  help: 'columns to read as numbers: ranges as their middles, other texts as missing; can be repeated',
  repeatable: true,
};

export const fillDownFlag: CommandFlag = {
  name: 'fill-down',
  value: 'a,b',
  help: 'columns whose blank cells and ditto marks have the value of the cell above, as merged cells of a spreadsheet; can be repeated',
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
  // What is set for single columns is kept by their places, which are known once the table is read.
  const placesOf = (flag: CommandFlag): string[] => {
    const names = (args.lists.get(flag.name) ?? []).flatMap((text) => columnNames(opened.table, text));
    return opened.table.columns.flatMap(({ name }, place) => (names.includes(name) ? [String(place)] : []));
  };
  const [labels, numbers, filled] = [labelsFlag, numbersFlag, fillDownFlag].map(placesOf);
  if (labels.length + numbers.length + filled.length === 0) return opened;
  const both = labels.find((place) => numbers.includes(place));
  if (both !== undefined)
    throw userError(
      'cli.choice',
      `“${opened.table.columns[Number(both)].name}” is in --labels and in --numbers.`,
      'Leave it out of one of them.',
    );
  const typed = (places: readonly string[], type: ColumnType) =>
    places.map((place) => [place, type] as const);
  const types = Object.fromEntries([...typed(labels, LABELS_TYPE), ...typed(numbers, 'number')]);
  const fillDown = Object.fromEntries(filled.map((place) => [place, true] as const));
  return openTable(session, path, { ...options, types, fillDown }, signal);
}
