/** Single values far from all others: a slip of the pen, a sensor that was off. */
import { columnTypeFacts } from '../../../../shared/contract/columnTypes.ts';
import { numberText, plural } from '../../../../shared/figures.ts';
import type { Column } from '../table/table.ts';
import { placeOf, type DataCheck } from './check.ts';
import { quantile, type ColumnFacts } from './columnFacts.ts';

/** Values that lie farther out than this many times the spread … */
const farOut = 5;
/** … are outliers where they are one value, or at most this share of the column, which has at least so many values. */
const mostOutlying = 0.01;
const leastValues = 20;
/** … or the same value again and again, in at most this share. */
const mostRepeated = 0.05;
/** Between an outlier and the nearest other value lies at least this share of the range of the others. */
const leastGap = 0.25;

/** The ratio of the middle 90 % of a normal distribution to its middle half. */
const normalRatio = 3.2897 / 1.349;

interface Fences {
  readonly low: number;
  readonly high: number;
}

export const outliersCheck: DataCheck = {
  name: 'outliers',
  help: 'Single values far from all others of their column.',
  find({ table, facts }) {
    return table.columns
      .filter(({ type }) => columnTypeFacts[type].holds === 'quantities')
      .flatMap((column) => {
        const found = outliersOf(column, facts(column));
        if (found === null) return [];
        const { outlying, least, most, inside } = found;
        const limits = { [placeOf(table, column)]: { least, most } };
        const sides = [
          ...(least === null ? [] : [`below ${numberText(least, 4)}`]),
          ...(most === null ? [] : [`above ${numberText(most, 4)}`]),
        ];
        const different = [...new Set(outlying)];
        const examples = different.slice(0, 3).map((value) => numberText(value, 6));
        return [
          {
            severity: 'warning' as const,
            message: `“${column.name}” has ${plural(outlying.length, 'value')} far from all others: ${examples.join(', ')}${different.length > 3 ? ', …' : ''}. The others lie between ${numberText(inside.low, 4)} and ${numberText(inside.high, 4)}.`,
            columns: [column.name],
            count: outlying.length,
            mends: [{ label: `Read values ${sides.join(' and ')} as missing`, reading: { limits } }],
          },
        ];
      });
  },
};

/**
 * Values beyond Tukey's fences, here at {@link farOut} times the spread; where all values are positive, and lie more evenly on a
 * logarithmic scale, they must be so far out there too, since quantities such as concentrations are spread over orders of
 * magnitude.
 */
function outliersOf(column: Column, { count, sorted, sentinels }: ColumnFacts) {
  if (count < leastValues || sorted.length === 0) return null;
  const fences = fencesOf(sorted);
  if (fences === null) return null;
  const outlying: number[] = [];
  let [low, high] = [Infinity, -Infinity];
  for (const value of column.values) {
    if (!Number.isFinite(value) || sentinels.includes(value)) continue;
    if (value < fences.low || value > fences.high) outlying.push(value);
    else {
      if (value < low) low = value;
      if (value > high) high = value;
    }
  }
  const isOneValue = new Set(outlying).size === 1 && outlying.length <= mostRepeated * count;
  if (outlying.length === 0 || (!isOneValue && outlying.length > mostOutlying * count)) return null;
  const gap = outlying.reduce(
    (least, value) => Math.min(least, Math.max(low - value, value - high)),
    Infinity,
  );
  if (gap < leastGap * (high - low)) return null;
  const isBelow = outlying.some((value) => value < low);
  const isAbove = outlying.some((value) => value > high);
  return {
    outlying,
    inside: { low, high },
    least: isBelow ? low : null,
    most: isAbove ? high : null,
  };
}

function fencesOf(sorted: Float64Array): Fences | null {
  const plain = fencesOn(sorted);
  if (plain === null || !(sorted[0] > 0)) return plain;
  const logarithms = sorted.map(Math.log);
  const logarithmic = fencesOn(logarithms);
  if (logarithmic === null || unevenness(sorted) < unevenness(logarithms)) return plain;
  return {
    low: Math.min(plain.low, Math.exp(logarithmic.low)),
    high: Math.max(plain.high, Math.exp(logarithmic.high)),
  };
}

/** How far the median lies from the middle of the middle 90 %, as a share of half of that (0 where it is the middle). */
function unevenness(sorted: Float64Array): number {
  const [low, middle, high] = [0.05, 0.5, 0.95].map((share) => quantile(sorted, share));
  return Math.abs(low + high - 2 * middle) / (high - low);
}

/** Null where the values hardly vary. The spread of heavy tails is that of the middle 90 %. */
function fencesOn(sorted: Float64Array): Fences | null {
  const [q5, q25, q75, q95] = [0.05, 0.25, 0.75, 0.95].map((share) => quantile(sorted, share));
  const spread = Math.max(q75 - q25, (q95 - q5) / normalRatio);
  return spread > 0 ? { low: q25 - farOut * spread, high: q75 + farOut * spread } : null;
}
