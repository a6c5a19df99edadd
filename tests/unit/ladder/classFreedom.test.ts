/** Degrees of freedom of three classes. Reference: numpy, tr(pinv(I + Λ)·I) with the whole information matrix. */
import { expect, it } from 'vitest';
import { designOf, type DesignPart } from '../../../main/engine/ladder/fits/design.ts';
import { freedomOfClasses } from '../../../main/engine/ladder/fits/classFreedom.ts';

const x = [-1.2, -0.9, -0.7, -0.3, -0.1, 0.2, 0.4, 0.6, 0.8, 1.1, 1.3, 1.6];
const column = (group: number, values: readonly number[]) => ({ group, values: Float64Array.from(values) });
const parts = (kind: DesignPart['kind']): DesignPart[] => [
  { kind: 'lines', columns: [column(0, x)] },
  {
    kind,
    columns: [
      column(
        1,
        x.map((value) => Math.cos(3 * value)),
      ),
    ],
  },
];
const thetas = [
  [0.3, 1.2, -0.5],
  [-0.2, -0.4, 0.3],
  [-0.1, -0.8, 0.2],
];
function freedom(
  strengths: readonly (readonly number[])[],
  weights: Float64Array | null = null,
  kind: DesignPart['kind'] = 'lines',
): readonly number[] {
  const fits = thetas.map((theta, o) => ({
    ...{ theta: Float64Array.from(theta), strengths: strengths[o], variance: 1 },
    ...{ freedom: [NaN, NaN], totalFreedom: NaN },
  }));
  return freedomOfClasses(designOf(x.length, parts(kind)), weights, fits);
}
const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
const nearlyNone = thetas.map(() => [1e-9, 1e-9]);

it('are those of multinomial regression without penalties: two for each of three columns', () => {
  expect(sum(freedom(nearlyNone))).toBeCloseTo(6, 5);
});

it('are fewer with penalties', () => {
  const strengths = [
    [0.5, 2],
    [1, 1],
    [4, 0.25],
  ];
  expect(sum(freedom(strengths))).toBeCloseTo(4.3491387686487855, 8);
});

it('count rows by their weights, and no columns that an output leaves out', () => {
  const weights = Float64Array.from(x, (_, row) => 1 + 0.5 * Math.sin(row));
  const strengths = [
    [0.5, 2],
    [1, Infinity],
    [4, 0.25],
  ];
  expect(sum(freedom(strengths, weights))).toBeCloseTo(4.080844317613218, 8);
});

it('do not count levels of groups', () => {
  expect(sum(freedom(nearlyNone, null, 'groupLevels'))).toBeCloseTo(4, 5);
});
