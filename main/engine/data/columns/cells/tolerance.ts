/** How many cells of a column may be unreadable. */

/** A column has a type although this share of its cells cannot be read so; those cells are missing values. */
export const TOLERATED_SHARE = 0.1;

/** Whether unreadable cells are few enough to be mistakes: up to a tenth of the cells that could be read, or one. */
export function isTolerable(unreadable: number, read: number): boolean {
  return unreadable <= TOLERATED_SHARE * (read + unreadable) || (unreadable === 1 && read >= 3);
}
