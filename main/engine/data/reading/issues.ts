/** Collects what was odd in a file: equal oddities are kept up to a few examples and then only counted. */
import type { ReadingIssue } from '../../../../shared/contract/views.ts';
import { countText } from '../../../../shared/figures.ts';

/** Examples kept of each code and column. */
const EXAMPLES = 3;
/** Issues kept in all; a file cannot flood the window. */
const MOST = 200;

export interface IssueInput {
  readonly severity: ReadingIssue['severity'];
  readonly code: string;
  readonly message: string;
  readonly hint?: string;
  readonly line?: number;
  readonly column?: string;
}

export class IssueList {
  readonly #issues: ReadingIssue[] = [];
  readonly #counts = new Map<string, number>();

  add(issue: IssueInput): void {
    const key = `${issue.code}\n${issue.column ?? ''}`;
    const count = (this.#counts.get(key) ?? 0) + 1;
    this.#counts.set(key, count);
    if (count > EXAMPLES || this.#issues.length >= MOST) return;
    this.#issues.push({
      severity: issue.severity,
      code: issue.code,
      message: issue.message,
      hint: issue.hint ?? '',
      line: issue.line ?? null,
      column: issue.column ?? null,
    });
  }

  /** Everything kept, then one line for each kind of which more was met than is listed. */
  list(): readonly ReadingIssue[] {
    const more: ReadingIssue[] = [];
    for (const [key, count] of this.#counts) {
      const [code = '', column = ''] = key.split('\n');
      const kept = this.#issues.filter((i) => i.code === code && (i.column ?? '') === column).length;
      if (count === kept) continue;
      const like = this.#issues.find((i) => i.code === code);
      more.push({
        severity: like?.severity ?? 'note',
        code,
        message: `${countText(count - kept)} more of the same (${countText(count)} in all).`,
        hint: like?.hint ?? '',
        line: null,
        column: column === '' ? null : column,
      });
    }
    return [...this.#issues, ...more];
  }
}
