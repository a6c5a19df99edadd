/** What people write where the value is that of the cell above: ″, 〃, ditto, idem. */

const WORDS: ReadonlySet<string> = new Set([
  ...['ditto', 'ditto.', 'do.', 'dto', 'dto.', 'idem', 'idem.', 'id.', 's.o.'],
  ...['as above', 'same as above', 'see above', 'wie oben', 'siehe oben', 'même que ci-dessus', '同上'],
]);
/** Quotation marks alone, as they are typed for ″, also between dashes. */
const MARKS = /^(?:[-–—] ?)?(?:["”“„″〃]|''|’’|′′|,,)(?: ?[-–—])?$/u;

/** Whether a trimmed cell says that its value is that of the cell above. */
export const isDitto = (cell: string): boolean =>
  MARKS.test(cell) || (cell.length <= 20 && WORDS.has(cell.toLowerCase()));
