/** Parts of a table that blank lines divide: curves of one file, or two tables one below the other. */
import { countText } from '../../../../../shared/figures.ts';
import type { IssueInput } from '../../issues/issues.ts';

/** Fewer rows are a footer, or blank lines are no more than space between the lines. */
const LEAST_ROWS = 3;

/** Counts the parts that have rows enough. */
export class PartTally {
  #rows = 0;
  #parts = 0;
  #first = 0;
  #second = 0;
  #isAfterBlank = true;

  /** @param row the next line of the table, which is blank or a row */
  add(isBlank: boolean, row: number, lineOf: (row: number) => number): void {
    if (isBlank) {
      this.#isAfterBlank = true;
      return;
    }
    if (this.#isAfterBlank) [this.#rows, this.#first, this.#isAfterBlank] = [0, lineOf(row), false];
    if (++this.#rows === LEAST_ROWS && ++this.#parts === 2) this.#second = this.#first;
  }

  issues(): readonly IssueInput[] {
    const [parts, second] = [this.#parts, this.#second];
    if (parts < 2) return [];
    return [
      {
        severity: 'note',
        code: 'table.parts',
        message: (words) =>
          `Blank ${words.lines} divide the rows into ${countText(parts)} parts, of which the second begins ${words.onLine} ${second}. They are read as one table.`,
        hint: 'If they are different measurements, write a column that tells them apart, or each into a file of its own.',
        line: second,
      },
    ];
  }
}
