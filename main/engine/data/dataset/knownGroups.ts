/** Groups of a test table that are groups of the training rows as well. */
import { countText, plural } from '../../../../shared/figures.ts';
import { otherSpellings } from '../units/otherSpellings.ts';
import type { Column, Table } from '../table/table.ts';
import { labelOf } from './encode.ts';

/** The rows that a network was trained and chosen on, and the column whose groups stay together among them. */
export interface TrainedGroups {
  readonly column: Column;
  readonly rows: Iterable<number>;
}

/**
 * What is said of the groups of a test table: how many of them are known, or that nobody can tell. Nothing where all are new.
 * @param rows those of the table that are tested on
 */
export function knownGroupsNotes(
  { column, rows: trained }: TrainedGroups,
  test: Pick<Table, 'fileName' | 'columns'>,
  rows: Uint32Array,
): string[] {
  const { name } = column;
  const [spelled] = otherSpellings([{ name }], test.columns).taken;
  const there = test.columns.find((one) => one.name === (spelled?.column ?? name));
  if (there === undefined || there.values.length === 0)
    return [`${test.fileName} has no groups “${name}”: whether they were trained on is not known.`];
  const groupAt = (of: Column, row: number): string | null =>
    Number.isNaN(of.values[row]) ? null : labelOf(of, of.values[row]);
  const known = new Set(Array.from(trained, (row) => groupAt(column, row)));
  const [groups, knownThere] = [new Set<string>(), new Set<string>()];
  let knownRows = 0;
  for (const row of rows) {
    const group = groupAt(there, row);
    if (group === null) continue;
    groups.add(group);
    if (!known.has(group)) continue;
    knownThere.add(group);
    knownRows++;
  }
  if (knownRows === 0) return [];
  const which =
    knownThere.size === groups.size
      ? `All ${plural(groups.size, 'group')}`
      : `${countText(knownThere.size)} of the ${plural(groups.size, 'group')}`;
  return [
    `${which} “${name}” in ${test.fileName} (${countText(knownRows)} of ${plural(rows.length, 'row')}) ${knownThere.size === 1 ? 'is' : 'are'} also among those trained on: errors on this table are too small for new groups.`,
  ];
}
