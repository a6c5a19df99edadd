/** Work that is in no project file yet, and the question before something else takes its place. */
import type { HistoryView } from '../../../shared/contract/views/history.ts';

/** What something else takes the place of: all of the work, or the table in use. */
type Part = 'all' | 'table';

type UnsavedAnswer = 'save' | 'discard' | 'stay';

export class UnsavedState {
  /** A network that was trained or edited is in no project file. */
  #network = $state(false);
  /** The same of the table in use: networks of other tables are in the history, where a further table does not change them. */
  #here = $state(false);
  /** The threshold of two classes is in no project file. */
  #threshold = $state(false);
  /** A differential equation, or its solution, is in no project file. */
  #equations = $state(false);
  /** What comparisons, phases and searches for formulas found is in no project file. */
  #findings = $state(false);
  /** Something is in no project file. */
  readonly work = $derived(this.#network || this.#threshold || this.#equations || this.#findings);
  /** What would take the place of which part of the work, while the person is asked; else null. */
  asked = $state.raw<{ readonly by: string; readonly part: Part } | null>(null);

  /** How many revisions are in a file, of those that the present history began with. */
  #saved = 0;
  readonly #save: () => Promise<boolean>;
  #answer: ((answer: UnsavedAnswer) => void) | null = null;

  /** @param save saves the work; answers whether it was. */
  constructor(save: () => Promise<boolean>) {
    this.#save = save;
  }

  /** The history has grown, or was walked in. */
  follow({ revisions, current }: HistoryView): void {
    const made = revisions.slice(this.#saved).filter(({ parent }) => parent !== null);
    this.#network = made.length > 0;
    this.#here = made.some(({ id, otherTable }) => otherTable === null || id === current);
  }

  /** All of the history is in a file (or there is nothing worth a file). */
  settled(history: HistoryView): void {
    this.#saved = history.revisions.length;
    this.follow(history);
  }

  /** The threshold has changed, or was saved. */
  followThreshold(unsaved: boolean): void {
    this.#threshold = unsaved;
  }

  /** The differential equation has changed, was solved or saved. */
  followEquations(unsaved: boolean): void {
    this.#equations = unsaved;
  }

  /** A comparison, phases or a search for formulas have ended, or were saved. */
  followFindings(unsaved: boolean): void {
    this.#findings = unsaved;
  }

  /** A history as the engine has it. */
  restore(history: HistoryView, unsaved: boolean): void {
    this.settled(history);
    if (!unsaved) return;
    this.#saved = 0;
    this.follow(history);
    // A name that was given is work, too.
    this.#network = true;
  }

  /**
   * Asks where there is unsaved work. @returns whether `by` may take its place.
   * @param part a project replaces all of the work; a table the table in use, whose networks stay in the history, and keeps the
   * equation and the figures.
   */
  async mayReplace(by: string, part: Part = 'table'): Promise<boolean> {
    if (!(part === 'all' ? this.work : this.#here || this.#threshold)) return true;
    this.answer('stay');
    this.asked = { by, part };
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
