/** Another table in the names of columns that a network knows. */
import type { Encoding } from '../encoding/encoding.ts';
import type { Column, Table } from '../table/table.ts';
import { otherSpellings, type NamedColumn, type OtherSpelling } from './otherSpellings.ts';

export interface KnownTable {
  readonly table: Table;
  /** The columns that are inputs or targets, by the names that they have in the file. */
  readonly used: ReadonlySet<string>;
  /** A sentence for each column that is spelled otherwise, and for each of these whose unit is not known. */
  readonly spellings: readonly string[];
  readonly unsaidUnits: readonly string[];
  /** The columns of the table that might be one that the network needs, by its name, where there are several. */
  readonly inDoubt: ReadonlyMap<string, readonly string[]>;
  /** See `otherSpellings`. */
  readonly inOtherUnit: ReadonlyMap<string, string>;
}

/** Columns that are spelled otherwise (`otherSpellings`) get the names that the network knows. */
export function inKnownNames(file: Table, encoding: Encoding): KnownTable {
  const wanted = namesOf(encoding);
  const { taken, inDoubt, inOtherUnit } = otherSpellings(wanted, file.columns);
  const byColumn = new Map(taken.map((one) => [one.column, one]));
  const columns = file.columns.map((column): Column => {
    const one = byColumn.get(column.name);
    if (one === undefined) return column;
    return { ...column, name: one.name, ...(one.units.there !== '' && { unit: one.units.there }) };
  });
  return {
    table: { ...file, columns },
    used: new Set(wanted.map(({ name }) => taken.find((one) => one.name === name)?.column ?? name)),
    spellings: taken.map(({ name, column }) => `The column “${column}” is taken for “${name}”.`),
    unsaidUnits: taken.flatMap(unsaidUnit),
    inDoubt,
    inOtherUnit,
  };
}

/** The columns that a network uses. */
function namesOf({ features, targets, outputs, task }: Encoding): NamedColumn[] {
  const columns = new Map<string, NamedColumn>();
  const add = (name: string, unit: string | undefined): void => {
    columns.set(name, { name, ...(unit !== undefined && { unit }) });
  };
  for (const { column, label, unit } of features) add(column, label === null ? unit : undefined);
  for (const [target, name] of targets.entries())
    add(name, task === 'regression' ? outputs[target].unit : undefined);
  return [...columns.values()];
}

function unsaidUnit({ column, units: { known, there } }: OtherSpelling): string[] {
  if ((known === '') === (there === '')) return [];
  return [
    there === ''
      ? `The unit of “${column}” is not said: its numbers are taken as if they were in ${known}.`
      : `“${column}” has the unit ${there}, but of the table that the network was trained on no unit is known: its numbers are taken as they are.`,
  ];
}
