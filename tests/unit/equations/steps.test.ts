/** The steps of a problem, as values. */
import { describe, expect, it } from 'vitest';
import {
  holdsWork,
  isOutOfDate,
  mostSteps,
  noSteps,
  presentStep,
  walked,
  withDraft,
  withSolution,
  type EquationSteps,
} from '../../../main/engine/equations/steps.ts';
import type { SolvedEquation } from '../../../main/engine/equations/solved.ts';
import type { EquationDraft } from '../../../shared/contract/schemas/equationDraft.ts';
import { draftOf } from '../../../shared/equationForm.ts';

const empty: EquationDraft = {
  ...draftOf({ equations: ["u' = -u"], domain: { t: '0 .. 3' }, conditions: ['u(0) = 1'] }),
  sample: '',
};
const typed = (conditions: string): EquationDraft => ({ ...empty, form: { ...empty.form, conditions } });
const conditionsOf = ({ steps }: EquationSteps) => steps.map(({ draft }) => draft.form.conditions);
const after = (...conditions: readonly string[]): EquationSteps =>
  conditions.reduce((steps, text) => withDraft(steps, typed(text), false), noSteps);

describe('the steps of a problem', () => {
  it('are the last fifty', () => {
    const many = after(...Array.from({ length: mostSteps + 2 }, (_, i) => `u(0) = ${i}`));
    expect([many.steps.length, many.at]).toEqual([50, 49]);
    expect(conditionsOf(many).at(0)).toBe('u(0) = 2');
  });

  it('go back to before the first, and no further', () => {
    const back = walked(walked(after('a'), -1), -1);
    expect([back.at, presentStep(back)]).toEqual([-1, null]);
    expect(walked(walked(back, 1), 1).at).toBe(0);
  });

  it('join what continues the present one; before the first there is none to continue', () => {
    expect(conditionsOf(withDraft(after('a', 'b'), typed('bc'), true))).toEqual(['a', 'bc']);
    expect(conditionsOf(withDraft(walked(after('a'), -1), typed('b'), true))).toEqual(['b']);
    const undone = walked(walked(after('a', 'b'), -1), -1);
    expect(conditionsOf(withDraft(undone, typed('c'), true))).toEqual(['c']);
  });

  it('hold work where something was typed or solved, not where an example was opened', () => {
    const example = { ...typed('u(0) = 1'), sample: 'decay' };
    expect(holdsWork(withDraft(noSteps, example, false))).toBe(false);
    expect(holdsWork(after('u(0) = 1'))).toBe(true);
    const solved = withSolution(withDraft(noSteps, example, false), {} as SolvedEquation);
    expect(holdsWork(solved)).toBe(true);
  });

  it('have a solution that is out of date where the problem changed, with the measured values that it takes', () => {
    const changed = (part: Partial<EquationDraft>, to: Partial<EquationDraft>): boolean => {
      const solved = withSolution(withDraft(noSteps, { ...empty, ...part }, false), {} as SolvedEquation);
      expect(isOutOfDate(solved)).toBe(false);
      return isOutOfDate(withDraft(solved, { ...empty, ...part, ...to }, false));
    };
    const values = (u: number) => ({ measurements: { t: [0, 1], u: [1, u] } });
    expect(changed({ measuredFrom: 'sample', ...values(0.3) }, values(0.4))).toBe(true);
    // Measured values that come from the table, or are not used, say nothing of the problem.
    expect(changed({ measuredFrom: 'table', ...values(0.3) }, values(0.4))).toBe(false);
    expect(changed({ measuredFrom: 'none' }, typed('u(0) = 2'))).toBe(true);
  });
});
