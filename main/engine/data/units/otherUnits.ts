/** Whether the columns of another table are in the units of those that a network was trained on. */
import { nameAndUnit } from '../../../../shared/columnUnit.ts';
import type { Encoding, Output } from '../encoding/encoding.ts';
import type { Table } from '../table/table.ts';
import { unitTextOf } from './columnUnits.ts';
import { dayZero } from './dayUnit.ts';
import { isSameUnit } from './sameUnit.ts';

/** A sentence for each column whose unit is known in both tables, and is not the same. */
export function otherUnits(
  table: Pick<Table, 'fileName' | 'columns'>,
  { features, outputs, task }: Encoding,
): string[] {
  const known: readonly Pick<Output, 'name' | 'unit'>[] = [
    ...features.filter(({ label, unit }) => label === null && dayZero(unit) === null),
    ...(task === 'regression' ? outputs : []),
  ];
  // As `findColumn`: the name may lack the unit that it ends with.
  const columns = new Map([
    ...table.columns.map((column) => [nameAndUnit(column.name).base, column] as const),
    ...table.columns.map((column) => [column.name, column] as const),
  ]);
  return known.flatMap((one) => {
    const column = columns.get(one.name);
    if (column === undefined) return [];
    const [trained, there] = [unitTextOf(one), column.unit ?? nameAndUnit(column.name).unit];
    if (trained === '' || there === '' || isSameUnit(trained, there)) return [];
    return [
      `“${one.name}” is in ${there} in ${table.fileName}, but the network was trained on ${trained}: its numbers are taken as if they were in ${trained}. Convert them in the file.`,
    ];
  });
}
