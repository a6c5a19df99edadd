import { describe, expect, it } from 'vitest';
import { sizeVerdict } from '../../../main/engine/views/sizeVerdict.ts';
import { expectedLine, lawLine } from '../../../renderer/rooms/comparison/sizes.ts';
import { type SizeSeries, idleSizeStudy } from '../../../shared/contract/views/sizeStudy.ts';
import { powerLawOf } from '../../../shared/results/powerLaw.ts';

const series = (...points: readonly (readonly [number, number])[]): SizeSeries => {
  const all = points.map(([parameters, error]) => ({ name: 'grid', seconds: 1, parameters, error }));
  return { points: all, law: powerLawOf(all) };
};
const exact = series([10, 7e-4], [20, 7e-4 / 16], [40, 7e-4 / 256]);

describe('a power law', () => {
  it('is found exactly where there is one', () => {
    expect(exact.law!.exponent).toBeCloseTo(-4, 12);
    expect(exact.law!.standardError).toBeCloseTo(0, 12);
    expect(exact.law!.factor).toBeCloseTo(7, 10);
    expect(exact.law!.points).toBe(3);
  });

  // y = 2, 4, 5 at x = 1, 2, 3 in logarithms: slope 1.5, residuals 1/6, −1/3, 1/6, standard error √(1/6/2) = 0.288675.
  it('has the standard error of a straight line', () => {
    const { law } = series([Math.E, Math.exp(-2)], [Math.exp(2), Math.exp(-4)], [Math.exp(3), Math.exp(-5)]);
    expect(law!.exponent).toBeCloseTo(-1.5, 12);
    expect(law!.standardError).toBeCloseTo(0.288675, 6);
  });

  it('ends at the lowest error', () => {
    const { law } = series([10, 1e-2], [20, 1e-2 / 16], [40, 2e-3], [80, 3e-3]);
    expect(law!.points).toBe(2);
    expect(law!.exponent).toBeCloseTo(-4, 12);
    expect(law!.standardError).toBeNull();
  });

  it('is not there where the first error is the lowest, or there are too few points', () => {
    expect(series([10, 1e-3], [20, 1e-2]).law).toBeNull();
    expect(series([10, 1e-3]).law).toBeNull();
    expect(series().law).toBeNull();
  });
});

describe('the verdict', () => {
  it('gives both slopes, that of the paper, and the lowest errors', () => {
    const kan = series([10, 1e-2], [20, 1e-3], [40, 5e-5]);
    expect(sizeVerdict({ kan, mlp: series([10, 1e-2], [20, 5e-3]), expected: -4, seconds: 8 })).toBe(
      'The KAN’s error falls with the power −3.8 ± 0.3 of the parameters (3 sizes). The error of the MLPs falls with the power −1 of the parameters (2 sizes). The KAN paper expects −4 for smooth functions without noise. The lowest error is 5·10⁻⁵ at 40 parameters for the KAN and 0.00500 at 20 parameters for the MLPs. Each MLP was trained for 8 s; more time may lower the errors of larger ones.',
    );
  });

  it('says where the error stops falling', () => {
    const kan = series([10, 1e-2], [20, 1e-3], [40, 2e-3]);
    expect(sizeVerdict({ kan, mlp: exact, expected: -4, seconds: 1 })).toContain(
      'Beyond 20 parameters the KAN’s error does not fall below 0.00100',
    );
  });

  it('does not call a rising error a slope, and says nothing before the first size', () => {
    const rising = series([10, 1e-3], [20, 1e-2]);
    const said = sizeVerdict({ kan: exact, mlp: rising, expected: -4, seconds: 1 });
    expect(said).toContain('The error of the MLPs does not fall with the number of parameters.');
    expect(sizeVerdict({ ...idleSizeStudy, seconds: 1 })).toBe('');
  });
});

describe('the lines of the chart', () => {
  it('go over the fitted points', () => {
    const [from, to] = lawLine(exact);
    expect([from.parameters, to.parameters]).toEqual([10, 40]);
    expect(from.error).toBeCloseTo(7e-4, 12);
    expect(lawLine(series([10, 1]))).toEqual([]);
  });

  it('with the slope of the paper begins at the first point and ends at the frame', () => {
    const view = { ...idleSizeStudy, kan: exact };
    const [from, to] = expectedLine(view, [10, 1000], [7e-8, 1]);
    expect(from).toEqual({ parameters: 10, error: 7e-4 });
    expect(to.parameters).toBeCloseTo(100, 6);
    expect(to.error).toBeCloseTo(7e-8, 15);
    expect(expectedLine(idleSizeStudy, [1, 10], [1, 10])).toEqual([]);
  });
});
