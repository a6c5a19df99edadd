/** Columns by name. */
import { withoutUnits } from '../../../../shared/columnUnit.ts';
import { userError } from '../../../../shared/errors.ts';
import { nearestName } from './names.ts';
import type { Column, Table } from './table.ts';

/** The columns of each table by name, made when first needed: a table may have a hundred thousand of them. */
const columnsByName = new WeakMap<readonly Column[], ReadonlyMap<string, Column>>();

/**
 * The column of a table by name, with or without the unit that it ends with.
 * @throws KanError `data.unknown-column`
 */
export function findColumn(table: Table, name: string): Column {
  const found = byName(table).get(name);
  if (found) return found;
  const names = table.columns.map((column) => column.name);
  const nearest = nearestName(name, names);
  const listed = names.slice(0, 20).join(', ') + (names.length > 20 ? `, … (${names.length} in all)` : '');
  throw userError(
    'data.unknown-column',
    `There is no column “${name}” in ${table.fileName}.`,
    `${nearest === null ? '' : `Did you mean “${nearest}”? `}Columns: ${listed}.`,
  );
}

function byName({ columns }: Table): ReadonlyMap<string, Column> {
  const known = columnsByName.get(columns);
  if (known !== undefined) return known;
  const bare = withoutUnits(columns.map(({ name }) => name));
  const map = new Map(columns.map((column) => [bare.get(column.name)!, column]));
  for (const column of columns) map.set(column.name, column);
  columnsByName.set(columns, map);
  return map;
}
