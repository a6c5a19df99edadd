/** A function that fits best in its limit keeps numbers that say something; one that fits with large numbers keeps them. */
import { describe, expect, it } from 'vitest';
import { cancellation, mostCancellation, ownSize } from '../../../main/engine/kan/cancellation.ts';
import { suggest, type Candidate } from '../../../main/engine/symbolic/suggest/suggest.ts';
import { edgeFunction } from '../../../shared/expression/edgeFunction.ts';
import { seededRandom } from '../../../shared/random.ts';
import { named } from './suggestCases.ts';

const random = seededRandom(3);
const x = Float64Array.from({ length: 300 }, () => 2 * random.next() - 1);

function cancels({ name, a, b }: Candidate): number {
  const values = x.map((at) => edgeFunction(name).value(a * at + b));
  return cancellation(values, x.length, ownSize(name));
}

const parabola = (at: number): number => 3 * at * at - at;
const line = (at: number): number => 2 * at + 1;

describe('a function whose limit fits best', () => {
  it.each([
    ['sin', 'a parabola', parabola, 3e-6],
    ['cos', 'a parabola', parabola, 3e-6],
    ['gaussian', 'a parabola', parabola, 3e-5],
    ['sin', 'a line', line, 1e-10],
    ['tanh', 'a line', line, 1e-10],
    ['arctanh', 'a line', line, 1e-9],
    ['exp', 'a line', line, 3e-5],
    ['log', 'a line', line, 3e-4],
    ['x^2', 'a line', line, 1e-5],
    ['tanh', 'an exponential', Math.exp, 1e-5],
    ['gaussian', 'an exponential', Math.exp, 1e-4],
    ['arctan', '1/x', (at: number) => 1 / (at + 1.5), 1e-8],
  ] as const)('%s on %s cancels no more than it may, and still fits', (name, _, curve, unexplained) => {
    for (const noise of [0, 0.02]) {
      const y = x.map((at) => curve(at) + noise * random.normal());
      const candidates = suggest({ x, y });
      const found = named(candidates, name);
      expect(cancels(found)).toBeLessThanOrEqual(1.1 * mostCancellation);
      const least = Math.min(...candidates.map((one) => one.unexplained));
      expect(found.unexplained).toBeLessThan(1.1 * least + unexplained);
    }
  });

  it('has a c of the curve’s size, where it had 10⁶ times as much', () => {
    // What a spline makes of the bottom of a parabola: its sides rise a little more steeply.
    const y = x.map((at) => 0.27 * at ** 2 + 0.02 * at ** 6);
    const { a, c, d, r2 } = named(suggest({ x, y }), 'sin');
    expect(r2).toBeGreaterThan(0.99);
    expect(Math.max(Math.abs(c), Math.abs(d))).toBeLessThan(0.29 * 1.1 * mostCancellation);
    expect(a).toBeGreaterThan(0.2);
  });
});

describe('a function that fits best with large numbers', () => {
  it.each([
    ['log', (at: number) => Math.log(at + 1000), [1, 1000, 1, 0]],
    ['log', (at: number) => Math.log(at + 19), [1, 19, 1, 0]],
    ['sin', (at: number) => Math.sin(0.02 * at + 0.3), [0.02, 0.3, 1, 0]],
    ['exp', (at: number) => Math.exp(-0.001 * at), [-0.001, 0, 1, 0]],
    ['sqrt', (at: number) => Math.sqrt(at + 500), [1, 500, 1, 0]],
  ] as const)('%s keeps them, where the data tell it from its limit', (name, curve, [a, b, c, d]) => {
    const found = named(suggest({ x, y: x.map(curve) }), name);
    expect(cancels(found)).toBeGreaterThan(0.5);
    expect(found.a / a).toBeCloseTo(1, 4);
    expect(found.b).toBeCloseTo(b, b > 100 ? -1 : 3);
    expect(found.c).toBeCloseTo(c, 2);
    expect(found.d).toBeCloseTo(d, 1);
    expect(found.unexplained).toBeLessThan(1e-11);
  });
});
