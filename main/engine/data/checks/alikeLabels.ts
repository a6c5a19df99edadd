/** Labels that differ only in how they are written. */
import { columnTypeFacts } from '../../../../shared/contract/columnTypes.ts';
import { plural } from '../../../../shared/figures.ts';
import type { Column } from '../table/table.ts';
import type { DataCheck } from './check.ts';
import { namesOf } from './words.ts';

export const alikeLabelsCheck: DataCheck = {
  name: 'alike-labels',
  help: 'Labels that differ only in upper and lower case or in spaces.',
  find: ({ table }) =>
    table.columns.flatMap((column) => {
      const [first, ...others] = alike(column);
      if (first === undefined) return [];
      const verb = others.length === 1 ? 'does' : 'do';
      const more =
        others.length > 0 ? `, and so ${verb} ${plural(others.length, 'more group')} of labels` : '';
      return [
        {
          severity: 'note',
          message: `${namesOf(first)} in “${column.name}” differ only in upper and lower case or in spaces${more}. They are read as different labels; if they mean the same, write them in the same way in the file.`,
          columns: [column.name],
          count: 1 + others.length,
          mends: [],
        },
      ];
    }),
};

/** Groups of two labels or more. */
function alike({ type, labels }: Column): readonly (readonly string[])[] {
  if (columnTypeFacts[type].holds !== 'labels') return [];
  const groups = new Map<string, string[]>();
  for (const label of labels) {
    const key = label.normalize('NFKC').toLowerCase().replace(/\s+/gu, ' ');
    groups.set(key, [...(groups.get(key) ?? []), label]);
  }
  return [...groups.values()].filter(({ length }) => length > 1);
}
