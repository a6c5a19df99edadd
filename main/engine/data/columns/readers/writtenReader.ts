/** Columns of numbers with an uncertainty, a mark or a power of ten in their cells, or of limits, durations and ranges among them. */
import { readingSettings } from '../../../../../shared/settings/reading.ts';
import { named } from '../../../../../shared/settings/setting.ts';
import { LABELS_TYPE, setType } from '../../../../../shared/contract/columnTypes.ts';
import { plural } from '../../../../../shared/figures.ts';
import type { IssueInput } from '../../issues/issues.ts';
import { durationIn, isDuration, limitIn, rangeIn, type Standing } from '../notations/besideNumbers.ts';
import type { Beside, ColumnBuilder, ColumnResult } from '../builders.ts';
import type { NumberReader, ReadingContext } from '../columnType.ts';
import { tally, type FoundCells } from '../cells/tally.ts';
import { isConcise, writtenNumber } from '../notations/writtenNumbers.ts';

interface Written {
  readonly text: string;
  readonly additions: readonly Beside[];
}

/** What a cell of a column is read as; null for one that is read as it stands. */
type WrittenIn = (cell: string) => Written | null;

/**
 * The reader of such a column; null where no cell is written so.
 * @param readerFor how the cells are read when nothing stands beside the numbers but units
 * @param isSaid a person says that the cells are numbers
 */
export function writtenReader(
  values: readonly string[],
  context: ReadingContext,
  readerFor: (values: readonly string[]) => NumberReader,
  isSaid: boolean,
): NumberReader | null {
  const written = writtenIn(values, context, isSaid);
  if (values.every((value) => written(value) === null)) return null;
  const inner = readerFor(values.map((value) => written(value)?.text ?? value));
  const parse = (cell: string): number => inner.parse(written(cell)?.text ?? cell);
  return {
    type: 'number',
    parse,
    ...(inner.unit !== undefined && { unit: inner.unit }),
    builder: () => watchAdditions(inner.builder(), written),
    issues: (column, result) => [
      // The unit of angles and durations is said with them.
      ...(inner.issues?.(column, result) ?? []).filter(
        ({ code }) => code !== 'table.unit-in-cells' || !hasOwnUnit(result.additions),
      ),
      ...Object.entries(result.additions ?? {}).flatMap(([addition, cells]) =>
        cells.count === 0
          ? []
          : [
              additionIssue(
                column,
                wordsOf(addition as Beside, context),
                addition as Beside,
                cells,
                String(parse(cells.first)),
              ),
            ],
      ),
    ],
  };
}

/**
 * Limits beside at least as many plain numbers are numbers, and bands of values such as <25 and >35 are not; times of a day are
 * no durations; and ranges may be labels, unless a person says otherwise.
 */
function writtenIn(values: readonly string[], { parse, marks }: ReadingContext, isSaid: boolean): WrittenIn {
  const wholeConcise = values.some(isConcise);
  const limit = (cell: string) => limitIn(cell, parse);
  const range = (cell: string) => rangeIn(cell, parse);
  const shareOf = (stands: (cell: string) => Standing | null): number =>
    values.filter((value) => stands(value) !== null).length / values.length;
  const stands = [
    ...(isSaid || shareOf(limit) <= 0.5 ? [limit] : []),
    ...(values.some(isDuration) ? [durationIn] : []),
    ...(isSaid && shareOf(range) >= 0.5 ? [range] : []),
  ];
  return (cell) => {
    const text = cell.trim();
    if (marks.has(text)) return null;
    for (const standing of stands) {
      const found = standing(text);
      if (found !== null) return { text: found.text, additions: [found.stand] };
    }
    return writtenNumber(cell, wholeConcise);
  };
}

