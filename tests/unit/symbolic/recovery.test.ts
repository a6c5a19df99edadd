/** The search for functions finds the function that made a curve. */
import { describe, expect, it } from 'vitest';
import { suggest } from '../../../main/engine/symbolic/suggest/suggest.ts';
import { edgeFunction } from '../../../shared/expression/edgeFunction.ts';
import { seededRandom } from '../../../shared/random.ts';
import { uniform, cases, draw, variance, unexplained, named } from './suggestCases.ts';

describe('recovery without noise', () => {
  it.each(Object.keys(cases))('%s: every determined parameter to 1e-8, over 40 draws', (name) => {
    const random = seededRandom(7);
    const { form } = cases[name];
    for (let round = 0; round < 40; round++) {
      const { truth, x, y } = draw(name, [60, 300, 1500][round % 3], 0, random);
      const [found] = suggest({ x, y }, [edgeFunction(name)]);
      const expected = form(truth);
      const actual = form(found);
      const scale = Math.max(1, ...expected.map(Math.abs));
      for (const [index, value] of expected.entries()) {
        expect(Math.abs(actual[index] - value), `${name}, round ${round}, parameter ${index}`).toBeLessThan(
          1e-8 * scale,
        );
      }
      expect(found.unexplained).toBeLessThan(1e-15);
    }
  });

  it('sgn: c and d exactly, the step in the right gap between samples', () => {
    const x = Float64Array.from([4, 1, 2, 3, 7, 6]);
    const [found] = suggest({ x, y: x.map((at) => (at > 3 ? 5 : -1)) }, [edgeFunction('sgn')]);
    expect([found.a, -found.b]).toEqual([1, 3.5]);
    expect(found.c).toBeCloseTo(3, 14);
    expect(found.d).toBeCloseTo(2, 14);
  });

  it.each(Object.keys(cases).filter((name) => !['x^0.5', '1/x^0.5'].includes(name)))(
    '%s is on the front of the whole library, before all different functions',
    (name) => {
      const random = seededRandom(21);
      const same: Readonly<Record<string, string>> = { cos: 'sin', arccos: 'arcsin' };
      for (let round = 0; round < 6; round++) {
        const { x, y } = draw(name, 300, 0, random);
        const candidates = suggest({ x, y });
        expect(named(candidates, name).pareto).toBe(true);
        expect(candidates[0].name).toBe(same[name] ?? name);
      }
    },
  );
});

describe('recovery with noise', () => {
  it.each(Object.keys(cases))('%s: never worse than the truth itself at 1, 5 and 20 % noise', (name) => {
    const random = seededRandom(3);
    for (let round = 0; round < 12; round++) {
      const { truth, x, y } = draw(name, [100, 400, 2000][round % 3], [0.01, 0.05, 0.2][round % 3], random);
      const [found] = suggest({ x, y }, [edgeFunction(name)]);
      expect(found.unexplained).toBeLessThan(unexplained(name, truth, x, y) * (1 + 1e-6));
      expect(found.unexplained).toBeCloseTo(unexplained(name, found, x, y), 10);
    }
  });

  it('parameters of a sine scatter about the truth as least squares predicts', () => {
    const random = seededRandom(5);
    const noise = 0.1;
    const rows = 400;
    const deviations = Array.from({ length: 60 }, () => {
      const x = Float64Array.from({ length: rows }, () => uniform(random, -3, 3));
      const y = x.map((at) => 2 * Math.sin(1.7 * at + 1) + noise * random.normal());
      const [found] = suggest({ x, y }, [edgeFunction('sin')]);
      return found.c - 2;
    });
    const scatter = Math.sqrt(variance(Float64Array.from(deviations)));
    // An amplitude seen through √(n/2) effective samples.
    expect(scatter).toBeGreaterThan(0.6 * noise * Math.sqrt(2 / rows));
    expect(scatter).toBeLessThan(1.6 * noise * Math.sqrt(2 / rows));
  });
});
