/** The sheets of a workbook in words and as choices. */
import type { SheetView, TableFormat } from '../../shared/contract/views/data.ts';
import { sheetMarks } from '../../shared/sheetMarks.ts';

interface SheetOption {
  readonly value: string;
  readonly label: string;
}

/** The name of the sheet before what is said of its table; '' where the file has no others. */
export function sheetBefore({ sheet, sheets = [] }: TableFormat): string {
  return sheets.length > 1 ? `${sheet} · ` : '';
}

export function sheetOptions(sheets: readonly SheetView[]): readonly SheetOption[] {
  return sheets.map((sheet) => ({ value: sheet.name, label: `${sheet.name}${sheetMarks(sheet)}` }));
}
