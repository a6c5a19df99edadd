/** How the table was read that a network was trained on, so that another table is read like it. */
import { columnTypeFacts } from '../../../../shared/contract/columnTypes.ts';
import type { ReadingOptions } from '../../../../shared/contract/schemas/setups.ts';
import type { KnownColumns } from '../../data/reading/knownColumns.ts';
import type { Encoding } from '../../data/encoding/encoding.ts';
import type { Table } from '../../data/table/table.ts';
import type { Revision } from '../../history/revision.ts';
import type { Session } from '../../session/session.ts';

interface TrainedReading {
  /** What a person set for the whole file. */
  readonly format: ReadingOptions;
  readonly columns: KnownColumns;
}

/** The table itself is only looked at where something was set for single columns: by their places, and their names are needed. */
export async function readingOf(
  session: Session,
  { encoding, data }: Revision,
  signal: AbortSignal,
): Promise<TrainedReading> {
  const overrides = (session.state.source ?? data)?.overrides ?? {};
  const { types, limits, fillDown } = overrides;
  const isAnySet = [types, limits, fillDown].some((values) => Object.keys(values ?? {}).length > 0);
  const names = !isAnySet ? [] : await columnNames(session, signal);
  const { format, columns } = readingBy(overrides, names, heldBy(encoding));
  return { format, columns: { ...columns, inputs: encoding.features.map(({ column }) => column) } };
}

/** How a table was read, for one of test rows beside it. Which sheet that is on is another question. */
export function readingOfTest(
  overrides: ReadingOptions,
  { columns }: Pick<Table, 'columns'>,
): TrainedReading {
  const held = columns.flatMap(({ name, type }) => {
    const { holds } = columnTypeFacts[type];
    return holds === 'nothing' ? [] : [[name, holds === 'labels' ? 'labels' : 'values'] as const];
  });
  const names = columns.map(({ name }) => name);
  return readingBy({ ...overrides, sheet: undefined }, names, new Map(held));
}

/** What was set by the places of columns, by their names. */
function readingBy(
  { types = {}, limits = {}, fillDown = {}, sheet, ...format }: ReadingOptions,
  names: readonly string[],
  held: KnownColumns['held'],
): TrainedReading {
  const byName = <T>(values: Readonly<Record<string, T>>): [string, T][] =>
    Object.entries(values).flatMap(([place, value]) => {
      const name = names[Number(place)];
      return name === undefined ? [] : [[name, value]];
    });
  // Whichever way the other table writes a label, 1 or 1.0: the network knows its labels.
  const quantities = byName(types).filter(([, type]) => columnTypeFacts[type].holds !== 'labels');
  return {
    format,
    columns: {
      held,
      types: new Map(quantities),
      limits: new Map(byName(limits)),
      fillDown: new Set(byName(fillDown).map(([name]) => name)),
      ...(sheet !== undefined && { sheet }),
    },
  };
}

/** Names of the columns of the session's table; none where the table cannot be read again. */
async function columnNames({ state, options }: Session, signal: AbortSignal): Promise<readonly string[]> {
  const { source, loaded } = state;
  if (loaded !== null) return loaded.table.columns.map(({ name }) => name);
  if (source === null) return [];
  const preview = await options.reader.preview(source.path, source.overrides, signal).catch(() => null);
  return preview?.columns.map(({ name }) => name) ?? [];
}

/** What the columns held in training: labels or values. */
function heldBy({ task, features, targets }: Encoding): KnownColumns['held'] {
  return new Map([
    ...features.map(({ column, label }) => [column, label === null ? 'values' : 'labels'] as const),
    ...targets.map((name) => [name, task === 'classification' ? 'labels' : 'values'] as const),
  ]);
}
