/** Tables of a law in one column, for tests. */
import type { Dataset, Split } from '../../../main/engine/data/dataset/dataset.ts';
import { seededRandom } from '../../../shared/random.ts';
import { encodingOf, helloDataset } from '../train/hello.ts';

/** Every sixth row is for validation. */
export function datasetOf(names: readonly string[], rows: readonly (readonly number[])[]): Dataset {
  const split = (places: readonly number[]): Split => ({
    rows: places.length,
    inputs: Float64Array.from(names.flatMap((_, i) => places.map((row) => rows[row][i]))),
    targets: Float64Array.from(places, (row) => rows[row][names.length]),
    weights: null,
    tableRows: Uint32Array.from(places),
  });
  const places = [...rows.keys()];
  return {
    ...helloDataset(2, 2),
    encoding: encodingOf(names),
    train: split(places.filter((row) => row % 6 !== 5)),
    validation: split(places.filter((row) => row % 6 === 5)),
    test: split([]),
  };
}

/** Rows (x, y) of a law, evenly spaced, with normal errors and some values replaced. */
export function curve(
  f: (x: number) => number,
  [low, high, count]: readonly [number, number, number],
  noise: number,
  wrong: Readonly<Record<number, number>> = {},
): number[][] {
  const random = seededRandom(7);
  return Array.from({ length: count }, (_, row) => {
    const x = low + ((high - low) * row) / (count - 1);
    const y = f(x) + noise * random.normal();
    return [x, wrong[row] ?? y];
  });
}

/** Rows of a law with errors that grow with its values. */
export function curveInShares(
  f: (x: number) => number,
  [low, high, count]: readonly [number, number, number],
  share: number,
  seed: number,
): number[][] {
  const random = seededRandom(seed);
  return curve(f, [low, high, count], 0).map(([x, y]) => [x, y * (1 + share * random.normal())]);
}
