/** Labels that differ only in how they are written, or that all mean yes or no. */
import { columnTypeFacts } from '../../../../shared/contract/columnTypes.ts';
import type { DataFinding } from '../../../../shared/contract/views/checks.ts';
import { plural } from '../../../../shared/figures.ts';
import { parseBoolean } from '../columns/records/boolean.ts';
import type { Column } from '../table/table.ts';
import type { DataCheck } from './check.ts';
import { namesOf } from './words.ts';

/** Words for yes and no that are shown. */
const MOST_SHOWN = 8;

export const alikeLabelsCheck: DataCheck = {
  name: 'alike-labels',
  help: 'Labels that differ only in upper and lower case or in spaces, and several words for yes or no.',
  find: ({ table }) =>
    table.columns.flatMap((column): Omit<DataFinding, 'check'>[] => {
      if (isYesOrNo(column))
        return [
          {
            severity: 'warning',
            message: `“${column.name}” has several words for yes or for no: ${namesOf(column.labels, MOST_SHOWN)}. They are read as different labels; write one word for yes and one for no in the file.`,
            columns: [column.name],
            count: column.labels.length,
            mends: [],
          },
        ];
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

/** More than two labels, each of which says yes or no by itself; one of them is a whole word. */
function isYesOrNo({ type, labels }: Column): boolean {
  return (
    columnTypeFacts[type].holds === 'labels' &&
    labels.length > 2 &&
    labels.every((label) => /^[01]$/.test(label) || !Number.isNaN(parseBoolean(label))) &&
    labels.some((label) => label.length > 1)
  );
}

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
