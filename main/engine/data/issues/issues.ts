/** Collects remarks on a file: a few examples of each kind are kept, the others are only counted. */
import type { ColumnType } from '../../../../shared/contract/columnTypes.ts';
import type { ReadingIssue } from '../../../../shared/contract/views/data.ts';
import { countText, plural } from '../../../../shared/figures.ts';
import { shortNames } from '../../../../shared/shortNames.ts';
import { worded, type PlaceWords, type Wording } from './placeWords.ts';

/** Examples kept of each code and column. */
const EXAMPLES = 3;
/** The most remarks that are kept of a file. */
const MOST = 200;

export interface IssueInput {
  readonly severity: ReadingIssue['severity'];
  readonly code: string;
  readonly message: Wording;
  readonly hint?: Wording;
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
  readonly #words: PlaceWords;

  constructor(words: PlaceWords) {
    this.#words = words;
  }

  add(issue: IssueInput): void {
    const key = `${issue.code}\n${issue.column ?? ''}`;
    const kind = this.#kinds.get(key) ?? { first: issue, count: 0, kept: 0 };
    this.#kinds.set(key, kind);
    kind.count++;
    if (kind.kept >= EXAMPLES || this.#issues.length >= MOST) return;
    kind.kept++;
    this.#issues.push(this.#told(issue));
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
            this.#told(first),
            `${plural(count - kept, 'more problem')} of this kind (${countText(count)} in all).`,
            first.column,
          ),
        );
    }
    for (const { first, count } of unnamed.values()) {
      const example = this.#told(first);
      more.push(counted(example, `${plural(count, 'more problem')}, such as: ${example.message}`));
    }
    return [...this.#issues, ...more];
  }

  /** In the words of the source. */
  #told({ severity, code, message, hint = '', line, column, holds }: IssueInput): ReadingIssue {
    return {
      ...{ severity, code },
      message: shortNames(worded(message, this.#words)),
      hint: shortNames(worded(hint, this.#words)),
      ...{ line: line ?? null, column: column ?? null },
      ...(holds && { holds }),
    };
  }
}

/** A remark that says how many there are like another one. */
function counted({ severity, code, hint }: ReadingIssue, message: string, column?: string): ReadingIssue {
  return { severity, code, message, hint, line: null, column: column ?? null };
}
