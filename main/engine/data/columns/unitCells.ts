/** Numbers that are written with their unit: 12,5 kW. */
import { plural } from '../../../../shared/figures.ts';
import type { IssueInput } from '../issues/issues.ts';
import { valueColumn, type ColumnBuilder } from './builders.ts';
import type { MissingMarks, NumberParser } from './cells.ts';
import type { NumberReader, ReadingContext } from './columnType.ts';
import { tally, type FoundCells } from './tally.ts';
import { isTolerable } from './tolerance.ts';

/** The unit behind a number. */
const UNIT = /(?:[^\d\s.,'+\-:%*†‡§¶±()ᵃ-ᵡ][^\d:%]{0,11}|%)$/;
const BEGINS_AS_NUMBER = /^[+\-\u2212]?\d/;
/** No unit, but a direction that has a sign (see writtenNumbers.ts). */
const HEMISPHERE = /^° ?[NSEW]$/;
/** Thousands, millions: a number without the letter is of another size. */
const PREFIX = /^[kMGTµμ]$/;

/** A number without the unit behind it; another text as it is. */
export function withoutUnit(text: string): string {
  return BEGINS_AS_NUMBER.test(text) ? text.replace(UNIT, '').trimEnd() : text;
}

/** Numbers that are all written with the same unit; null where most are not. */
export function unitReader(values: readonly string[], { parse, marks }: ReadingContext): NumberReader | null {
  const unit = values
    .map((value) => (BEGINS_AS_NUMBER.test(value) ? UNIT.exec(value)?.[0] : undefined))
    .find((found) => found !== undefined);
  if (unit === undefined || HEMISPHERE.test(unit) || values.length < 2) return null;
  const isPrefix = PREFIX.test(unit);
  const withUnit: NumberParser = (cell) => {
    const text = cell.trim();
    if (text.endsWith(unit)) return parse(text.slice(0, -unit.length).trimEnd());
    const value = parse(text);
    return isPrefix && value !== 0 ? NaN : value;
  };
  const written = values.filter((value) => value.endsWith(unit) && !Number.isNaN(withUnit(value))).length;
  if (!isTolerable(values.length - written, written)) return null;
  return {
    type: 'number',
    parse: withUnit,
    ...(isPrefix ? {} : { unit }),
    builder: () => watchBareCells(valueColumn(withUnit, marks, []), unit, withUnit, marks),
    issues: (column, { bare }) => [
      {
        severity: 'note',
        code: 'table.unit-in-cells',
        message: `The cells of “${column}” are numbers with the unit “${unit}”; they are read without it.`,
        hint: 'If these are labels, set the type of the column to “category”.',
        column,
      },
      ...(bare !== undefined && bare.count > 0 ? [bareIssue(column, unit, bare)] : []),
    ],
  };
}

function bareIssue(column: string, unit: string, { count, line, first }: FoundCells): IssueInput {
  const [have, are] = count === 1 ? ['has', 'It is'] : ['have', 'They are'];
  return {
    severity: 'warning',
    code: 'table.bare-cells',
    message: (words) =>
      `${plural(count, 'cell')} in “${column}” ${have} no unit, the first ${words.onLine} ${line}: “${first}”. ${are} read as if in “${unit}”.`,
    hint: 'Write the unit into each cell, or into none.',
    line,
    column,
  };
}

/** The same column; among what it answers are the numbers without the unit. Zero needs none. */
function watchBareCells(
  builder: ColumnBuilder,
  unit: string,
  parse: NumberParser,
  marks: MissingMarks,
): ColumnBuilder {
  const bare = tally();
  return {
    add(block, index) {
      builder.add(block, index);
      for (const [row, cells] of block.rows.entries()) {
        const text = (cells[index] ?? '').trim();
        if (text === '' || text.endsWith(unit)) continue;
        const value = parse(text);
        if (Number.isFinite(value) && value !== 0 && !marks.numbers.includes(value))
          bare.add(text, block, row);
      }
    },
    take: () => ({ ...builder.take(), bare: bare.done() }),
  };
}
