/** The remarks on a file that stand beside the findings of the checks: in the window, and in the list of the command line. */
import type { DataFinding } from '../contract/views/checks.ts';
import type { ReadingIssue } from '../contract/views/data.ts';

/** All remarks but those that a finding says as well, with what to do. */
export function remarksBeside(
  issues: readonly ReadingIssue[],
  findings: readonly DataFinding[],
): readonly ReadingIssue[] {
  return issues.filter(({ message }) => !findings.some((found) => found.message === message));
}
