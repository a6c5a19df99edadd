/** Laws in tables of few rows, as measurements often are. */
import { afterAll, describe, expect, it } from 'vitest';
import { createNativeBackend } from '../../../main/engine/compute/native/backend.ts';
import type { Dataset } from '../../../main/engine/data/dataset/dataset.ts';
import { discover } from '../../../main/engine/symbolic/auto/discover.ts';
import { bestOf, type Found } from '../../../main/engine/symbolic/auto/front.ts';
import { variablesOf } from '../../../shared/expression/tree.ts';
import { seededRandom } from '../../../shared/random.ts';
import { encodingOf, helloDataset } from '../train/hello.ts';

const backend = createNativeBackend({ threads: 1 });
afterAll(() => backend.dispose());

type Row = readonly [y: number, ...x: number[]];

function tableOf(names: readonly string[], train: readonly Row[], validation: readonly Row[]): Dataset {
  const split = (rows: readonly Row[]) => ({
    rows: rows.length,
    inputs: Float64Array.from(names.flatMap((_, i) => rows.map((row) => row[i + 1]))),
    targets: Float64Array.from(rows, ([y]) => y),
    weights: null,
    tableRows: new Uint32Array(rows.length),
  });
  return {
    ...helloDataset(2, 2),
    encoding: encodingOf(names),
    train: split(train),
    validation: split(validation),
    test: split([]),
  };
}

/** What the rows themselves show, without networks. */
async function inRows(dataset: Dataset): Promise<readonly Found[]> {
  const { signal } = new AbortController();
  let formulas: readonly Found[] = [];
  for await (const found of discover({ dataset, backend, seed: 1, signal, model: null, networks: false }))
    formulas = found.formulas;
  return formulas;
}

describe('a table of few rows', () => {
  it('shows that something cools exponentially, where three held-out rows lie nearer to an arctangent', async () => {
    // 21.3 + 63·exp(−0.061·t) with noise 0.3. Of 15 rows a cubic has the shortest description, and an arctangent resembles that.
    const train: Row[] = [
      [60.42, 8],
      [37.67, 22],
      [39.47, 20],
      [51.67, 12],
      [65.15, 6],
      [55.92, 10],
      [30.09, 32],
      [42.12, 18],
      [33.03, 28],
      [31.8, 30],
      [70.76, 4],
      [34.75, 26],
      [45.3, 16],
      [29.15, 34],
      [76.8, 2],
    ];
    const validation: Row[] = [
      [35.47, 24],
      [27.35, 38],
      [47.86, 14],
    ];
    const formulas = await inRows(tableOf(['t'], train, validation));
    expect(bestOf(formulas)!.named?.name).toBe('exponential decay');
  });

  it('shows a sum of five columns rather than their mean', async () => {
    const random = seededRandom(1);
    const rows = Array.from({ length: 27 }, (): Row => {
      const [a, b, c, d, e] = Array.from({ length: 5 }, () => random.next());
      return [95 + 160 * a + 100 * b + 120 * c + 60 * d - 90 * e + 12 * random.normal(), a, b, c, d, e];
    });
    const table = tableOf(['a', 'b', 'c', 'd', 'e'], rows.slice(5), rows.slice(0, 5));
    const best = bestOf(await inRows(table))!;
    expect(variablesOf(best.expression)).toHaveLength(5);
    expect(best.trainError).toBeLessThan(15);
  });
});
