/** The differential equation of a project. */
import { draftProblem } from '../../../shared/equationForm.ts';
import { isOutOfDate, presentStep, type EquationSteps } from '../../engine/equations/steps.ts';
import { solutionFacts, solutionText } from './solution.ts';

/** The problem, and its last solution as `kan solve --json` gives it; null without an equation. */
export function equationFacts(steps: EquationSteps): object | null {
  const present = presentStep(steps);
  if (present === null) return null;
  const { draft, solved } = present;
  // Measured values can be many.
  const { measurements, ...problem } = draftProblem(draft);
  return {
    problem: { ...problem, measured: measurements !== undefined || draft.measuredFrom === 'table' },
    solution: solved && { ...solutionFacts(solved), out_of_date: isOutOfDate(steps) },
  };
}

/** '' without an equation. */
export function equationText(steps: EquationSteps): string {
  const present = presentStep(steps);
  if (present === null) return '';
  const { form } = present.draft;
  const part = (title: string, text: string): string =>
    text.trim() === '' ? '' : `${title}\n${text.trim().replace(/^\s*/gmu, '  ')}\n`;
  const { solved } = present;
  const state = isOutOfDate(steps) ? 'Solution of an earlier problem (out of date)' : 'Solution';
  return [
    part('Differential equation', form.equations),
    part('Domain', `${form.domain}\n${form.inside}`),
    part('Conditions', form.conditions),
    part('Constants', form.constants),
    part('Unknown', form.unknown),
    solved === null ? 'Not solved yet\n' : part(state, solutionText(solved, false)),
  ].join('');
}
