/** Columns that are the same in every row, or have no values at all. */
import { columnTypeFacts } from '../../../../shared/contract/columnTypes.ts';
import { plural } from '../../../../shared/figures.ts';
import type { Column } from '../table/table.ts';
import type { DataCheck } from './check.ts';
import { columnType } from '../columns/types.ts';
import { namesOf } from './words.ts';

export const constantsCheck: DataCheck = {
  name: 'constants',
  help: 'Columns that are the same in every row, from which nothing can be learned.',
  find({ table, roles, facts }) {
    const found = table.columns.filter((column) => {
      const { count, min, max } = facts(column);
      return columnTypeFacts[column.type].holds !== 'nothing' && count > 0 && min === max;
    });
    if (found.length === 0) return [];
    const used = found.filter(({ name }) => roles.inputs.includes(name));
    const value = ({ type, values }: Column, labelled: Column): string =>
      columnType(type).labelOf(labelled, values.find(Number.isFinite) ?? NaN);
    const [first] = found;
    const rows = found.some(({ missing }) => missing > 0) ? 'every row with a value' : 'every row';
    const what = found.length === 1 ? `is ${value(first, first)} in ${rows}` : `are the same in ${rows}`;
    const are = used.length === 0 ? (found.length === 1 ? 'it is no input' : 'they are no inputs') : '';
    return [
      {
        severity: used.length > 0 ? 'warning' : 'note',
        message: `${namesOf(found.map(({ name }) => name))} ${what}: nothing can be learned from ${found.length === 1 ? 'it' : 'them'}${are === '' ? '' : `, and ${are}`}.`,
        columns: found.map(({ name }) => name),
        count: null,
        mends:
          used.length === 0
            ? []
            : [
                {
                  label:
                    used.length === 1
                      ? `Leave out “${used[0].name}”`
                      : `Leave out ${plural(used.length, 'column')}`,
                  ignore: used.map(({ name }) => name),
                },
              ],
      },
    ];
  },
};
