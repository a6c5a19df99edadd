/** Work that is in no project file yet, and the question before something else takes its place. */
import type { HistoryView } from '../../../shared/contract/views.ts';

type UnsavedAnswer = 'save' | 'discard' | 'stay';

export class UnsavedState {
  /** Something that was trained or edited is in no project file. */
  work = $state(false);
  /** What would replace the work, while the person is asked; else null. */
  asked = $state<string | null>(null);

  /** How many revisions are in a file, of those that the present history began with. */
  #saved = 0;
  readonly #save: () => Promise<boolean>;
  #answer: ((answer: UnsavedAnswer) => void) | null = null;

  /** @param save saves the work; answers whether it was. */
  constructor(save: () => Promise<boolean>) {
    this.#save = save;
  }

  /** The history has grown, or was walked in. */
  follow({ revisions }: HistoryView): void {
    this.work = revisions.length > this.#saved && revisions.some(({ parent }) => parent !== null);
  }

  /** All of the history is in a file (or there is nothing worth a file). */
  settled({ revisions }: HistoryView): void {
    this.#saved = revisions.length;
    this.work = false;
  }

  /** A history as the engine has it. */
  restore(history: HistoryView, unsaved: boolean): void {
    this.settled(history);
    if (!unsaved) return;
    this.#saved = 0;
    this.work = true;
  }

  /** Asks where there is unsaved work. @returns whether `by` may replace it. */
  async mayReplace(by: string): Promise<boolean> {
    if (!this.work) return true;
    this.answer('stay');
    this.asked = by;
    const answer = await new Promise<UnsavedAnswer>((resolve) => {
      this.#answer = resolve;
    });
    return answer === 'save' ? this.#save() : answer === 'discard';
  }

  answer(answer: UnsavedAnswer): void {
    this.asked = null;
    this.#answer?.(answer);
    this.#answer = null;
  }
}
