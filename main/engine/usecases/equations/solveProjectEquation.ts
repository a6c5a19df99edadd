import { basename } from 'node:path';
import { draftProblem } from '../../../../shared/equationForm.ts';
import { userError } from '../../../../shared/errors.ts';
import type { SolvedEquation } from '../../equations/solved.ts';
import { presentStep } from '../../equations/steps.ts';
import type { Session } from '../../session/session.ts';
import { openHistory } from '../projects/openProject.ts';
import { restoreTable } from '../tables/restoreTable.ts';
import { solveProblem, type SolveControl, type SolveRequest } from './solveEquation.ts';

/**
 * Solves the equation of a project anew, with the settings of the project where the request has none.
 * @throws KanError `equation.none` where the project has no equation, `project.*`, `table.*`, and as `solveProblem` does
 */
export async function solveProjectEquation(
  session: Session,
  path: string,
  request: SolveRequest,
  control: SolveControl,
): Promise<SolvedEquation> {
  await openHistory(session, path, control.signal);
  const draft = presentStep(session.state.equations)?.draft;
  if (draft === undefined) {
    throw userError(
      'equation.none',
      `“${basename(path)}” has no differential equation.`,
      'Type one in KAN Studio and save the project, or give a problem file.',
    );
  }
  const isMeasured = draft.measuredFrom === 'table';
  if (isMeasured) await restoreTable(session, control.signal);
  const table = isMeasured ? session.requireTable() : null;
  const settings = { ...draft.settings, ...request.settings };
  return solveProblem(
    draftProblem(draft),
    table && { name: table.fileName, columns: table.columns },
    { ...request, settings },
    control,
  );
}
