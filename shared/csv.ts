/** Cells of CSV files that the app writes. Pure. */

/**
 * Puts an apostrophe before text that a spreadsheet would run as a formula. The table's own cells are not changed:
 * the reader already has them. But labels and names that came with a model must not run when the file is opened.
 */
export function guarded(text: string): string {
  return /^[=+\-@\t\r]/u.test(text) && Number.isNaN(Number(text)) ? `'${text}` : text;
}

/** Cells as a line, in quotation marks if they need them. */
export function csvLine(cells: readonly string[], delimiter = ','): string {
  // A single empty cell would make an empty line, which readers skip: pandas skips it, and R skips even `""`.
  if (cells.length === 1 && cells[0] === '') return 'NA';
  return cells
    .map((text) =>
      text.includes(delimiter) || /["\r\n]/u.test(text) ? `"${text.replaceAll('"', '""')}"` : text,
    )
    .join(delimiter);
}
