/** The formula that a network is, among those of a search. */
import { describe, expect, it } from 'vitest';
import type { DiscoverTask } from '../../../main/engine/symbolic/auto/discoverTask.ts';
import { bestOf, pareto } from '../../../main/engine/symbolic/auto/front.ts';
import { ownFormula } from '../../../main/engine/symbolic/auto/ownFormula.ts';
import type { SearchData } from '../../../main/engine/symbolic/auto/searchData.ts';
import { asShares, shareError } from '../../../main/engine/symbolic/formula/asShares.ts';
import { fitConstants } from '../../../main/engine/symbolic/formula/fitConstants.ts';
import { formulaError, joinedRows, rowsAt } from '../../../main/engine/symbolic/formula/formulaData.ts';
import { withStandardErrors } from '../../../main/engine/symbolic/formula/standardErrors.ts';
import { networkFor } from '../../../main/engine/train/freshNetwork.ts';
import { parseExpression } from '../../../shared/expression/parse.ts';
import { listedError } from '../../../shared/results/formulaChoice.ts';
import { helloDataset } from '../train/hello.ts';
import { tableOf } from './lawTables.ts';
import { named } from './named.ts';

const all = tableOf((x) => 5 * Math.exp(-x), [[0, 4]], { rows: 24, noise: 0.2 });
const place = (from: number, to: number): Uint32Array =>
  Uint32Array.from({ length: to - from }, (_, i) => from + i);
const [train, validation] = [rowsAt(all, place(0, 16)), rowsAt(all, place(16, 24))];
const start = parseExpression('4.1*exp(-1.3*x1) + 0.2', ['x1']);

describe('the law of a network, which is fitted to validation rows too', () => {
  const both = joinedRows(train, validation);
  const law = {
    expression: withStandardErrors(fitConstants(start, both), both),
    named: named('exponential decay', 3),
    fitted: both,
  };
  const model = networkFor(helloDataset(2, 2), { hidden: [], grid: 3, order: 3, seed: 0 });
  const [own] = ownFormula({ own: law, model } as DiscoverTask, { train, validation } as SearchData);
  const asOthers = fitConstants(start, train);

  it('keeps its constants and errors, and is compared by those of the training rows', () => {
    expect(own.expression).toBe(law.expression);
    expect(own.validationError).toBe(formulaError(law.expression, validation));
    expect(own.comparedBy).toBeCloseTo(formulaError(asOthers, validation), 2);
    expect(own.comparedBy).toBeGreaterThan(own.validationError);
  });

  it('is compared by its own errors where it has not seen the validation rows', () => {
    const { fitted, ...unseen } = law;
    expect(fitted.rows).toBe(24);
    const [found] = ownFormula({ own: unseen, model } as DiscoverTask, { train, validation } as SearchData);
    expect(found.comparedBy).toBeUndefined();
  });

  it('has that error in the unit of the target too, where errors are shares of the values', () => {
    const decades = tableOf((x) => 5 * Math.exp(-x), [[0, 14]], { rows: 24, noise: 0 });
    const noisy = { ...decades, target: decades.target.map((y, i) => y * (i % 2 ? 1.03 : 0.97)) };
    const [first, last] = [rowsAt(noisy, place(0, 16)), rowsAt(noisy, place(16, 24))];
    const shared = fitConstants(start, asShares(joinedRows(first, last))!);
    const task = { own: { ...law, expression: withStandardErrors(shared, noisy), fitted: noisy }, model };
    const [found] = ownFormula(task as DiscoverTask, { train: first, validation: last } as SearchData);
    const alone = fitConstants(task.own.expression, asShares(first)!, {
      free: ({ error }) => error !== null,
    });
    expect(found.comparedBy).toBeCloseTo(shareError(alone, last), 3);
    expect(found.errorAsOthers! / formulaError(alone, last)).toBeCloseTo(1, 2);
    expect(listedError(found)).toBe(found.errorAsOthers);
    expect(own.errorAsOthers).toBeUndefined();
    expect(listedError(own)).toBe(own.comparedBy);
  });

  it('does not displace a formula that is as good on rows which neither has seen', () => {
    const trainError = formulaError(asOthers, train);
    const { comparedBy, ...rest } = own;
    const found = { ...rest, trainError, validationError: comparedBy!, complexity: own.complexity - 2 };
    expect(own.validationError).toBeLessThan(found.validationError / 1.02);
    expect(bestOf([found, own])).toBe(found);
  });

  it('comes before formulas that are as simple', () => {
    const { stays, ...other } = { ...own, comparedBy: own.comparedBy! - 1e-6 };
    expect(stays).toBe(true);
    expect(pareto([other, own], { train: 16, validation: 8 }, 0)).toEqual([own]);
  });
});
