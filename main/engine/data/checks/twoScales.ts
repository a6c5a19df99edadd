/** Columns whose values are in two units: heights of 1.8 and of 175. */
import { countText, numberText } from '../../../../shared/figures.ts';
import type { DataCheck } from './check.ts';
import { quantile, type ColumnFacts } from './columnFacts.ts';

/** Powers of ten, the minutes of an hour, the seconds of one, the millimetres of an inch. */
const factors = [10, 100, 1000, 1e4, 1e5, 1e6, 1e9, 60, 3600, 25.4];
/** How far the ratio of the quartiles may be from a factor. */
const tolerance = 0.15;
const leastValues = 20;
/** Each of the groups has at least this share of the values … */
const leastShare = 0.05;
/** … and so many different ones: levels of an experiment are fewer. */
const leastDistinct = 8;

export const twoScalesCheck: DataCheck = {
  name: 'two-scales',
  help: 'Values in two groups a factor such as 1000 apart, which may be in two units.',
  find({ table, facts }) {
    return table.columns
      .filter(({ type }) => type === 'number')
      .flatMap((column) => {
        const { sorted, count } = facts(column);
        const found = groupsOf(sorted);
        if (found === null) return [];
        const { low, high, factor } = found;
        const text = (group: Float64Array): string =>
          `${countText((group.length / sorted.length) * count)} between ${numberText(group[0], 4)} and ${numberText(group.at(-1) ?? NaN, 4)}`;
        return [
          {
            severity: 'warning' as const,
            message: `“${column.name}” has two groups of values about ${numberText(factor)} times apart: ${text(low)}, ${text(high)}. They may be in two units, and are read as if they were in one. If so, convert them to one unit in the file.`,
            columns: [column.name],
            count: null,
            mends: [],
          },
        ];
      });
  },
};

/** The values below and above the widest gap of a column of positive values, where these differ by a factor; null for others. */
function groupsOf(sorted: ColumnFacts['sorted']) {
  if (sorted.length < leastValues || !(sorted[0] > 0)) return null;
  let [gap, at] = [1, 0];
  for (let i = 1; i < sorted.length; i++) {
    const ratio = sorted[i] / sorted[i - 1];
    if (ratio > gap) [gap, at] = [ratio, i];
  }
  const [low, high] = [sorted.subarray(0, at), sorted.subarray(at)];
  const isGroup = (group: Float64Array): boolean =>
    group.length >= leastShare * sorted.length && new Set(group).size >= leastDistinct;
  // Within a group the values differ by less than the groups do.
  const isApart = [low, high].every((group) => (group.at(-1) ?? 0) / group[0] < gap);
  if (!isApart || !isGroup(low) || !isGroup(high)) return null;
  const factor = factors.find((one) =>
    [0.25, 0.5, 0.75].every(
      (part) => Math.abs(quantile(high, part) / quantile(low, part) / one - 1) < tolerance,
    ),
  );
  return factor === undefined ? null : { low, high, factor };
}
