/** Mends as flags of `kan fit`. */
import { holderOf, rowRoleNames, rowRoles } from '../../../shared/contract/columnRoles.ts';
import { LABELS_TYPE, type ColumnType } from '../../../shared/contract/columnTypes.ts';
import type { DataMend } from '../../../shared/contract/views/checks.ts';
import type { Table } from '../../engine/data/table/table.ts';

/** The flags of `kan fit` that apply a mend; '' if there are none. */
export function flagsOf(mend: DataMend, { columns }: Table): string {
  const { reading, ignore = [], missing, units = {} } = mend;
  const nameAt = (place: string): string => columns[Number(place)].name;
  const readAs = (wanted: ColumnType): string[] =>
    Object.entries(reading?.types ?? {}).flatMap(([place, type]) => (type === wanted ? [nameAt(place)] : []));
  const [labels, numbers] = [readAs(LABELS_TYPE), readAs('number')];
  const filled = Object.keys(reading?.fillDown ?? {}).map(nameAt);
  const flags = [
    ...(reading?.missing ? [`--missing-marks "${reading.missing.join(',')}"`] : []),
    ...(labels.length > 0 ? [`--labels "${labels.join(',')}"`] : []),
    ...(numbers.length > 0 ? [`--numbers "${numbers.join(',')}"`] : []),
    ...(filled.length > 0 ? [`--fill-down "${filled.join(',')}"`] : []),
    ...(ignore.length > 0 ? [`--ignore "${ignore.join(',')}"`] : []),
    ...rowRoleNames.flatMap((role) => {
      const column = holderOf(mend, role);
      return column === null ? [] : [`--${rowRoles[role].key} "${column}"`];
    }),
    ...(missing === undefined ? [] : [`--missing ${missing}`]),
    ...Object.entries(units).map(([name, unit]) => `--units "${name}=${unit}"`),
  ];
  return flags.join(' ');
}
