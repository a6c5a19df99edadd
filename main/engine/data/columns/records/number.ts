/** Numbers. */
import { LABELS_TYPE, setType } from '../../../../../shared/contract/columnTypes.ts';
import { valueColumn } from '../builders.ts';
import type { NumberParser } from '../cells/cells.ts';
import type { ColumnTypeRecord, NumberReader, ReadingContext } from '../columnType.ts';
import { describeValues } from '../description.ts';
import { numericInput } from '../inputs.ts';
import { codeIssues, watchCodes } from '../readers/numberCodes.ts';
import { watchDecimalMark } from '../readers/openMarks.ts';
import { isTolerable } from '../cells/tolerance.ts';
import { unitReader } from '../readers/unitCells.ts';
import { writtenValue } from '../notations/writtenNumbers.ts';
import { writtenReader } from '../readers/writtenReader.ts';

/**
 * Fortran leaves out the letter of an exponent of three digits: 0.1234-103 is 0.1234·10⁻¹⁰³. A range such as 1.5-100 looks the
 * same. So the exponent must be one that a number of 64 bits needs three digits for, ...
 */
const LETTERLESS = /^([+-]?\d*\.\d+)([+-]\d{3})$/;
const LETTERED = /^[+-]?\d*\.\d+[eEdD][+-]\d{2,3}$/;

export const numberType: ColumnTypeRecord = {
  type: 'number',
  words: { many: 'numbers', one: 'a number' },
  recognise(values, context) {
    for (const make of [readerFor, withUnit, additionsReader]) {
      const reader = make(values, context);
      if (reader === null) continue;
      const read = values.filter((value) => !Number.isNaN(reader.parse(value))).length;
      if (isTolerable(values.length - read, read)) return reader;
    }
    return null;
  },
  reader: (values, context) => additionsReader(values, context, true) ?? unitsReader(values, context),
  describe: describeValues,
  isValue: (cell, parse) => !Number.isNaN(writtenValue(cell, parse)),
  likelyTarget: true,
  inputs: numericInput,
  numbers: (column) => (row) => column.values[row],
  codeOf: (_, label) => Number(label),
  labelOf: (_, value) => String(value),
};

/** Numbers with something beside them that is not their value; null where no cell has it. */
function additionsReader(
  values: readonly string[],
  context: ReadingContext,
  isSaid = false,
): NumberReader | null {
  return writtenReader(values, context, (bare) => unitsReader(bare, context), isSaid);
}

function unitsReader(values: readonly string[], context: ReadingContext): NumberReader {
  return withUnit(values, context) ?? readerFor(values, context);
}

function withUnit(sample: readonly string[], context: ReadingContext): NumberReader | null {
  const reader = unitReader(sample, context);
  return (
    reader && { ...reader, otherwise: (rejected) => additionsReader(together(sample, rejected), context) }
  );
}

const together = (sample: readonly string[], rejected: readonly string[]): string[] => [
  ...sample,
  ...rejected.map((cell) => cell.trim()),
];

function readerFor(values: readonly string[], context: ReadingContext): NumberReader {
  const example = letterless(values, context.parse);
  return example === null ? plainReader(values, context) : fortranReader(example, context);
}

function plainReader(sample: readonly string[], context: ReadingContext): NumberReader {
  const { parse, marks, decimalKnown } = context;
  return {
    type: 'number',
    parse,
    builder() {
      const column = watchCodes(valueColumn(parse, marks, []));
      return decimalKnown ? column : watchDecimalMark(column);
    },
    issues: (column, { codes }) => codeIssues(column, sample, codes, parse),
    otherwise(rejected) {
      const cells = together(sample, rejected);
      const example = letterless(cells, parse);
      return example === null ? additionsReader(cells, context) : fortranReader(example, context);
    },
  };
}

function fortranReader(example: string, { parse, marks }: ReadingContext): NumberReader {
  const withLetterless = (cell: string): number => {
    const value = parse(cell);
    return Number.isNaN(value) ? fortranNumber(cell.trim()) : value;
  };
  return {
    type: 'number',
    parse: withLetterless,
    builder: () => valueColumn(withLetterless, marks, []),
    issues: (column) => [
      {
        severity: 'note',
        code: 'table.fortran-exponents',
        message: `“${column}” holds numbers in Fortran notation; “${example}” is read as ${fortranNumber(example)}.`,
        hint: `If these are ranges, ${setType(LABELS_TYPE)}.`,
        column,
      },
    ],
  };
}

function fortranNumber(text: string): number {
  const match = LETTERLESS.exec(text);
  return match === null ? NaN : +`${match[1]}e${match[2]}`;
}

/**
 * The first cell with an exponent that lacks its letter, where the whole column is the output of Fortran: every number has a
 * decimal point, some have an exponent with its letter, and each exponent without one is from 100 to 324. Null otherwise.
 */
function letterless(values: readonly string[], parse: NumberParser): string | null {
  let example: string | null = null;
  let lettered = false;
  for (const value of values) {
    const match = LETTERLESS.exec(value);
    if (match !== null) {
      const exponent = Math.abs(Number(match[2]));
      if (exponent < 100 || exponent > 324) return null;
      example ??= value;
    } else if (LETTERED.test(value)) lettered = true;
    else if (!Number.isNaN(parse(value)) && !value.includes('.')) return null;
  }
  return lettered ? example : null;
}
