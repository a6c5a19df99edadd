/** The sheets of a workbook as choices. */
import type { SheetView } from '../../shared/contract/views/data.ts';
import { sheetMarks } from '../../shared/sheetMarks.ts';

interface SheetOption {
  readonly value: string;
  readonly label: string;
}

export function sheetOptions(sheets: readonly SheetView[]): readonly SheetOption[] {
  return sheets.map((sheet) => ({ value: sheet.name, label: `${sheet.name}${sheetMarks(sheet)}` }));
}
