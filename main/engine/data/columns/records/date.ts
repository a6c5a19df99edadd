/** Dates and times, as milliseconds since 1970 in UTC. */
import { momentText } from '../../../../../shared/dates.ts';
import { rangeOf } from '../../../../../shared/range.ts';
import { valueColumn } from '../builders.ts';
import type { CellReader, ColumnTypeRecord, ReadingContext } from '../columnType.ts';
import { dateFormIssues, watchDateForms } from '../readers/dateForms.ts';
import { dateIssues } from '../dates/dateIssues.ts';
import { dayUnit } from '../../units/dayUnit.ts';
import { dayOrders, isDate, parseDate, type DayOrder } from '../dates/dates.ts';
import { dayOrder, type FoundOrder } from '../dates/dayOrder.ts';
import { describeValues } from '../description.ts';
import { numericInput } from '../inputs.ts';
import { isTolerable } from '../cells/tolerance.ts';

export const dateType: ColumnTypeRecord = {
  type: 'date',
  words: { many: 'dates', one: 'a date' },
  recognise(values, context) {
    const found = dayOrder(values, context.dayOrder);
    return isDates(values, found.order) ? readerFor(found, values, context) : null;
  },
  reader: (values, context) => readerFor(dayOrder(values, context.dayOrder), values, context),
  describe: describeValues,
  isValue: isDate,
  likelyTarget: false,
  inputs: (column, setup, train) =>
    numericInput(column, setup, train).map((input) => ({ ...input, unit: dayUnit(column.values) })),
  numbers: (column) => (row) => column.values[row],
  codeOf: null,
  labelOf({ values }, value) {
    const [first, last] = rangeOf(values);
    return momentText(value, last - first);
  },
};

function isDates(values: readonly string[], order: DayOrder): boolean {
  const read = values.filter((value) => !Number.isNaN(parseDate(value, order))).length;
  return isTolerable(values.length - read, read);
}

function readerFor(found: FoundOrder, sample: readonly string[], context: ReadingContext): CellReader {
  const { order, others, contrary } = found;
  return {
    type: 'date',
    builder: () =>
      watchDateForms(
        valueColumn((cell) => parseDate(cell, order), { ...context.marks, numbers: [] }, []),
        order,
      ),
    issues: (column, { dates }) => [
      ...dateIssues(column, sample, found),
      ...(dates === undefined ? [] : dateFormIssues(column, dates)),
    ],
    otherwise(rejected) {
      if (others.length === 0 || contrary !== null) return null;
      const values = rejected.map((cell) => cell.trim());
      const other = dayOrders.find(
        (one) => one !== order && dayOrder(values, one).order === one && isDates(values, one),
      );
      return other === undefined
        ? null
        : readerFor({ order: other, others: [], contrary: null }, sample, context);
    },
  };
}
