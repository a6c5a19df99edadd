/** Collects remarks on a file: a few examples of each kind are kept, the others are only counted. */
import type { ReadingIssue } from '../../../../shared/contract/views.ts';
import { countText } from '../../../../shared/figures.ts';
import { shortNames } from '../../../../shared/shortNames.ts';

/** Examples kept of each code and column. */
const EXAMPLES = 3;
/** The most remarks that are kept of a file. */
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
      message: shortNames(issue.message),
      hint: shortNames(issue.hint ?? ''),
      line: issue.line ?? null,
      column: issue.column ?? null,
    });
  }

  /** The remarks that were kept, then one for each kind with how many more there are. */
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
        message: `${countText(count - kept)} more problems of this kind (${countText(count)} in all).`,
        hint: like?.hint ?? '',
        line: null,
        column: column === '' ? null : column,
      });
    }
    return [...this.#issues, ...more];
  }
}
