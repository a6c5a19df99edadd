/** Columns of yes and no, written with one pair of words. */
import { ownCopy, valueColumn, type ColumnBuilder } from '../builders.ts';
import type { CellReader, ColumnTypeRecord, ReadingContext } from '../columnType.ts';
import { describeValues } from '../description.ts';
import { numericInput } from '../inputs.ts';

/** Pairs of words for false and true. */
const BOOLEAN_WORDS: readonly (readonly [string, string])[] = [
  ['false', 'true'],
  ['no', 'yes'],
  ['n', 'y'],
  ['f', 't'],
  ['off', 'on'],
  ['falsch', 'wahr'],
  ['nein', 'ja'],
  ['faux', 'vrai'],
  ['non', 'oui'],
];

const BOOLEAN_VALUE = new Map(
  BOOLEAN_WORDS.flatMap(([no, yes]) => [
    [no, 0],
    [yes, 1],
  ]),
);

/** 0, 1 (any known pair of words, without regard to case), or NaN. */
export function parseBoolean(cell: string): number {
  return BOOLEAN_VALUE.get(cell.trim().toLowerCase()) ?? NaN;
}

/**
 * Index of the pair that `word` belongs to; −1 where it is not a boolean word. All words of a column must be of one
 * pair.
 */
function booleanPair(word: string): number {
  const lower = word.trim().toLowerCase();
  return BOOLEAN_WORDS.findIndex((pair) => pair.includes(lower));
}

const reader = (_: readonly string[], context: ReadingContext): CellReader => ({
  type: 'boolean',
  builder: () => booleanColumn(context),
  // “F” and “M”, or “yes” and “None”.
  holdsLabels: ({ rejects, labels, possibleLabels }) =>
    labels.includes('') && rejects.count + possibleLabels!.count > 0,
  strict: true,
});

export const booleanType: ColumnTypeRecord = {
  type: 'boolean',
  words: { many: 'yes and no', one: 'yes or no' },
  recognise(values, context) {
    const pair = booleanPair(values[0] ?? '');
    return pair !== -1 && values.every((value) => booleanPair(value) === pair)
      ? reader(values, context)
      : null;
  },
  reader,
  describe: describeValues,
  isValue: (cell) => !Number.isNaN(parseBoolean(cell)),
  likelyTarget: true,
  inputs: (column, setup, train) =>
    numericInput(column, setup, train).map((input) => {
      const [no = '', yes = ''] = column.labels;
      return { ...input, words: [no, yes] as const };
    }),
  numbers: (column) => (row) => column.values[row],
  codeOf: (column, label) => column.labels.indexOf(label),
  labelOf: (column, value) => column.labels[value] ?? '',
};

/** Words for false and true of the pair that comes first. Its labels are the words as they were first met. */
function booleanColumn({ marks }: ReadingContext): ColumnBuilder {
  const words = ['', ''];
  let pair = -1;
  const parse = (cell: string): number => {
    const value = parseBoolean(cell);
    if (Number.isNaN(value)) return NaN;
    if (pair === -1) pair = booleanPair(cell);
    if (pair !== booleanPair(cell)) return NaN;
    if (words[value] === '') words[value] = ownCopy(cell.trim());
    return value;
  };
  return valueColumn(parse, { ...marks, numbers: [] }, words);
}
