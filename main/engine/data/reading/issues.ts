/** Collects remarks on a file: a few examples of each kind are kept, the others are only counted. */
import type { ColumnType } from '../../../../shared/contract/columnTypes.ts';
import type { ReadingIssue } from '../../../../shared/contract/views/data.ts';
import { countText, plural } from '../../../../shared/figures.ts';
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
  readonly holds?: ColumnType;
}

/** Remarks with the same code and column. */
interface Kind {
  readonly first: IssueInput;
  count: number;
  /** How many of them are listed as examples. */
  kept: number;
}

export class IssueList {
  readonly #issues: ReadingIssue[] = [];
  readonly #kinds = new Map<string, Kind>();
  readonly #inItsWords: (issue: IssueInput) => IssueInput;

  /** @param inItsWords see OpenTable */
  constructor(inItsWords: (issue: IssueInput) => IssueInput = (issue) => issue) {
    this.#inItsWords = inItsWords;
  }

  add(told: IssueInput): void {
    const issue = this.#inItsWords(told);
    const key = `${issue.code}\n${issue.column ?? ''}`;
    const kind = this.#kinds.get(key) ?? { first: issue, count: 0, kept: 0 };
    this.#kinds.set(key, kind);
    kind.count++;
    if (kind.kept >= EXAMPLES || this.#issues.length >= MOST) return;
    kind.kept++;
    this.#issues.push({
      severity: issue.severity,
      code: issue.code,
      message: shortNames(issue.message),
      hint: shortNames(issue.hint ?? ''),
      line: issue.line ?? null,
      column: issue.column ?? null,
      ...(issue.holds && { holds: issue.holds }),
    });
  }

  /**
   * The remarks that were kept; then one for each column and code of which some are kept, with how many more there are;
   * then one for each code with the remarks on all columns of which none is kept.
   */
  list(): readonly ReadingIssue[] {
    const more: ReadingIssue[] = [];
    const unnamed = new Map<string, Kind>();
    for (const kind of this.#kinds.values()) {
      const { first, count, kept } = kind;
      if (kept === 0) {
        const same = unnamed.get(first.code);
        if (same === undefined) unnamed.set(first.code, { ...kind });
        else same.count += count;
      } else if (count > kept)
        more.push(
          counted(
            first,
            `${plural(count - kept, 'more problem')} of this kind (${countText(count)} in all).`,
            first.column,
          ),
        );
    }
    for (const { first, count } of unnamed.values())
      more.push(counted(first, `${plural(count, 'more problem')}, such as: ${shortNames(first.message)}`));
    return [...this.#issues, ...more];
  }
}

/** A remark that says how many there are like another one. */
function counted({ severity, code, hint }: IssueInput, message: string, column?: string): ReadingIssue {
  return { severity, code, message, hint: shortNames(hint ?? ''), line: null, column: column ?? null };
}
