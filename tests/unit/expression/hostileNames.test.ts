import { describe, expect, it } from 'vitest';
import { checkPrinters, hostileNames, randomNames } from '../../../fuzz/printers.ts';

/** C compilers and NumPy are not on every machine; JavaScript is. */
describe('code for columns and results with names that mean something in the language', () => {
  it('compiles without a warning and computes the formula', () => {
    const { languages, wrong } = checkPrinters(hostileNames);
    expect(wrong).toEqual([]);
    expect(languages).toContain('javascript');
  });

  it('does so for names composed of them', () => {
    expect(checkPrinters(randomNames(1, 60)).wrong).toEqual([]);
  });
});
