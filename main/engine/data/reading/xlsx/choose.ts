/** Which sheet of a workbook the table is on. */
import type { SheetView } from '../../../../../shared/contract/views/data.ts';
import { userError } from '../../../../../shared/errors.ts';
import { sheetMarks } from '../../../../../shared/sheetMarks.ts';
import { nearestName } from '../../table/names.ts';
import { uncalculatedWorkbook } from './faults.ts';
import { noFacts, sheetRows, type SheetFacts, type SheetRow } from './sheet.ts';
import type { SheetPart, Workbook } from './workbook.ts';

/** Rows from which it is seen whether a sheet has a table. */
const LOOKED_AT = 30;

/** How much a sheet is like one with a table: not at all, some cells, a list, a table. */
type Likeness = 0 | 1 | 2 | 3;

export interface SheetChoice {
  readonly sheet: SheetPart;
  readonly sheets: readonly SheetView[];
}

/**
 * The sheets that may have the table, the most likely one first: visible before hidden ones, in the order of their tabs.
 * @param wanted the only one where the person names it
 * @param likely comes first where the workbook has it
 * @throws KanError `xlsx.no-sheet` where the wanted one is missing, `xlsx.no-table` where all sheets are empty
 */
export async function likelySheets(
  workbook: Workbook,
  wanted: string | undefined,
  likely: string | undefined,
): Promise<readonly SheetChoice[]> {
  const facts = noFacts();
  const found: { readonly sheet: SheetPart; readonly likeness: Likeness }[] = [];
  for (const sheet of workbook.sheets)
    found.push({ sheet, likeness: likenessOf(await firstRows(workbook, sheet, facts)) });
  const sheets = found.map(({ sheet: { name, hidden }, likeness }): SheetView => ({
    ...{ name, hidden },
    empty: likeness === 0,
  }));
  if (wanted !== undefined) return [{ sheet: named(workbook, wanted, sheets), sheets }];
  const filled = found.filter(({ likeness }) => likeness > 0);
  if (filled.length === 0)
    throw facts.unstored.count > 0
      ? uncalculatedWorkbook(workbook.fileName)
      : userError(
          'xlsx.no-table',
          `${workbook.fileName} has no sheet with values.`,
          'Choose a workbook with a table of numbers in it.',
        );
  const rank = ({ sheet: { name, hidden }, likeness }: (typeof filled)[number]): number =>
    name === likely ? Infinity : 2 * likeness + (hidden ? 0 : 1);
  return [...filled].sort((a, b) => rank(b) - rank(a)).map(({ sheet }) => ({ sheet, sheets }));
}

function named({ sheets, fileName }: Workbook, wanted: string, views: readonly SheetView[]): SheetPart {
  const found =
    sheets.find(({ name }) => name === wanted) ??
    sheets.find(({ name }) => name.trim().toLowerCase() === wanted.trim().toLowerCase());
  if (found !== undefined) return found;
  const nearest = nearestName(
    wanted,
    sheets.map(({ name }) => name),
  );
  throw userError(
    'xlsx.no-sheet',
    `${fileName} has no sheet “${wanted}”.`,
    `${nearest === null ? '' : `Did you mean “${nearest}”? `}Its sheets: ${views.map(sheetText).join(', ')}.`,
  );
}

/** The name of a sheet, and what is special about it. */
export function sheetText(sheet: SheetView): string {
  return `“${sheet.name}”${sheetMarks(sheet)}`;
}

async function firstRows(
  workbook: Workbook,
  sheet: SheetPart,
  facts: SheetFacts,
): Promise<readonly SheetRow[]> {
  const rows: SheetRow[] = [];
  for await (const piece of sheetRows(workbook, sheet, facts)) {
    rows.push(...piece.rows);
    if (rows.length >= LOOKED_AT) break;
  }
  return rows.slice(0, LOOKED_AT);
}

function likenessOf(rows: readonly SheetRow[]): Likeness {
  if (rows.length === 0) return 0;
  const wide = rows.filter(({ cells }) => cells.length > 1);
  const hasValue = ({ cells }: SheetRow): boolean =>
    cells.some(({ isNumber, text }) => isNumber || /^[-+]?[.,]?\d/.test(text));
  if (wide.filter(hasValue).length > 1) return 3;
  return wide.length > 2 || rows.filter(hasValue).length > 1 ? 2 : 1;
}
