import type { ProtectionProblem } from '../../../shared/contract/views/snapshot.ts';

/** What is wrong with the engine now. */
export class SafetyState {
  /** Why crash protection is off; null while it is on. */
  unprotected = $state.raw<ProtectionProblem | null>(null);
  /** The engine has not answered for a while. */
  hung = $state(false);
}
