/** The roles of a column as a row of the list offers them. */
import ArrowRightToLine from '@lucide/svelte/icons/arrow-right-to-line';
import Crosshair from '@lucide/svelte/icons/crosshair';
import Group from '@lucide/svelte/icons/boxes';
import Minus from '@lucide/svelte/icons/minus';
import PlusMinus from '@lucide/svelte/icons/diff';
import Weight from '@lucide/svelte/icons/weight';
import { columnRoleNames, columnRoles, type ColumnRole } from '../../../shared/contract/columnRoles.ts';

const icons: Readonly<Record<ColumnRole, typeof Minus>> = {
  input: ArrowRightToLine,
  target: Crosshair,
  weight: Weight,
  uncertainty: PlusMinus,
  group: Group,
  ignore: Minus,
};

export const roleOptions = columnRoleNames.map((role) => {
  const { label, help } = columnRoles[role];
  return { value: role, label, icon: icons[role], ...(help !== undefined && { title: `${label}: ${help}` }) };
});
