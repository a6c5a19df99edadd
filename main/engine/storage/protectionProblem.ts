import type { ProtectionProblem } from '../../../shared/contract/views/snapshot.ts';
import { whyUnwritable } from '../../files/unwritable.ts';

/**
 * The message about the journal, and what to do. The journal's folder belongs to the app, so a person can't choose
 * another.
 */
const remedies: Readonly<Record<string, string>> = {
  ENOSPC: 'Free some space on the disk of your home folder.',
  EDQUOT: 'Free some space in your home folder.',
  EACCES: 'Allow KAN Studio to write to its own folder (Help → Show log opens it).',
  EPERM: 'Allow KAN Studio to write to its own folder (Help → Show log opens it).',
  EROFS: 'Make the disk of your home folder writable.',
  EIO: 'Check the disk of your home folder.',
};

/** @param error of the file system, or the one that `replaceFile` makes from it. */
export function protectionProblem(error: unknown): ProtectionProblem {
  const cause = error instanceof Error && error.cause !== undefined ? error.cause : error;
  const { reason } = whyUnwritable(cause);
  const remedy = remedies[(cause as NodeJS.ErrnoException).code ?? ''] ?? 'Start KAN Studio again.';
  return {
    message: `Crash protection is off: ${reason}.`,
    hint: `${remedy} Until then save your project often: what is in no file is lost if KAN Studio ends.`,
  };
}
