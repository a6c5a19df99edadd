/** Tables that are too short to learn from. Pure. */
import { plural } from '../figures.ts';

/** The least rows that a network is trained on. */
export const leastTrainingRows = 4;

/** What is said of a table with so many rows; '' where there are enough. */
export function tooFewRows(rows: number): string {
  if (rows >= leastTrainingRows) return '';
  return `The table has only ${plural(rows, 'row')}: at least ${leastTrainingRows} are needed to train a network.`;
}
