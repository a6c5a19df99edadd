import { describe, expect, it } from 'vitest';
import { edgeFunction, edgeFunctions } from '../../../shared/expression/edgeFunction.ts';

const positive = new Set(['sqrt', 'x^0.5', 'x^1.5', '1/sqrt(x)', '1/x^0.5', 'log']);
const places = [-2.3, -0.9, -0.41, 0.17, 0.63, 0.95, 1.8];

describe('edge functions', () => {
  it.each(edgeFunctions.map((fn) => [fn.name, fn] as const))('%s has its derivative', (_, fn) => {
    let checked = 0;
    for (const x of places) {
      const step = 1e-4;
      const stencil = [2, 1, -1, -2].map((offset) => fn.value(x + offset * step));
      if (!stencil.every(Number.isFinite)) continue;
      const [far, near, nearBack, farBack] = stencil;
      const slope = (8 * (near - nearBack) - (far - farBack)) / (12 * step);
      expect(Math.abs(fn.derivative(x) - slope)).toBeLessThan(1e-7 * Math.max(1, Math.abs(slope)));
      checked++;
    }
    expect(checked).toBeGreaterThanOrEqual(positive.has(fn.name) ? 4 : 5);
  });

  it('have the values that their names say', () => {
    const x = 0.7;
    const expected: Record<string, number> = {
      'x^5': x ** 5,
      '1/x^3': 1 / x ** 3,
      'x^1.5': x ** 1.5,
      '1/sqrt(x)': x ** -0.5,
      gaussian: Math.exp(-(x ** 2)),
      sgn: 1,
      arccos: Math.acos(x),
      arctanh: 0.5 * Math.log((1 + x) / (1 - x)),
    };
    for (const [name, value] of Object.entries(expected)) {
      expect(edgeFunction(name).value(x)).toBeCloseTo(value, 14);
    }
  });

  it('are NaN outside their domain and not finite at a pole', () => {
    for (const name of positive) expect(edgeFunction(name).value(-0.5)).toBeNaN();
    for (const name of ['log', 'arctanh']) expect(edgeFunction(name).derivative(-1.5)).toBeNaN();
    for (const name of ['arcsin', 'arccos', 'arctanh']) expect(edgeFunction(name).value(1.5)).toBeNaN();
    for (const name of ['1/x', '1/x^2', '1/x^3', '1/x^4', '1/x^5', '1/sqrt(x)', 'log']) {
      expect(Number.isFinite(edgeFunction(name).value(0))).toBe(false);
    }
  });

  it('have a finite derivative wherever they are finite', () => {
    for (const fn of edgeFunctions) {
      for (const x of [-1, 0, 1]) {
        if (Number.isFinite(fn.value(x))) expect(Number.isFinite(fn.derivative(x))).toBe(true);
      }
    }
  });

  it('names an unknown function', () => {
    expect(() => edgeFunction('bessel')).toThrow(/“bessel” is no function/);
  });
});
