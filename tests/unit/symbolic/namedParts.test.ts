/** Sums and products of laws with a name, each of one column, found in rows with noise. */
import { describe, expect, it } from 'vitest';
import { Breath } from '../../../main/engine/breath.ts';
import { errorOfLaw, tableOf } from './lawTables.ts';
import { LawSearch } from '../../../main/engine/symbolic/laws/lawSearch.ts';
import type { FormulaData } from '../../../main/engine/symbolic/formula/formulaData.ts';
import type { Law } from '../../../main/engine/symbolic/laws/foundLaws.ts';
import { bendsOf } from '../../../main/engine/symbolic/laws/named/bends.ts';
import {
  likeliestInteraction,
  type Interaction,
} from '../../../main/engine/symbolic/laws/named/interactions.ts';
import { namedFormOf } from '../../../main/engine/symbolic/laws/named/namedForm.ts';
import { namedWholes } from '../../../main/engine/symbolic/laws/named/namedWholes.ts';
import { firstForms, partsOf, partTable } from '../../../main/engine/symbolic/laws/named/parts.ts';
import { sumsOf } from '../../../main/engine/symbolic/laws/named/partsOfSum.ts';
import { wholeProblem } from '../../../main/engine/symbolic/laws/problem.ts';
import type { LawParts } from '../../../shared/contract/views/ladder.ts';

const { exp, sin, tanh } = Math;
const breath = new Breath();

async function found(data: FormulaData): Promise<Law> {
  const { signal } = new AbortController();
  const search = new LawSearch(data, signal);
  await search.withConstants(wholeProblem(data), { signal, breath });
  await search.leaned({ signal, breath });
  return search.best[0];
}

describe('rows show laws with a name, each of one column', () => {
  it.each<[string, (x: number, z: number) => number, readonly [number, number]]>([
    [
      'Hill equation of x1 + straight line of x2',
      (x, z) => 4 + (90 * x ** 2.2) / (x ** 2.2 + 30) + 60 * z,
      [0.1, 20],
    ],
    [
      'Gaussian peak of x1 + straight line of x2',
      (x, z) => 5 * exp(-(((x - 4.2) / 0.6) ** 2)) + 3 * z,
      [0, 10],
    ],
    [
      'two oscillations of x1 + straight line of x2',
      (x, z) => 1.5 * sin(2.1 * x) + 0.8 * sin(5.3 * x + 1) + 2 * z,
      [0, 12],
    ],
    [
      'oscillation on a slope of x1 + two Gaussian peaks of x2',
      (x, z) =>
        0.4 * x + 2 * sin(1.3 * x) + 9 * exp(-(((z - 0.3) / 0.07) ** 2)) + 6 * exp(-(((z - 0.7) / 0.1) ** 2)),
      [0, 18],
    ],
    ['step of x1 + exponential decay of x2', (x, z) => 3 * tanh(2 * (x - 5)) + 8 * exp(-4 * z), [0, 10]],
    [
      'Michaelis–Menten or Langmuir equation of x1 × straight line of x2',
      (x, z) => (12 * x * (z + 0.5)) / (x + 3),
      [0.2, 25],
    ],
    [
      'damped oscillation of x1 × straight line of x2',
      (x, z) => exp(-0.15 * x) * sin(1.7 * x + 2) * (z + 0.5),
      [0, 12],
    ],
  ])('%s', async (name, law, range) => {
    const data = tableOf(law, [range, [0, 1]], { rows: 80, noise: 0.02 });
    const best = await found(data);
    expect(best.named?.name).toBe(name);
    expect(errorOfLaw(best.expression, law, data)).toBeLessThan(0.015);
  });

  it.each<[string, (x: number, z: number, w: number) => number, readonly [number, number]]>([
    [
      'Hill equation of x1 × straight line of x2 + straight line of x3',
      (x, z, w) => ((9 * x ** 2.2) / (x ** 2.2 + 30)) * z + 1.5 * w,
      [0.1, 20],
    ],
    [
      'exponential decay of x1 × straight line of x2 + straight line of x2',
      (x, z) => (5 + 3 * z) * exp(-0.5 * x) + 1.2 * z + 1,
      [0, 10],
    ],
    [
      'Gaussian peak of x1 × straight line of x2 + exponential decay of x3',
      (x, z, w) => 4 * z * exp(-(((x - 4.2) / 0.8) ** 2)) + 6 * exp(-2 * w),
      [0, 10],
    ],
    [
      'oscillation of x1 × straight line of x2 + straight line of x3',
      (x, z, w) => (2 + 0.8 * z) * sin(2.1 * x + 1) + 1.5 * w,
      [0, 12],
    ],
  ])('in an interaction: %s', async (name, law, range) => {
    const data = tableOf(law, [range, [0.5, 3], [0, 2]], { rows: 120, noise: 0.02 });
    const best = await found(data);
    expect(best.named?.name).toBe(name);
    expect(errorOfLaw(best.expression, law, data)).toBeLessThan(0.015);
  });

  it('among columns that do not matter', async () => {
    const law = (x: number, _: number, z: number): number => (9 * x) / (x + 2) + exp(-z / 2);
    const data = tableOf(
      law,
      [
        [0.1, 12],
        [0, 1],
        [0, 8],
      ],
      { rows: 100, noise: 0.01 },
    );
    const best = await found(data);
    expect(best.named?.name).toBe('Michaelis–Menten or Langmuir equation of x1 + exponential decay of x3');
    expect(errorOfLaw(best.expression, law, data)).toBeLessThan(0.01);
  });

  it('also without the law of a column that shows none beside the laws of the others', async () => {
    const inTwo = (law: (x: number, z: number) => number): FormulaData =>
      tableOf(
        law,
        [
          [0.2, 20],
          [1, 90],
        ],
        { rows: 45, noise: 0.01 },
      );
    const [table, other] = [
      inTwo((x) => 62 + (48 * x ** 1.6) / (60 + x ** 1.6)),
      inTwo((_, z) => exp(-(((z - 30) / 12) ** 2))),
    ].map((data) => partTable(wholeProblem(data))!);
    const places = [{ column: 0 }, { column: 1 }];
    // What rough curves of the first column miss may look like a peak of the second one.
    const peak = await partsOf(other, places[1], other, [], firstForms, breath);
    const { wholes } = await sumsOf(table, places, [[], peak.slice(0, 1)], breath);
    expect(wholes.map(({ named }) => named.name)).toContain('Hill equation of x1');
  });

  it('not in noise, nor in one column alone', async () => {
    const noise = tableOf(
      () => 0,
      [
        [0, 1],
        [0, 1],
      ],
      { rows: 60, noise: 1 },
    );
    expect(await namedWholes(wholeProblem(noise), breath)).toEqual([]);
    const one = tableOf((x) => exp(x), [[0, 3]], { rows: 60, noise: 0.01 });
    expect(await namedWholes(wholeProblem(one), breath)).toEqual([]);
  });
});

