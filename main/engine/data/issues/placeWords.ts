/** How the places of a table's rows are called: a text has lines, a sheet has rows. */

/** The words of one kind of source. */
export interface PlaceWords {
  readonly line: string;
  readonly lines: string;
  readonly Line: string;
  readonly Lines: string;
  /** Before the number of one, inside a sentence. */
  readonly onLine: string;
  /** What to do about a cell behind the last column. */
  readonly extraCell: string;
}

/** A text of a remark; one that names a place is said in the words of its source. */
export type Wording = string | ((words: PlaceWords) => string);

export const textWords: PlaceWords = {
  ...{ line: 'line', lines: 'lines', Line: 'Line', Lines: 'Lines', onLine: 'on line' },
  extraCell: 'Check the line for an extra delimiter, such as a decimal comma.',
};

export const sheetWords: PlaceWords = {
  ...{ line: 'row', lines: 'rows', Line: 'Row', Lines: 'Rows', onLine: 'in row' },
  extraCell: 'If it belongs to the table, give its column a name in the row of names.',
};

/** A text in the words of a source: lines of a text, rows of a sheet. */
export function worded(text: Wording, words: PlaceWords): string {
  return typeof text === 'string' ? text : text(words);
}
