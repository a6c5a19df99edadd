/** Columns whose type is perhaps another one. */
import { columnTypeFacts } from '../../../../shared/contract/columnTypes.ts';
import { countText, plural } from '../../../../shared/figures.ts';
import { numberParser } from '../columns/cells/cells.ts';
import { rangeLabels } from '../columns/lookalikes.ts';
import { columnType, mostFrequentType } from '../columns/types.ts';
import type { Column, Table } from '../table/table.ts';
import { isRunning, labelsMend, placeOf, type Checked, type DataCheck } from './check.ts';
import { groupName } from '../table/groupNames.ts';
import { unitTextOf } from '../units/columnUnits.ts';
import { numberedBy } from './numbered.ts';
import type { ReadingIssue } from '../../../../shared/contract/views/data.ts';
import type { DataFinding } from '../../../../shared/contract/views/checks.ts';

/** So few different whole numbers may be labels, where each occurs this often. */
const [mostCodes, leastTimes] = [12, 20];

/** Words in the names of columns that hold labels or running numbers. */
const labelWords =
  /(^|[^a-zäöü])(id|nr|no|code|class|klasse|type|typ|line|linie|station|charge|batch|shift|schicht|group|gruppe|index)([^a-zäöü]|$)|code|kennung/i;

/** Names of what is often measured at even steps: such a column says when, or where. */
const evenWords =
  /(?:^|[^a-z])(?:t|time|date|year|yr|month|week|day|hour|minute|second|quarter|decade|age|depth|position|distance|zeit|jahr|monat|woche|tag|stunde)s?(?:[^a-z]|$)/i;

export const typesCheck: DataCheck = {
  name: 'types',
  help: 'Numbers that seem to be labels or running numbers, and labels that seem to be numbers.',
  find: (checked) =>
    checked.table.columns.flatMap((column) => [
      ...codes(column, checked),
      ...runningNumbers(column, checked),
      ...mixed(column, checked),
      ...ranges(column, checked),
      ...numberCodes(column, checked),
    ]),
};

type Found = Omit<DataFinding, 'check'>;

const isQuantity = ({ type }: Column): boolean => columnTypeFacts[type].holds === 'quantities';

/** Inputs of a few whole numbers, by a name that speaks of labels. */
function codes(column: Column, checked: Checked): Found[] {
  const { table, roles, facts } = checked;
  if (!isQuantity(column) || !roles.inputs.includes(column.name) || !labelWords.test(column.name)) return [];
  if (numberedBy(column, checked) !== null) return [];
  const distinct = new Set(facts(column).sorted);
  if (distinct.size < 3 || distinct.size > mostCodes || facts(column).count < leastTimes * distinct.size)
    return [];
  if (![...distinct].every(Number.isInteger)) return [];
  return [
    {
      severity: 'note',
      message: `“${column.name}” has only ${plural(distinct.size, 'different whole number')}: they may be labels, which have no order.`,
      columns: [column.name],
      count: distinct.size,
      mends: [labelsMend(table, column)],
    },
  ];
}

/** Inputs that count the rows, or number them in another order; a quantity that was measured at even steps does not. */
function runningNumbers(column: Column, { roles }: Checked): Found[] {
  const { name, values } = column;
  if (!isQuantity(column) || !roles.inputs.includes(name)) return [];
  const isMeasured = unitTextOf(column) !== '' || evenWords.test(name);
  const counts = values.length >= leastTimes && isRunning(column) && !isMeasured;
  if (!counts && !isOrder(column)) return [];
  return [
    {
      severity: 'note',
      message: counts
        ? `“${name}” counts the rows: it says nothing of a row but its place in the file.`
        : `“${name}” numbers the rows from 1 to ${countText(values.length)}: it says nothing of a row but its place in an order.`,
      columns: [name],
      count: null,
      mends: [{ label: `Leave out “${name}”`, ignore: [name] }],
    },
  ];
}

/** Each number from 1 to that of the rows, by a name that speaks of an order: “StdOrder”, “Run”. */
function isOrder({ name, values }: Column): boolean {
  const isNamed =
    /(?:^|[^a-z])(?:std|standard|run|test|random)?[ ._-]?order$/i.test(name) || groupName(name) === 'thing';
  return (
    isNamed &&
    values.every((value) => Number.isInteger(value) && value >= 1 && value <= values.length) &&
    new Set(values).size === values.length
  );
}

/** Columns of numbers, dates or yes and no that were read as labels because of some cells. */
function mixed(column: Column, { table }: Checked): Found[] {
  const issue = issueOn(column, table, ['table.mixed-column']);
  if (issue === undefined || isQuantity(column)) return [];
  const { decimal, thousands } = table.format;
  const type = mostFrequentType(column.labels, numberParser(decimal, thousands)) ?? issue.holds ?? null;
  return [
    {
      severity: 'warning',
      message: issue.message,
      columns: [column.name],
      count: null,
      mends:
        type === null
          ? []
          : [
              {
                label: `Read as ${columnType(type).words.many}, the rest as missing`,
                reading: { types: { [placeOf(table, column)]: type } },
              },
            ],
    },
  ];
}

/** Labels that are ranges of numbers. */
function ranges(column: Column, { table }: Checked): Found[] {
  const issue = issueOn(column, table, [rangeLabels]);
  if (issue === undefined || isQuantity(column)) return [];
  const reading = { types: { [placeOf(table, column)]: 'number' as const } };
  return [
    {
      severity: 'note',
      message: issue.message,
      columns: [column.name],
      count: null,
      mends: [{ label: 'Read the middle of each range', reading }],
    },
  ];
}

/** A remark of the reading on the column. */
const issueOn = (column: Column, { issues }: Table, codes: readonly string[]): ReadingIssue | undefined =>
  issues.find(({ code, column: named }) => codes.includes(code) && named === column.name);

const codeIssues = ['table.leading-zeros', 'table.long-numbers', 'table.number-codes'];

/** Columns of numbers that may be codes, by how their cells are written. */
function numberCodes(column: Column, { table }: Checked): Found[] {
  const issue = issueOn(column, table, codeIssues);
  if (issue === undefined || !isQuantity(column)) return [];
  return [
    {
      severity: issue.severity === 'warning' ? 'warning' : 'note',
      message: issue.message,
      columns: [column.name],
      count: null,
      mends: [labelsMend(table, column)],
    },
  ];
}