/** The same column of cells without additions; among what it answers are the cells with each. */
function watchAdditions(builder: ColumnBuilder, written: WrittenIn): ColumnBuilder {
  const found = Object.fromEntries(besides.map((beside) => [beside, tally()])) as Record<
    Beside,
    ReturnType<typeof tally>
  >;
  return {
    add(block, index) {
      const rows = block.rows.map((cells, row) => {
        const cell = cells[index] ?? '';
        const number = written(cell);
        for (const addition of number?.additions ?? []) found[addition].add(cell.trim(), block, row);
        return [number?.text ?? cell];
      });
      builder.add({ ...block, rows }, 0);
    },
    take: () => ({
      ...builder.take(),
      additions: Object.fromEntries(besides.map((beside) => [beside, found[beside].done()])) as Record<
        Beside,
        FoundCells
      >,
    }),
  };
}

/** They are read in a unit of their own. */
const hasOwnUnit = (additions: ColumnResult['additions']): boolean =>
  additions !== undefined && additions.angle.count + additions.duration.count > 0;

interface BesideWords {
  readonly one: string;
  readonly many: string;
  /** What to do about one cell, and about several. */
  readonly hint: string | { readonly one: string; readonly many: string };
  /** A value stands for them that nobody wrote. */
  readonly isAssumed?: true;
}

const asMissing = {
  one: `To leave it out, add its text to ${named(readingSettings.missing)}.`,
  many: `To leave them out, add their texts to ${named(readingSettings.missing)}.`,
};
const asLabels = {
  one: `If it is a label, ${setType(LABELS_TYPE)}.`,
  many: `If these are labels, ${setType(LABELS_TYPE)}.`,
};

/** What the cells have, and what to do where that matters. */
const words: Readonly<Record<Beside, BesideWords>> = {
  uncertainty: {
    one: 'has an uncertainty, which is left out',
    many: 'have uncertainties, which are left out',
    hint: 'To weigh rows by the uncertainty of the target, write one into at least half of its cells, or into a column of its own.',
  },
  mark: {
    one: 'has a mark behind the number, which is left out',
    many: 'have marks behind the numbers, which are left out',
    hint: 'If marked values should not count, empty their cells in the file.',
  },
  power: {
    one: 'is written with a power of ten',
    many: 'are written with powers of ten',
    hint: asLabels,
  },
  angle: {
    one: 'is an angle with minutes or a hemisphere, read in degrees',
    many: 'are angles with minutes or a hemisphere, read in degrees; south and west are negative',
    hint: asLabels,
  },
  below: {
    one: 'says only that the value is below a limit; half of the limit stands for it',
    many: 'say only that the value is below a limit; half of the limit stands for them',
    hint: asMissing,
    isAssumed: true,
  },
  above: {
    one: 'says only that the value is above a limit; the limit stands for it',
    many: 'say only that the value is above a limit; the limit stands for them',
    hint: asMissing,
    isAssumed: true,
  },
  about: {
    one: 'holds an approximate value, which is read without its sign',
    many: 'hold approximate values, which are read without their signs',
    hint: asMissing,
  },
  duration: {
    one: 'is a duration, read in seconds',
    many: 'are durations, read in seconds',
    hint: asLabels,
  },
  range: {
    one: 'is a range, read as its middle',
    many: 'are ranges, read as their middles',
    hint: asLabels,
  },
};

const besides = Object.keys(words) as Beside[];

function wordsOf(addition: Beside, { uncertaintyColumn }: ReadingContext): BesideWords {
  if (addition !== 'uncertainty' || uncertaintyColumn === undefined) return words[addition];
  return {
    one: `has an uncertainty, which is in the column “${uncertaintyColumn}”`,
    many: `have uncertainties, which are in the column “${uncertaintyColumn}”`,
    hint: 'To weigh rows by the uncertainty of the target, give that column the role Uncertainty.',
  };
}

function additionIssue(
  column: string,
  { one, many, hint, isAssumed }: BesideWords,
  addition: Beside,
  { count, line, first }: FoundCells,
  value: string,
): IssueInput {
  return {
    severity: isAssumed === true ? 'warning' : 'note',
    code: `table.${addition}-in-cells`,
    message: (places) =>
      `${plural(count, 'cell')} in “${column}” ${count === 1 ? one : many}: “${first}” ${places.onLine} ${line} is read as ${value}.`,
    hint: typeof hint === 'string' ? hint : count === 1 ? hint.one : hint.many,
    line,
    column,
  };
}
