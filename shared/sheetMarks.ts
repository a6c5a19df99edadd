/** What is special about a sheet of a workbook, behind its name. */
import type { SheetView } from './contract/views/data.ts';

/** ` (hidden, empty)`; '' for an ordinary sheet. */
export function sheetMarks({ hidden, empty }: SheetView): string {
  const marks = [hidden ? 'hidden' : '', empty ? 'empty' : ''].filter(Boolean).join(', ');
  return marks === '' ? '' : ` (${marks})`;
}
