/** Laws with a name that are fitted to parts of the rows. */
import { describe, expect, it } from 'vitest';
import { Breath } from '../../../main/engine/breath.ts';
import { lawsOfOne, lawsOfSeveral, type LawTrials } from '../../../main/engine/ladder/lawTrials.ts';
import { formulaData, rowsAt, type FormulaData } from '../../../main/engine/symbolic/formula/formulaData.ts';
import { seededRandom } from '../../../shared/random.ts';
import { datasetOf } from '../symbolic/curves.ts';

function dataOf(inputs: number, law: (x: readonly number[]) => number): FormulaData {
  const random = seededRandom(3);
  const rows = Array.from({ length: 60 }, () => {
    const x = Array.from({ length: inputs }, () => 0.5 + 4 * random.next());
    return [...x, law(x) + 0.01 * random.normal()];
  });
  const { encoding, train } = datasetOf(['a', 'b'].slice(0, inputs), rows);
  return formulaData(encoding, train, 0);
}

const trials: readonly [string, () => Promise<readonly [FormulaData, LawTrials]>][] = [
  [
    'of one column',
    async () => {
      const data = dataOf(1, ([a]) => 3 * Math.exp(-a) + 1);
      return [data, await lawsOfOne(data, () => true, new Breath())];
    },
  ],
  [
    'of several',
    async () => {
      const data = dataOf(2, ([a, b]) => 3 * Math.exp(-a) + (2 * b) / (1 + b));
      return [data, await lawsOfSeveral(data, () => true, new Breath())];
    },
  ],
];

describe.each(trials)('laws %s', (_, found) => {
  it('are fitted again to rows that are more than their constants', async () => {
    const [data, { tried, again }] = await found();
    const least = Math.min(...tried.map(({ constants }) => constants));
    const first = (rows: number) =>
      again(
        rowsAt(
          data,
          Uint32Array.from({ length: rows }, (__, row) => row),
        ),
      );
    expect(tried).not.toEqual([]);
    expect(await first(least)).toBeUndefined();
    expect(await first(least + 1)).toMatchObject({ constants: least });
  });

  it('are the four of shortest description that are almost as likely as the shortest, at most', async () => {
    const [, { tried }] = await found();
    const lengths = tried.map(({ length }) => length);
    expect(lengths).toEqual(lengths.toSorted((one, other) => one - other));
    expect(lengths.length).toBeLessThanOrEqual(4);
    expect(lengths.every((length) => length < lengths[0] + 10 && length < 0)).toBe(true);
  });
});
