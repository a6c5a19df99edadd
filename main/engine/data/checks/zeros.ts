/** Zeros far below all other values of a column, which may stand for a missing value: a blood pressure of 0. */
import { numberText, plural } from '../../../../shared/figures.ts';
import type { Column } from '../table/table.ts';
import { placeOf, type DataCheck } from './check.ts';
import { quantile, type ColumnFacts } from './columnFacts.ts';
import { namesOf } from './words.ts';

/** The ratio of the middle half of a normal distribution to its standard deviation. */
const normalRatio = 1.349;
/** 0 lies farther below the median of the other values than this many standard deviations … */
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
  help: 'Zeros far below all other values, which may stand for a missing value.',
  find({ table, facts }) {
    const found = table.columns.flatMap((column) => {
      const zeros = column.type === 'number' ? zerosOf(column, facts(column)) : null;
      return zeros === null ? [] : [{ column, ...zeros }];
    });
    if (found.length === 0) return [];
    const names = found.map(({ column }) => column.name);
    const cells = found.reduce((sum, { zeros }) => sum + zeros, 0);
    const [{ least, most }] = found;
    const range = found.length > 1 ? '' : ` (${numberText(least, 4)} to ${numberText(most, 4)})`;
    const limits = found.map(({ column, least }) => {
      return [placeOf(table, column), { least: least / 2, most: null }] as const;
    });
    return [
      {
        severity: 'note',
        message: `0 stands in ${plural(cells, 'cell')} of ${namesOf(names)}, far below all other values there${range}: it may mean “missing”.`,
        columns: names,
        count: cells,
        mends: [{ label: 'Read 0 as missing', reading: { limits: Object.fromEntries(limits) } }],
      },
    ];
  },
};

function zerosOf({ values }: Column, { sorted }: ColumnFacts) {
  if (sorted[0] !== 0) return null;
  const others = sorted.filter((value) => value !== 0);
  const zeros = values.reduce((sum, value) => sum + (value === 0 ? 1 : 0), 0);
  const share = 1 - others.length / sorted.length;
  if (zeros < leastZeros || share > mostZeros || new Set(others).size < leastDistinct) return null;
  const [low, middle, high] = [0.25, 0.5, 0.75].map((part) => quantile(others, part));
  const spread = (high - low) / normalRatio;
  const isFar = others[0] > leastGap * spread && middle > farBelow * spread;
  return isFar ? { zeros, least: others[0], most: others.at(-1) ?? 0 } : null;
}
