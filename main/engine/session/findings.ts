/** What comparisons, phases and searches for formulas found, in the state of a session. */
import { idleComparison } from '../../../shared/contract/views/comparison.ts';
import { idleSizeStudy } from '../../../shared/contract/views/sizeStudy.ts';
import type { Findings } from '../findings/findings.ts';
import type { Session } from './session.ts';

/** Something was found: projects and the journal hold it from now on. */
export function keepFindings(session: Session, found: Partial<Findings>): void {
  session.update({ findings: { ...session.state.findings, ...found }, recovered: false });
}

/** The kept findings are the ones in use, and whatever was under way is forgotten. Tells every window. */
export function showFindings(session: Session): void {
  const { comparison, sizeStudy, phases } = session.state.findings;
  session.comparison = null;
  session.sizeStudy = null;
  session.hub.emit('comparison', comparison?.view ?? idleComparison);
  session.hub.emit('sizeStudy', sizeStudy?.view ?? idleSizeStudy);
  if (phases !== null) session.hub.emit('phases', phases.view);
}