describe('an interaction', () => {
  const interactionIn = (law: (x: number, z: number) => number): Interaction | null => {
    const data = tableOf(
      law,
      [
        [0, 3],
        [0, 3],
      ],
      { rows: 100, noise: 0.02 },
    );
    const table = partTable(wholeProblem(data))!;
    return likeliestInteraction(
      table,
      table.columns.map((x) => bendsOf(x, table.columns.length)),
    );
  };

  it('is that of the column which bends and the one which does not', () => {
    expect(interactionIn((x, z) => exp(-x) * z + z)?.place).toEqual({ column: 0, times: 1 });
    expect(interactionIn((x, z) => x * exp(-z) + x)?.place).toEqual({ column: 1, times: 0 });
  });

  it('is not tried where a product of laws is enough', async () => {
    const law = (x: number, z: number): number => 31 * tanh(0.32 * x) * z;
    const data = tableOf(
      law,
      [
        [0, 10],
        [1, 3],
      ],
      { rows: 60, noise: 0.02 },
    );
    const wholes = await namedWholes(wholeProblem(data), breath);
    const multiplied = wholes.flatMap(({ named }) => named.parts.laws.flatMap(({ times }) => times ?? []));
    expect(wholes.length).toBeGreaterThan(0);
    expect(multiplied).toEqual([]);
  });

  it('is none where only one row shows it', () => {
    const data = tableOf(
      (height, weight) => height + 0.1 * weight,
      [
        [150, 195],
        [45, 110],
      ],
      { rows: 120, noise: 0.05 },
    );
    const { columns } = partTable(wholeProblem(data))!;
    // The two values of a row are in each other's column.
    const [height, weight] = columns.map((column) => column.slice());
    [height[7], weight[7]] = [57, 166];
    const table = { ...partTable(wholeProblem(data))!, columns: [height, weight] };
    expect(
      likeliestInteraction(
        table,
        table.columns.map((x) => bendsOf(x, 2)),
      ),
    ).toBeNull();
  });

  it('is none where a sum of curves follows the rows', () => {
    expect(interactionIn((x, z) => exp(-x) + sin(z))).toBeNull();
    expect(interactionIn(() => 1)).toBeNull();
  });
});

describe('the cost of a law', () => {
  const sizeOf = (...laws: LawParts['laws']): number => namedFormOf({ join: '+', laws })!.size;
  const decay = { law: 'exponential decay', column: 't' };
  const line = (column: string): LawParts['laws'][number] => ({ law: 'straight line', column });

  it('is that of a line more where one multiplies it, which its column then has for nothing', () => {
    const multiplied = { ...decay, times: 'T' };
    expect(sizeOf(multiplied)).toBe(sizeOf(decay) + 1);
    expect(sizeOf(multiplied, line('T'))).toBe(sizeOf(multiplied));
    expect(sizeOf(multiplied, line('c'))).toBe(sizeOf(multiplied) + 1);
  });
});

describe('curves that bend', () => {
  it('are straight between the quantiles of a column, and as many as its rows allow', () => {
    const x = Float64Array.from({ length: 96 }, (_, i) => i);
    const [line, ...bends] = bendsOf(x, 2);
    expect(line).toBe(x);
    expect(bends).toHaveLength(5);
    expect(bends[0][16]).toBe(0);
    expect(bends[0][18]).toBe(2);
    expect(bendsOf(x.subarray(0, 15), 2)).toHaveLength(1);
  });

  it('bend once where the rows carry one function', () => {
    const x = Float64Array.from({ length: 20 }, (_, i) => i);
    const [, bend, ...more] = bendsOf(x, 2);
    expect(more).toHaveLength(0);
    expect(Array.from(bend, (value) => value > 0)).toEqual(Array.from(x, (value) => value > 10));
  });

  it('do not bend where a column has no values', () => {
    const labels = Float64Array.from({ length: 96 }, (_, i) => i % 2);
    expect(bendsOf(labels, 2)).toHaveLength(1);
  });
});
