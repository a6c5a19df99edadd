/** Numbers that are written with their unit: 12,5 kW, $1.50. */
import { LABELS_TYPE, setType } from '../../../../../shared/contract/columnTypes.ts';
import { plural } from '../../../../../shared/figures.ts';
import type { IssueInput } from '../../issues/issues.ts';
import { valueColumn, type ColumnBuilder } from '../builders.ts';
import type { MissingMarks, NumberParser } from '../cells/cells.ts';
import type { NumberReader, ReadingContext } from '../columnType.ts';
import { tally, type FoundCells } from '../cells/tally.ts';
import { isTolerable } from '../cells/tolerance.ts';

/** The unit behind a number. */
const UNIT = /(?:[^\d\s.,'+\-:%*†‡§¶±()ᵃ-ᵡ¼-¾⅐-⅞][^\d:%]{0,11}|%)$/;
const BEGINS_AS_NUMBER = /^[+\-\u2212]?\d/;
/** No unit, but a direction that has a sign (see writtenNumbers.ts). */
const HEMISPHERE = /^° ?[NSEW]$/;
/** Thousands, millions: a number without the letter is of another size. */
const PREFIX = /^[kMGTµμ]$/;

/** A currency before a number, with the sign before or behind it, or in the brackets of bookkeeping: $5, −€5, EUR 5, ($5.00). */
const CURRENCY_AHEAD = new RegExp(
  String.raw`^(\(?)([+\-\u2212]?) ?([A-Z]{0,2}\p{Sc}|EUR|USD|GBP|CHF|JPY|CNY|INR|AUD|CAD|SEK|NOK|DKK|PLN|CZK)[ \u00a0\u202f]?([+\-\u2212]?)(\d[\d.,'’ \u00a0\u202f]*)(\)?)$`,
  'u',
);

/** A number with the unit behind it, if it is written before it; another text as it is. */
function unitBehind(text: string): string {
  if (BEGINS_AS_NUMBER.test(text)) return text;
  const match = CURRENCY_AHEAD.exec(text);
  if (match === null) return text;
  const [, open, before, currency, behind, digits, close] = match;
  const isBooked = open !== '' && close !== '';
  if ((open !== '') !== (close !== '') || [isBooked, before, behind].filter(Boolean).length > 1) return text;
  return `${isBooked ? '-' : before || behind}${digits.trimEnd()}${currency}`;
}

/** A number without its unit; another text as it is. */
export function withoutUnit(cell: string): string {
  const text = unitBehind(cell);
  return BEGINS_AS_NUMBER.test(text) ? text.replace(UNIT, '').trimEnd() : cell;
}

/** Numbers that are all written with the same unit; null where most are not. */
export function unitReader(cells: readonly string[], { parse, marks }: ReadingContext): NumberReader | null {
  const values = cells.map(unitBehind);
  const unit = values
    .map((value) => (BEGINS_AS_NUMBER.test(value) ? UNIT.exec(value)?.[0] : undefined))
    .find((found) => found !== undefined);
  if (unit === undefined || HEMISPHERE.test(unit) || values.length < 2) return null;
  const isPrefix = PREFIX.test(unit);
  const withUnit: NumberParser = (cell) => {
    const text = unitBehind(cell.trim());
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
        hint: `If these are labels, ${setType(LABELS_TYPE)}.`,
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
        if (text === '' || unitBehind(text).endsWith(unit)) continue;
        const value = parse(text);
        if (Number.isFinite(value) && value !== 0 && !marks.numbers.includes(value))
          bare.add(text, block, row);
      }
    },
    take: () => ({ ...builder.take(), bare: bare.done() }),
  };
}
