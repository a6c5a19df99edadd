/** Columns of labels that grow while a file is read, and free text, which is not used. */
import { GrowingFloats, noRejects, ownCopy, type ColumnBuilder } from '../builders.ts';
import type { MissingMarks, NumberParser } from '../cells/cells.ts';
import { isErrorCell } from '../cells/errorCells.ts';
import { isCategory } from '../labels.ts';
import { hasPlus, isCodeOrMissing, isEverydayWord, isMinus, isMissingWord } from '../cells/missingWords.ts';
import { tally } from '../cells/tally.ts';
import { namesTotal } from './totals.ts';

/** The most labels of a column whose type was detected, and of one whose type the person set. */
const [MOST_LABELS, MOST_FIXED_LABELS] = [1000, 1_000_000];
/** Labels kept of a column that has too many, to find out what they are. */
const KEPT_LABELS = 1000;

/**
 * Labels as codes. Beyond the most labels that a category may have, no more are kept.
 * @param sample of its cells, trimmed, without missing ones
 * @param fixed the person said that the column holds labels: “None” is one of them, whatever the marks are
 */
export function categoryColumn(
  sample: readonly string[],
  { marks, parse }: { readonly marks: MissingMarks; readonly parse: NumberParser },
  fixed: boolean,
): ColumnBuilder {
  const minusIsLabel = hasPlus(sample);
  const codes = new GrowingFloats();
  const codeOf = new Map<string, number>();
  const labels: string[] = [];
  const [totals, errors] = [tally(), tally()];
  const words = { missing: tally(), labels: tally(), codes: tally() };
  const limit = fixed ? MOST_FIXED_LABELS : MOST_LABELS;
  let [missing, rows, numbers, beyond] = [0, 0, 0, 0];

  const codeFor = (cell: string): number => {
    const known = codeOf.get(cell);
    if (known !== undefined) return known;
    const label = ownCopy(cell);
    if (!Number.isNaN(parse(label))) numbers++;
    codeOf.set(label, labels.length);
    return labels.push(label) - 1;
  };

  return {
    add(block, index) {
      for (const [row, cells] of block.rows.entries()) {
        rows++;
        const cell = (cells[index] ?? '').trim();
        if (namesTotal(cell)) totals.add(cell, block, row);
        const isMinusAlone = isMinus(cell) && !minusIsLabel;
        const isWord = isMissingWord(cell) && !isMinusAlone;
        if (isMinusAlone || (marks.hasAmongLabels(cell) && !(fixed && isEverydayWord(cell)))) {
          missing++;
          codes.push(NaN);
          if (isErrorCell(cell)) errors.add(cell, block, row);
          else if (isWord) words.missing.add(cell, block, row);
          else if (isCodeOrMissing(cell)) words.codes.add(cell, block, row);
          continue;
        }
        if (isWord && !fixed) words.labels.add(cell, block, row);
        if (labels.length <= limit) {
          codes.push(codeFor(cell));
        } else if (!isWord) {
          beyond++;
          if (!Number.isNaN(parse(cell))) numbers++;
        }
      }
    },
    take() {
      const overflowed = labels.length > limit || (!fixed && !isCategory(labels.length, rows - missing));
      return {
        values: overflowed ? new Float64Array(0) : codes.take(),
        labels: overflowed ? labels.slice(0, KEPT_LABELS) : labels,
        totals: totals.done(),
        errors: errors.done(),
        words: { missing: words.missing.done(), labels: words.labels.done(), codes: words.codes.done() },
        missing,
        rejects: noRejects(),
        overflowed,
        numeric: numbers / Math.max(1, labels.filter((label) => !isMissingWord(label)).length + beyond),
      };
    },
  };
}

/** Whether a trimmed cell of free text is missing. */
export function isMissingText(text: string, marks: MissingMarks): boolean {
  return isMinus(text) || marks.hasAmongLabels(text);
}

/** A column that is not used: only its missing cells are counted. */
export function textColumn(marks: MissingMarks): ColumnBuilder {
  let missing = 0;
  return {
    add(block, index) {
      for (const cells of block.rows) if (isMissingText((cells[index] ?? '').trim(), marks)) missing++;
    },
    take: () => ({
      values: new Float64Array(0),
      labels: [],
      missing,
      rejects: noRejects(),
      overflowed: false,
      numeric: 0,
    }),
  };
}
