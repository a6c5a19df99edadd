/** Numbers such as −999, and dates such as 9999-12-31, that stand for a missing value. */
import { columnTypeFacts } from '../../../../shared/contract/columnTypes.ts';
import { momentText } from '../../../../shared/dates.ts';
import { numberText, plural } from '../../../../shared/figures.ts';
import type { DataMend } from '../../../../shared/contract/views/checks.ts';
import type { Column } from '../table/table.ts';
import { placeOf, type Checked, type DataCheck } from './check.ts';
import { namesOf } from './words.ts';

export const sentinelsCheck: DataCheck = {
  name: 'sentinels',
  help: 'Numbers such as −999, and dates such as 9999-12-31, that stand for a missing value.',
  find(checked) {
    const columnsOf = new Map<number, Column[]>();
    for (const column of checked.table.columns)
      for (const value of checked.facts(column).sentinels)
        columnsOf.set(value, [...(columnsOf.get(value) ?? []), column]);
    const marks = [...checked.table.format.missing];
    return [...columnsOf].map(([value, columns]) => {
      const cells = columns.reduce((sum, { values }) => sum + timesIn(values, value), 0);
      const mend = mendOf(value, columns, marks, checked);
      const written = isDate(columns[0]) ? momentText(value) : numberText(value, 6);
      return {
        severity: 'warning',
        message: `${written} stands in ${plural(cells, 'cell')} of ${namesOf(columns.map(({ name }) => name))}, far from all other values there: it seems to mean “missing”.`,
        columns: columns.map(({ name }) => name),
        count: cells,
        mends: [{ label: `Read ${written} as missing`, ...mend }],
      };
    });
  },
};

/**
 * A mark for the whole table; limits of the columns where the number is an ordinary value of another one.
 * @param marks those of the table; the new one is added, so that a mend for the next number keeps it
 */
function mendOf(
  value: number,
  columns: readonly Column[],
  marks: string[],
  { table, facts }: Checked,
): Pick<DataMend, 'reading'> {
  const isOrdinary = table.columns.some(
    (column) =>
      columnTypeFacts[column.type].holds === 'quantities' &&
      !columns.includes(column) &&
      timesIn(column.values, value) > 0,
  );
  if (isOrdinary || isDate(columns[0])) {
    const limits = columns.map((column): [string, { least: number | null; most: number | null }] => {
      const { sorted } = facts(column);
      const below = value < sorted[0];
      return [
        placeOf(table, column),
        below
          ? { least: (value + sorted[0]) / 2, most: null }
          : { least: null, most: (value + (sorted.at(-1) ?? 0)) / 2 },
      ];
    });
    return { reading: { limits: Object.fromEntries(limits) } };
  }
  marks.push(table.format.decimal === ',' ? String(value).replace('.', ',') : String(value));
  return { reading: { missing: [...marks] } };
}

const isDate = ({ type }: Column): boolean => columnTypeFacts[type].holds === 'times';

function timesIn(values: Float64Array, wanted: number): number {
  return values.reduce((sum, value) => sum + (value === wanted ? 1 : 0), 0);
}
