/** What is told of a sheet. */
import { readingSettings } from '../../../../../shared/settings/reading.ts';
import { named } from '../../../../../shared/settings/setting.ts';
import type { SheetView } from '../../../../../shared/contract/views/data.ts';
import { plural } from '../../../../../shared/figures.ts';
import type { IssueInput } from '../../issues/issues.ts';
import { sheetText, type SheetChoice } from './choose.ts';
import { columnName, columnOf, type Noted, type SheetFacts } from './sheet.ts';

/** Which sheet is read, where there are others. @param asked the person chose it */
export function sheetIssues({ sheet, sheets }: SheetChoice, asked: boolean): readonly IssueInput[] {
  const others = sheets.filter(({ name }) => name !== sheet.name);
  const isTable = ({ hidden, empty }: SheetView): boolean => !hidden && !empty;
  const isDoubtful = !asked && (sheet.hidden || others.some(isTable));
  if (others.length === 0 && !isDoubtful) return [];
  return [
    {
      severity: isDoubtful ? 'warning' : 'note',
      code: 'xlsx.sheet',
      message: `The sheet “${sheet.name}”${sheet.hidden ? ', which is hidden,' : ''} is read${
        others.length === 0 ? '' : `; the others of the workbook are not: ${others.map(sheetText).join(', ')}`
      }.`,
      hint: isDoubtful
        ? `If the table is on another sheet, choose that one under ${named(readingSettings.sheet)}.`
        : '',
    },
  ];
}

/** The table that was found on a sheet. */
interface SheetTable {
  readonly sheet: string;
  /** The first one of the data. */
  readonly firstRow: number;
  /** Those with values; their places are counted from 0. */
  readonly columns: readonly { readonly name: string; readonly column: number }[];
  /** Those whose blank cells are filled from above; counted from 0. */
  readonly filledDown: ReadonlySet<number>;
  /** As in Workbook. */
  readonly uncalculated: boolean;
}

/** What is told of a sheet: formulas without a value, hidden rows and columns, merged cells. */
export function factIssues(
  { unstored, formulas, hiddenRows, hiddenColumns, merged }: SheetFacts,
  { sheet, firstRow, columns, filledDown, uncalculated }: SheetTable,
): readonly IssueInput[] {
  const issues: IssueInput[] = [];
  if (unstored.count > 0)
    issues.push({
      severity: 'warning',
      code: 'xlsx.formulas',
      message: `${plural(unstored.count, 'formula')} of the sheet “${sheet}” ${unstored.count === 1 ? 'has' : 'have'} no stored value, the first in ${unstored.first}. ${unstored.count === 1 ? 'It is' : 'They are'} read as empty.`,
      hint: 'Open the workbook in Excel or LibreOffice, which calculate the values, and save it.',
    });
  else if (uncalculated && formulas.count > 1 && formulas.zeros === formulas.count)
    issues.push({
      severity: 'warning',
      code: 'xlsx.formulas',
      message: `All ${formulas.count} formulas of the sheet “${sheet}” have the stored value 0: the program that wrote the workbook may not have calculated them.`,
      hint: 'Open the workbook in Excel or LibreOffice, which calculate the values, and save it.',
    });
  const inside = merged
    .filter((block) => lastRow(block) >= firstRow && !liesIn(block, filledDown))
    .sort((a, b) => lastRow(a) - lastRow(b));
  if (inside.length > 0)
    issues.push({
      severity: 'warning',
      code: 'xlsx.merged',
      message: `The table has merged cells (${inside.slice(0, 3).join(', ')}${inside.length > 3 ? `, … ${inside.length} in all` : ''}). Only the first cell of each has a value; the others are read as empty.`,
      hint: 'If the value is that of all of them, split the merged cells in the spreadsheet and write it into each.',
    });
  if (hiddenRows.count > 0)
    issues.push({
      severity: 'note',
      code: 'xlsx.hidden-rows',
      message: `${plural(hiddenRows.count, 'row')} of the sheet ${hiddenRows.count === 1 ? 'is' : 'are'} hidden in the spreadsheet, by a filter or by hand, the first is row ${hiddenRows.first}. ${hiddenRows.count === 1 ? 'It is' : 'They are'} read like the others.`,
      hint:
        hiddenRows.count === 1
          ? 'If it is not wanted, delete it in the spreadsheet.'
          : 'If they are not wanted, delete them in the spreadsheet.',
    });
  const hidden = columns.filter(({ column }) =>
    hiddenColumns.some(([first, last]) => first <= column && column <= last),
  );
  if (hidden.length > 0) {
    const [{ name, column }] = hidden;
    issues.push({
      severity: 'note',
      code: 'xlsx.hidden-columns',
      message: `${plural(hidden.length, 'column')} of the sheet ${hidden.length === 1 ? 'is' : 'are'} hidden in the spreadsheet, the first is ${columnName(column)}${name === '' ? '' : ` (“${name.trim()}”)`}. ${hidden.length === 1 ? 'It is' : 'They are'} read like the others.`,
      hint:
        hidden.length === 1
          ? 'If it is not wanted, leave it out as an input (--ignore), or delete it in the spreadsheet.'
          : 'If they are not wanted, leave them out as inputs (--ignore), or delete them in the spreadsheet.',
    });
  }
  return issues;
}

/** Whether all columns of a block of merged cells are among these. */
function liesIn(block: string, columns: ReadonlySet<number>): boolean {
  const [from, to = from] = block.split(':').map(columnOf);
  return [...columns].filter((column) => from <= column && column <= to).length === to - from + 1;
}

/** The row in which a block such as C7:C9 ends. */
function lastRow(block: string): number {
  return Number((block.split(':').at(-1) ?? '').replace(/\D/g, ''));
}

/** @param beside cells left of the table */
export function besideIssue(beside: Readonly<Noted>): IssueInput | null {
  if (beside.count === 0) return null;
  return {
    severity: 'warning',
    code: 'xlsx.beside',
    message: `${plural(beside.count, 'cell')} left of the table ${beside.count === 1 ? 'is' : 'are'} left out, the first is ${beside.first}.`,
    hint: 'If it belongs to the table, give its column a name in the row of names.',
  };
}
