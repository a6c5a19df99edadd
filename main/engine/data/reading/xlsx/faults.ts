/** The errors of workbooks that cannot be read. */
import { userError, type KanError } from '../../../../../shared/errors.ts';

const SAVE_AGAIN =
  'Open it in Excel or LibreOffice and save it again as .xlsx; if that fails, use a copy of it.';

/** @param what completes “the workbook is damaged: …” */
export function damagedWorkbook(fileName: string, what: string): KanError {
  return userError('xlsx.damaged', `${fileName} is a damaged Excel workbook: ${what}.`, SAVE_AGAIN);
}

/** The error for a workbook in which no formula has a stored value. */
export function uncalculatedWorkbook(fileName: string): KanError {
  return userError(
    'xlsx.formulas',
    `${fileName} has formulas, but not their values: the program that wrote it has not calculated them.`,
    'Open the workbook in Excel or LibreOffice, which calculate the values, and save it.',
  );
}

/** @param what completes “the file …” */
export function tooLargeWorkbook(fileName: string, what: string): KanError {
  return userError(
    'xlsx.too-large',
    `${fileName} ${what}.`,
    'Save the sheet as CSV and open that, or copy the columns that you need into a new workbook.',
  );
}
