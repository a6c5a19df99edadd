/** Changes of the problem of a differential equation, and the way back. */
import type { EquationDraft } from '../../../../shared/contract/schemas/equationDraft.ts';
import { userError } from '../../../../shared/errors.ts';
import { walked, withDraft } from '../../equations/steps.ts';
import { equationStepsView, showSteps } from '../../session/equationSteps.ts';
import type { Session } from '../../session/session.ts';

/** @param continues the change belongs to the one before, as a further letter of a word does */
export function changeProblem(session: Session, draft: EquationDraft, continues: boolean): void {
  session.update({ equations: withDraft(session.state.equations, draft, continues) });
  session.hub.emit('equationSteps', equationStepsView(session));
}

/**
 * Goes one step back or forward; a run under way is stopped first.
 * @throws KanError `equation.no-step`
 */
export async function walkSteps(session: Session, by: 1 | -1): Promise<void> {
  await session.equation?.stop();
  const { equations } = session.state;
  const next = walked(equations, by);
  if (next.at === equations.at) {
    throw userError('equation.no-step', by < 0 ? 'There is nothing to undo.' : 'There is nothing to redo.');
  }
  session.update({ equations: next });
  showSteps(session);
}
