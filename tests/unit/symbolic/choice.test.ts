import { describe, expect, it } from 'vitest';
import { bestFormula, formulaRemarks, listedError } from '../../../shared/results/formulaChoice.ts';

const formula = (validationError: number, complexity: number) => ({
  trainError: validationError,
  validationError,
  complexity,
});

describe('the formula that stands first', () => {
  it('is the simplest of those that are equally good', () => {
    expect(bestFormula([formula(0.2, 5), formula(0.1, 12), formula(0.099, 30)])).toBe(1);
  });

  it('is plain where a formula that nobody reads has a somewhat lower error', () => {
    expect(bestFormula([formula(0.03, 20), formula(0.01, 443)])).toBe(0);
    expect(bestFormula([formula(0.03, 20), formula(0.0001, 200)])).toBe(1);
  });

  it('may have dozens of labels, which are read as one table', () => {
    const labels = { ...formula(0.05, 240), tabled: 11 };
    expect(bestFormula([formula(1.8, 13), formula(1.4, 37), labels])).toBe(2);
    expect(bestFormula([formula(1.8, 13), formula(1.4, 37), formula(0.05, 240)])).toBe(1);
  });

  it('is not one whose constants were fitted to the held-out rows, where that alone makes its error lower', () => {
    const law = formula(0.46, 19);
    expect(bestFormula([formula(0.485, 11), law])).toBe(1);
    expect(bestFormula([formula(0.485, 11), { ...law, comparedBy: 0.478 }])).toBe(0);
  });

  it('is listed by the error of constants that were fitted to the training rows alone', () => {
    const law = formula(0.46, 19);
    expect(listedError(law)).toBe(law.validationError);
    expect(listedError({ ...law, comparedBy: 0.478 })).toBe(0.478);
    const shares = { train: 0.1, validation: 0.2 };
    expect(listedError({ ...law, comparedBy: 0.3, errorAsOthers: 4, shares })).toBe(4);
    // The first files of version 8 do not have it.
    expect(listedError({ ...law, comparedBy: 0.3, shares })).toBeNaN();
    expect(formulaRemarks({ ...law, comparedBy: 0.3, shares })).toEqual([
      'fitted to the validation rows too',
    ]);
  });

  it('is a law without error, however long', () => {
    expect(bestFormula([formula(0.2, 5), formula(0.1, 30), formula(1e-16, 90)])).toBe(2);
    expect(bestFormula([formula(0.2, 5), formula(0, 90)])).toBe(1);
  });

  it('has the lowest error as a share of the values where these spread over decades, as in the list', () => {
    const shares = (share: number) => ({ shares: { train: share, validation: share } });
    const [short, law] = [formula(50, 5), formula(49.8, 9)];
    expect(bestFormula([short, law])).toBe(0);
    expect(
      bestFormula([
        { ...short, ...shares(0.4) },
        { ...law, ...shares(0.05) },
      ]),
    ).toBe(1);
    expect(
      bestFormula([
        { ...law, ...shares(0.05) },
        { ...formula(40, 13), ...shares(0.0497) },
      ]),
    ).toBe(0);
    const untested = (share: number) => ({ shares: { train: share, validation: NaN } });
    expect(
      bestFormula([
        { ...short, ...untested(0.4) },
        { ...law, ...untested(0.05) },
      ]),
    ).toBe(1);
  });

  it('is one that straight lines are not better than, where there is one', () => {
    const behind = { ...formula(0.1, 5), behindLines: true as const };
    expect(bestFormula([behind, formula(0.2, 9)])).toBe(1);
    expect(bestFormula([{ ...behind, validationError: 0.3 }, behind])).toBe(1);
  });

  it('is found by the training rows where there are no others', () => {
    expect(bestFormula([{ ...formula(0.2, 5), validationError: NaN }, formula(0.1, 9)])).toBe(1);
    expect(bestFormula([formula(Infinity, 3)])).toBe(-1);
  });
});
