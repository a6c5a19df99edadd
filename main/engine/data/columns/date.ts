/** Dates and times, as milliseconds since 1970 in UTC. */
import { dayText } from '../../../../shared/figures.ts';
import { valueColumn } from './builders.ts';
import type { CellReader, ColumnTypeRecord, ReadingContext } from './columnType.ts';
import { parseDate, provenOrder, type DayOrder } from './dates.ts';
import { describeValues } from './description.ts';
import { numericInput } from './inputs.ts';
import { isTolerable } from './tolerance.ts';

export const dateType: ColumnTypeRecord = {
  type: 'date',
  words: { many: 'dates', one: 'a date' },
  recognise(values, context) {
    const { order, proven } = dayOrder(values, context.dayOrder);
    return isDates(values, order) ? readerFor(order, proven, context) : null;
  },
  reader(values, context) {
    const { order, proven } = dayOrder(values, context.dayOrder);
    return readerFor(order, proven, context);
  },
  describe: describeValues,
  isValue: (cell) => !Number.isNaN(parseDate(cell, 'dmy')) || !Number.isNaN(parseDate(cell, 'mdy')),
  likelyTarget: false,
  inputs: numericInput,
  numbers: (column) => (row) => column.values[row],
  codeOf: null,
  labelOf: (_, value) => (Number.isFinite(value) ? dayText(value) : '–'),
};

function isDates(values: readonly string[], order: DayOrder): boolean {
  const read = values.filter((value) => !Number.isNaN(parseDate(value, order))).length;
  return isTolerable(values.length - read, read);
}

function readerFor(order: DayOrder, proven: boolean, context: ReadingContext): CellReader {
  return {
    type: 'date',
    builder: () => valueColumn((cell) => parseDate(cell, order), { ...context.marks, numbers: [] }, []),
    issues: (column) =>
      proven
        ? []
        : [
            {
              severity: 'warning',
              code: 'table.ambiguous-dates',
              message: `The dates in “${column}” could have the day or the month first; they are read with the ${order === 'dmy' ? 'day' : 'month'} first.`,
              hint: 'Write dates as 2020-12-31 to make them unambiguous.',
              column,
            },
          ],
    otherwise(rejected) {
      if (proven) return null;
      const other = order === 'dmy' ? 'mdy' : 'dmy';
      const values = rejected.map((cell) => cell.trim());
      return dayOrder(values, other).order === other && isDates(values, other)
        ? readerFor(other, true, context)
        : null;
    },
  };
}

/** Order of day and month: the one that most of the unambiguous values have, else the preferred one. */
function dayOrder(values: readonly string[], preferred: DayOrder): { order: DayOrder; proven: boolean } {
  let [dmy, mdy, open] = [0, 0, 0];
  for (const value of values) {
    const order = provenOrder(value);
    if (order === 'dmy') dmy++;
    else if (order === 'mdy') mdy++;
    else if (order === 'either') open++;
  }
  if (dmy + mdy > 0) return { order: dmy >= mdy ? 'dmy' : 'mdy', proven: true };
  return { order: preferred, proven: open === 0 };
}
