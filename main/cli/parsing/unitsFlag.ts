/** The flag that gives units to columns. */
import type { DataSetup } from '../../../shared/contract/schemas/setups.ts';
import { userError } from '../../../shared/errors.ts';
import { findColumn } from '../../engine/data/table/findColumn.ts';
import type { Table } from '../../engine/data/table/table.ts';
import type { Arguments } from './args.ts';
import type { CommandFlag } from '../command.ts';

export const unitsFlag: CommandFlag = {
  name: 'units',
  value: 'name=m/s',
  help: 'unit of a column, where its name or a row of units does not say it; repeat it for each column',
  repeatable: true,
};

/** The units that were set by hand. @throws KanError `cli.units`, `data.unknown-column` */
export function unitsOf(args: Arguments, table: Table): Pick<DataSetup, 'units'> {
  const given = args.lists.get('units') ?? [];
  if (given.length === 0) return {};
  const units = given.map((text) => {
    const at = text.lastIndexOf('=');
    if (at <= 0)
      throw userError(
        'cli.units',
        `--units takes a column and its unit, not “${text}”.`,
        'Write it as --units "speed=m/s"; --units "speed=" for none.',
      );
    return [findColumn(table, text.slice(0, at).trim()).name, text.slice(at + 1).trim()] as const;
  });
  return { units: Object.fromEntries(units) };
}
