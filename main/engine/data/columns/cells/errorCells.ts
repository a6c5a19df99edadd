/** Cells in which a spreadsheet or a C program wrote that there is no value. */

/** #WERT!, #¿NOMBRE?, #DEL/0!: in every language a word between such marks. */
const SPREADSHEET = /^#[¡¿]?\p{L}[\p{L}\d/]{0,14}[!?]$/u;
/** “Not available” has no mark behind it. */
const NOT_AVAILABLE = new Set([
  ...['#n/a', '#na', '#nv', '#n/d', '#nd', '#n/b', '#n/disp', '#i/t', '#н/д', '#yok', '#hiányzik'],
]);
/** Errors of LibreOffice. */
const OFFICE = /^err:\d{3}$/i;
/** What Fortran writes where a number does not fit its field; fewer stars are those of a significance. */
const OVERFLOW = /^\*{5,}$/;
/** −1.#IND, 1.#QNAN0, nan(ind), -nan(snan). */
const PROGRAM = /^[+-]?(?:1\.#(?:ind|[qs]nan)0*|nan\((?:ind|snan)\))$/i;

/** @param text a trimmed cell */
export function isErrorCell(text: string): boolean {
  const first = text.charCodeAt(0) | 32;
  // Most cells are numbers. '#', 'e', '1', '+', '-', 'n', '*'.
  if (
    first !== 35 &&
    first !== 101 &&
    first !== 49 &&
    first !== 43 &&
    first !== 45 &&
    first !== 110 &&
    first !== 42
  )
    return false;
  return (
    SPREADSHEET.test(text) ||
    OVERFLOW.test(text) ||
    NOT_AVAILABLE.has(text.toLowerCase()) ||
    OFFICE.test(text) ||
    PROGRAM.test(text)
  );
}
