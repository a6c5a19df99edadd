/** Laws in tables of few rows, as measurements often are. */
import { describe, expect, it } from 'vitest';
import type { Dataset } from '../../../main/engine/data/dataset/dataset.ts';
import { bestOf } from '../../../main/engine/symbolic/auto/front.ts';
import { constantsOf, isLoose } from '../../../shared/expression/constants.ts';
import { printExpression } from '../../../shared/expression/print/print.ts';
import { variablesOf } from '../../../shared/expression/tree.ts';
import { seededRandom } from '../../../shared/random.ts';
import { encodingOf, helloDataset } from '../train/hello.ts';
import { useSearchInRows } from './rowsAlone.ts';

const inRows = useSearchInRows();

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

  const kinetics: Row[] = [
    [42.3, 20],
    [72.3, 100],
    [77.7, 200],
    [7.33, 2],
    [58.4, 50],
  ];
  it.each<[string, readonly Row[], readonly Row[], RegExp]>([
    [
      'a line of four',
      [1, 2, 3, 4].map((x, i) => [0.3 + 4.15 * x + [0.03, -0.05, 0.04, -0.02][i], x]),
      [],
      /^4\.1\d*\*x \+ 0\.\d+$|^4\.\d+\*x$/,
    ],
    [
      'an isotherm of four',
      [0.1, 0.3, 0.8, 6].map((x, i) => [
        ((4.2 * 1.9 * x) / (1 + 1.9 * x)) * (1 + [0.01, -0.01, 0.005, -0.004][i]),
        x,
      ]),
      [],
      /^4\.\d+\*x\/\(0\.5\d* \+ x\)$/,
    ],
    [
      'Ohm’s law of four',
      [100, 220, 330, 680].map((x, i) => [(5000 / x) * (1 + [0.004, -0.003, 0.005, -0.006][i]), x]),
      [],
      /^(49|50)\d\d(\.\d+)?\/x$/,
    ],
    ['an enzyme of five', kinetics, [[16.1, 5]], /\/\(2\d(\.\d)? \+ x\)/],
  ])(
    '%s rows has no formula that meets the rows whatever they are',
    async (_, train, validation, expected) => {
      const formulas = await inRows(tableOf(['x'], train, validation));
      for (const { expression } of formulas)
        expect(constantsOf(expression).filter(isLoose).length).toBeLessThanOrEqual(train.length - 2);
      expect(printExpression(bestOf(formulas)!.expression, 'text', { digits: 4 }).code).toMatch(expected);
    },
  );

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
