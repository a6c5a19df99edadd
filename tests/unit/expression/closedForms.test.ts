import { describe, expect, it } from 'vitest';
import { closedFormsFor } from '../../../shared/expression/closedForms.ts';
import { printExpression } from '../../../shared/expression/print/print.ts';
import type { Expression } from '../../../shared/expression/tree.ts';
import { seededRandom } from '../../../shared/random.ts';

const text = (expression: Expression): string => printExpression(expression, 'text').code;
const forms = (value: number, error: number | null): string[] => closedFormsFor(value, error).map(text);

describe('closed forms', () => {
  it.each([
    [3.0000001, '3'],
    [-0.49999999, '-1/2'],
    [0.33333333, '1/3'],
    [3.1415926, 'pi'],
    [-1.5707963, '-pi/2'],
    [4.7123889, '3*pi/2'],
    [2.7182818, 'e'],
    [1.4142135, 'sqrt(2)'],
    [0.7071068, 'sqrt(2)/2'],
    [1.7320508, 'sqrt(3)'],
  ])('%f is near %s', (value, form) => {
    expect(forms(value, 1e-6)[0]).toBe(form);
  });

  it('0 is found if the error allows it, and nothing if nothing is near', () => {
    expect(closedFormsFor(0.001, 0.01)[0]).toMatchObject({ value: 0 });
    expect(forms(2.345678, 1e-6)).toEqual([]);
  });

  it('are not given to a constant that fits many of them', () => {
    // Half a density of 1.15, half a width of 0.94, a shift of 0.1: fitted to three per mille.
    expect(forms(0.5773, 0.002)).toEqual([]);
    expect(forms(0.4714, 0.0015)).toEqual([]);
    expect(forms(0.7851, 0.003)).toEqual([]);
    expect(forms(0.0999, 0.001)).toEqual([]);
    // The same numbers where the data tell them from their neighbours.
    expect(forms(0.57735, 1e-6)).toEqual(['sqrt(3)/3']);
    expect(forms(0.7853982, 1e-5)).toEqual(['pi/4']);
  });

  it('are simpler for a less exact constant', () => {
    expect(forms(0.501, 0.002)).toEqual(['1/2']);
    expect(forms(1.01, 0.015)).toEqual(['1']);
    expect(forms(3.1418, 0.0005)).toEqual(['pi']);
    expect(forms(3.1, 0.1)).toEqual([]);
  });

  it('are rarely found in random numbers', () => {
    const random = seededRandom(3);
    for (const relative of [0.03, 0.01, 0.003, 1e-3, 1e-4]) {
      let wrong = 0;
      for (let i = 0; i < 4000; i++) {
        const value = Math.exp(3 * random.next() - 1.5);
        if (closedFormsFor(value, relative * value).length > 0) wrong++;
      }
      // One in twenty, up to chance and to how unevenly the forms lie.
      expect(wrong / 4000).toBeLessThan(0.06);
    }
  });
});
