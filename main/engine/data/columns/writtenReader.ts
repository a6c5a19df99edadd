/** Columns of numbers with an uncertainty, a mark or a power of ten in their cells. */
import { plural } from '../../../../shared/figures.ts';
import type { IssueInput } from '../issues/issues.ts';
import type { ColumnBuilder } from './builders.ts';
import type { NumberReader } from './columnType.ts';
import { tally, type FoundCells } from './tally.ts';
import { isConcise, writtenNumber, type Addition } from './writtenNumbers.ts';

/**
 * The reader of such a column; null where no cell is written so.
 * @param readerFor how the cells are read when nothing stands beside the numbers but units
 */
export function writtenReader(
  values: readonly string[],
  readerFor: (values: readonly string[]) => NumberReader,
): NumberReader | null {
  const wholeConcise = values.some(isConcise);
  const written = (cell: string) => writtenNumber(cell, wholeConcise);
  if (values.every((value) => written(value) === null)) return null;
  const inner = readerFor(values.map((value) => written(value)?.text ?? value));
  const parse = (cell: string): number => inner.parse(written(cell)?.text ?? cell);
  return {
    type: 'number',
    parse,
    ...(inner.unit !== undefined && { unit: inner.unit }),
    builder: () => watchAdditions(inner.builder(), written),
    issues: (column, result) => [
      // The unit of angles is said with them.
      ...(inner.issues?.(column, result) ?? []).filter(
        ({ code }) => code !== 'table.unit-in-cells' || !((result.additions?.angle.count ?? 0) > 0),
      ),
      ...Object.entries(result.additions ?? {}).flatMap(([addition, cells]) =>
        cells.count === 0
          ? []
          : [additionIssue(column, addition as Addition, cells, String(parse(cells.first)))],
      ),
    ],
  };
}

/** The same column of cells without additions; among what it answers are the cells with each. */
function watchAdditions(
  builder: ColumnBuilder,
  written: (cell: string) => ReturnType<typeof writtenNumber>,
): ColumnBuilder {
  const found = { uncertainty: tally(), mark: tally(), power: tally(), angle: tally() };
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
      additions: {
        uncertainty: found.uncertainty.done(),
        mark: found.mark.done(),
        power: found.power.done(),
        angle: found.angle.done(),
      },
    }),
  };
}

/** What the cells have, and what to do where that matters. */
const words: Readonly<Record<Addition, { one: string; many: string; hint: string }>> = {
  uncertainty: {
    one: 'has an uncertainty, which is left out',
    many: 'have uncertainties, which are left out',
    hint: 'To weigh rows by the uncertainty of the target, write 1/uncertainty² into a column of its own and give it the role Weight.',
  },
  mark: {
    one: 'has a mark behind the number, which is left out',
    many: 'have marks behind the numbers, which are left out',
    hint: 'If marked values should not count, empty their cells in the file.',
  },
  power: {
    one: 'is written with a power of ten',
    many: 'are written with powers of ten',
    hint: 'If these are labels, set the type of the column to “category”.',
  },
  angle: {
    one: 'is an angle with minutes or a hemisphere, read in degrees',
    many: 'are angles with minutes or a hemisphere, read in degrees; south and west are negative',
    hint: 'If these are labels, set the type of the column to “category”.',
  },
};

function additionIssue(
  column: string,
  addition: Addition,
  { count, line, first }: FoundCells,
  value: string,
): IssueInput {
  const { one, many, hint } = words[addition];
  return {
    severity: 'note',
    code: `table.${addition}-in-cells`,
    message: (places) =>
      `${plural(count, 'cell')} in “${column}” ${count === 1 ? one : many}: “${first}” ${places.onLine} ${line} is read as ${value}.`,
    hint,
    line,
    column,
  };
}
