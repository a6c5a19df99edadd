/** Zeros far below all other values of a column, or −1 below values from 0 on, which may mean “missing”: a blood pressure of 0. */
import { numberText, plural } from '../../../../shared/figures.ts';
import type { DataFinding } from '../../../../shared/contract/views/checks.ts';
import type { Column } from '../table/table.ts';
import { placeOf, type Checked, type DataCheck } from './check.ts';
import { quantile, type ColumnFacts } from './columnFacts.ts';
import { namesOf } from './words.ts';

/** The ratio of the middle half of a normal distribution to its standard deviation. */
const normalRatio = 1.349;
/** What stands for it, the usual one first. */
const codes = [0, -1, -9];
/** It lies farther below the median of the other values than this many standard deviations … */
const farBelow = 3.5;
/** … and the nearest other value is farther from it than this many. */
const leastGap = 1;
/** Levels of an experiment are fewer values. */
const leastDistinct = 10;
const leastZeros = 2;
/** Zeros of more of the values are ordinary. */
const mostZeros = 0.5;

export const zerosCheck: DataCheck = {
  name: 'zeros',
  help: 'Zeros far below all other values, or −1, which may stand for a missing value.',
  find: (checked) => codes.flatMap((code) => findingsOf(code, checked)),
};

function findingsOf(code: number, { table, facts }: Checked): readonly Omit<DataFinding, 'check'>[] {
  const found = table.columns.flatMap((column) => {
    const zeros = column.type === 'number' ? codesOf(code, column, facts(column)) : null;
    return zeros === null ? [] : [{ column, ...zeros }];
  });
  if (found.length === 0) return [];
  const written = numberText(code);
  const names = found.map(({ column }) => column.name);
  const cells = found.reduce((sum, { zeros }) => sum + zeros, 0);
  const [{ least, most }] = found;
  const range = found.length > 1 ? '' : ` (${numberText(least, 4)} to ${numberText(most, 4)})`;
  const limits = found.map(({ column, least }) => {
    return [placeOf(table, column), { least: (code + least) / 2, most: null }] as const;
  });
  return [
    {
      severity: 'note',
      message: `${written} stands in ${plural(cells, 'cell')} of ${namesOf(names)}, far below all other values there${range}: it may mean “missing”.`,
      columns: names,
      count: cells,
      mends: [{ label: `Read ${written} as missing`, reading: { limits: Object.fromEntries(limits) } }],
    },
  ];
}

function codesOf(code: number, { values }: Column, { sorted }: ColumnFacts) {
  if (sorted[0] !== code) return null;
  const others = sorted.filter((value) => value !== code);
  if (others[0] < 0) return null;
  const zeros = values.reduce((sum, value) => sum + (value === code ? 1 : 0), 0);
  const share = 1 - others.length / sorted.length;
  if (zeros < leastZeros || share > mostZeros || new Set(others).size < leastDistinct) return null;
  const [low, middle, high] = [0.25, 0.5, 0.75].map((part) => quantile(others, part));
  const spread = (high - low) / normalRatio;
  const isFar = others[0] - code > leastGap * spread && middle - code > farBelow * spread;
  return isFar ? { zeros, least: others[0], most: others.at(-1) ?? 0 } : null;
}
