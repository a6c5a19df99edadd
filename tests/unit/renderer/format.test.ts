import { describe, expect, it } from 'vitest';
import { formatFigure, formatNumber, formatR2, spelled } from '../../../renderer/ui/format.ts';

describe('figures', () => {
  it('keep the zeros that a number by itself does without', () => {
    expect([2.0031, 2.5139, 22.996, 720, 0].map((value) => formatFigure(value, 3))).toEqual([
      '2.00',
      '2.51',
      '23.0',
      '720',
      '0',
    ]);
    expect(formatNumber(2.0031, 3)).toBe('2');
    expect([NaN, -0.0999996, 1.2e-7, 12_345_678].map((value) => formatFigure(value))).toEqual([
      '–',
      '−0.1000',
      '1.2·10⁻⁷',
      '1.235·10⁷',
    ]);
  });

  it('of R² have four decimals, more only to tell it from 1', () => {
    expect([0.9915, 0.988, 0.98806, 0.5, -0.076, -31.26, 0.999123].map((r2) => formatR2(r2))).toEqual([
      '0.9915',
      '0.9880',
      '0.9881',
      '0.5000',
      '−0.0760',
      '−31.26',
      '0.99912',
    ]);
  });
});

it('no line begins with a per cent sign', () => {
  expect(spelled('error 17 % of 3e-4, 2.5 % more')).toBe('error 17\u00a0% of 3·10⁻⁴, 2.5\u00a0% more');
});
