/** Inputs on another scale than the network sees: of mean 0 and standard deviation 1 over the rows. */
import { expect, it } from 'vitest';
import type { Feature } from '../../../main/engine/data/encoding/encoding.ts';
import { rescaledOf, type Rescaled } from '../../../main/engine/ladder/terms/rescaled.ts';

const feature = (scaling: Feature['scaling']): Feature => ({
  ...{ name: 'x', column: 'x', label: null, fill: null },
  scaling,
});
/** 2, 5 … 89 */
const values = Float64Array.from({ length: 30 }, (_, i) => 2 + i * 3);
const seen = (scaling: Feature['scaling'], by: (x: number) => number): Float64Array =>
  values.map((x) => (by(x) - scaling.shift) / scaling.scale);

function expectUnitSpread(found: Rescaled, own: Float64Array, column: Float64Array): void {
  const mean = own.reduce((sum, value) => sum + value, 0) / own.length;
  const spread = Math.sqrt(own.reduce((sum, value) => sum + (value - mean) ** 2, 0) / own.length);
  found.values.forEach((value, i) => {
    expect(value).toBeCloseTo((own[i] - mean) / spread, 12);
    // As the network writes it.
    const inside = found.rate * column[i] + found.shift;
    const outside = found.fn === 'exp' ? Math.exp(inside) : Math.log(inside);
    expect(found.factor * outside - found.mean).toBeCloseTo(value, 10);
  });
}

it('the logarithms of values', () => {
  const scaling = { shift: 40, scale: 10 };
  const column = seen(scaling, (x) => x);
  const { logarithms, values: none } = rescaledOf(feature(scaling), 0, column, true);
  expect(none).toBeUndefined();
  expectUnitSpread(logarithms!, values.map(Math.log), column);
  expect(rescaledOf(feature(scaling), 0, column, false)).toEqual({});
});

it('the values of logarithms', () => {
  const scaling = { shift: 1, scale: 3, logarithm: true } as const;
  const column = seen(scaling, Math.log);
  const { values: found, logarithms } = rescaledOf(feature(scaling), 0, column, true);
  expect(logarithms).toBeUndefined();
  expectUnitSpread(found!, values, column);
});

it('no label, and no logarithms that are nearly a straight line', () => {
  const scaling = { shift: 0, scale: 1 };
  expect(rescaledOf({ ...feature(scaling), label: 'a' }, 0, values, true)).toEqual({});
  const narrow = (most: number) => Float64Array.of(100, 105, most);
  expect(rescaledOf(feature(scaling), 0, narrow(119), true)).toEqual({});
  expect(rescaledOf(feature(scaling), 0, narrow(121), true).logarithms).toBeDefined();
});
