/** Labels such as “ditto” and ″, which stand for the value of the cell above. */
import { columnTypeFacts } from '../../../../shared/contract/columnTypes.ts';
import type { DataFinding } from '../../../../shared/contract/views/checks.ts';
import { plural } from '../../../../shared/figures.ts';
import { isDitto } from '../columns/cells/dittoMarks.ts';
import type { Column } from '../table/table.ts';
import { placeOf, type DataCheck } from './check.ts';

export const dittosCheck: DataCheck = {
  name: 'dittos',
  help: 'Labels such as “ditto” and ″, which stand for the value of the cell above.',
  find: ({ table }) =>
    table.columns.flatMap((column): Omit<DataFinding, 'check'>[] => {
      const dittos = dittosOf(column);
      const [first] = dittos;
      if (first === undefined) return [];
      const count = column.values.reduce((sum, value) => sum + (dittos.includes(value) ? 1 : 0), 0);
      return [
        {
          severity: 'warning',
          message: `“${column.labels[first]}” is read as a label in ${plural(count, 'cell')} of “${column.name}”. If it means the value of the cell above, fill the column down.`,
          columns: [column.name],
          count,
          mends: [{ label: 'Fill down', reading: { fillDown: { [placeOf(table, column)]: true } } }],
        },
      ];
    }),
};

/** The codes of such labels. A column that begins with one has no value that it could stand for. */
function dittosOf({ type, labels, values }: Column): readonly number[] {
  if (columnTypeFacts[type].holds !== 'labels') return [];
  const codes = labels.flatMap((label, code) => (isDitto(label) ? [code] : []));
  const first = values.find(Number.isFinite);
  return first === undefined || codes.includes(first) ? [] : codes;
}
