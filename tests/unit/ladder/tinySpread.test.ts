/** Inputs that are not scaled for the network may have any spread: only one of rounding, beside their values, counts as none. */
import { describe, expect, it } from 'vitest';
import { termsOf } from '../../../main/engine/ladder/terms/terms.ts';

const feature = { name: 'x', column: 'x', label: null, scaling: { shift: 0, scale: 1 }, fill: null };
const rows = 20;
const linesOf = (value: (row: number) => number): number =>
  termsOf(
    [feature],
    Float64Array.from({ length: rows }, (_, row) => value(row)),
    rows,
    6,
    3,
  ).terms[0].lines.length;

describe('an input that is not scaled', () => {
  it.each([1e-12, 1e-9, 1, 1e9])('has a line where it varies from 0 to %s', (unit) => {
    expect(linesOf((row) => (unit * row) / rows)).toBe(1);
  });

  it('has none where it varies by rounding only', () => {
    expect(linesOf((row) => 1e6 + (row % 2) * 1e-9)).toBe(0);
    expect(linesOf(() => 0)).toBe(0);
  });

  it('has its curve over its own range', () => {
    const column = Float64Array.from({ length: rows }, (_, row) => 1e-12 * row);
    const { bases, order } = termsOf([feature], column, rows, 6, 3);
    const { knots } = bases[0];
    expect(knots[knots.length - 1 - order] - knots[order]).toBeLessThan(1e-10);
  });
});
