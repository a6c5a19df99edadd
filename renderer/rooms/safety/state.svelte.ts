import type { ProtectionProblem } from '../../../shared/contract/views.ts';

/** What is wrong with the engine, and stays so until it is mended. */
export class SafetyState {
  /** Why work is not kept against a crash; null while it is. */
  unprotected = $state.raw<ProtectionProblem | null>(null);
  /** The engine has not answered for a while. */
  hung = $state(false);
}
