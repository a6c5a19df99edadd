/** Tables that are drawn as plates with wells: letters name the rows, and numbers the columns. */
import { columnTypeFacts } from '../../../../shared/contract/columnTypes.ts';
import { countText } from '../../../../shared/figures.ts';
import type { Column } from '../table/table.ts';
import type { DataCheck } from './check.ts';

/** The smallest plate has two rows of three wells; a few columns called 1 and 2 are no plate. */
const [leastRows, leastColumns] = [2, 3];

export const platesCheck: DataCheck = {
  name: 'plates',
  help: 'Tables drawn as plates, with a well in each cell.',
  find({ table }) {
    const [first, ...wells] = table.columns;
    const areNumbered = wells.every(({ name, type }, c) => name === String(c + 1) && type === 'number');
    if (wells.length < leastColumns || !areNumbered || !areLettered(first)) return [];
    const [from, to] = [first.labels[0], first.labels.at(-1)];
    return [
      {
        severity: 'warning',
        message: `The rows are called ${from} to ${to} and the columns 1 to ${wells.length}, as the wells of a plate: each cell seems to be a measurement of its own. Here each row is one sample with ${countText(wells.length)} values. If so, write one row for each well in the file, with its conditions and its value.`,
        columns: [first.name],
        count: null,
        mends: [],
      },
    ];
  },
};

/** Whether the labels are letters that follow each other, from A on, once for each plate. */
function areLettered({ type, labels, missing, values }: Column): boolean {
  if (columnTypeFacts[type].holds !== 'labels' || missing > 0 || labels.length < leastRows) return false;
  const follow = labels.every((label, at) => label.toUpperCase() === String.fromCharCode(65 + at));
  return follow && values.every((label, row) => label === row % labels.length);
}
