/** Slips in a column. */

/** A column has a type although this share of its cells cannot be read so; those cells are missing values. */
export const TOLERATED_SHARE = 0.1;

/** Few enough unreadable cells, among those that could be read, to be slips: a tenth, or one in a handful. */
export function isTolerable(unreadable: number, read: number): boolean {
  return unreadable <= TOLERATED_SHARE * (read + unreadable) || (unreadable === 1 && read >= 3);
}
