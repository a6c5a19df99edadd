/** A search for formulas with its list: under way, ended, or read back from a project. */
import {
  type FormulaSearchView,
  type FormulaView,
  idleSearch,
} from '../../../../shared/contract/views/formula.ts';
import type { RepeatsView } from '../../../../shared/contract/views/repeats.ts';
import { fullText, userError } from '../../../../shared/errors.ts';
import type { Dataset } from '../../data/dataset/dataset.ts';
import type { FoundFormulas, MadeFor } from '../../findings/findings.ts';
import type { ActiveSearch } from '../../session/active.ts';
import { keepFindings } from '../../session/findings.ts';
import type { Session } from '../../session/session.ts';
import { Work } from '../../session/work.ts';
import type { Found } from '../../symbolic/auto/front.ts';
import type { SearchProgress } from '../../symbolic/auto/searchFormulas.ts';
import { joinedRows } from '../../symbolic/formula/formulaData.ts';
import { scored } from '../../symbolic/formula/score.ts';
import { withFarRows, type JudgedFormula, type ScoringData } from '../../symbolic/formula/scoringData.ts';

/** Milliseconds between two reports of the time. */
const beatMs = 1000;
/** The largest number of notes that are kept. */
const mostNotes = 200;

/** What a search works with, once it has begun. */
export interface SearchWork {
  readonly scoring: readonly ScoringData[];
  readonly progress: AsyncIterable<SearchProgress>;
}

export class FormulaSearch extends Work<FormulaSearchView> implements ActiveSearch {
  readonly dataset: Dataset;
  /** What its formulas are kept with; null where the data have no table. */
  readonly #of: MadeFor | null;
  readonly #started = performance.now();
  readonly #views = new Map<Found, FormulaView>();
  readonly #repeats = new Map<Found, RepeatsView>();
  #found: readonly (readonly Found[])[] = [];
  #scoring: readonly ScoringData[] = [];

  constructor(
    session: Session,
    of: MadeFor | null,
    dataset: Dataset,
    view: Pick<FormulaSearchView, 'status' | 'method' | 'seed'> & Partial<FormulaSearchView>,
  ) {
    const outputs = dataset.encoding.outputs.map(({ name }) => ({ output: name, formulas: [] }));
    super(session, { ...idleSearch, outputs, ...view });
    this.#of = of;
    this.dataset = dataset;
  }

  /** Searches; its signal is aborted when the search is to stop. */
  start(work: (signal: AbortSignal) => Promise<SearchWork>): void {
    this.begin(
      () => this.#run(work),
      (error) => this.#timed({ status: 'failed', message: fullText(error) }),
      () => this.#keep(),
    );
  }

  /** Takes up the list that a project has. @param scoring of the search that found it */
  restore({ outputs }: FoundFormulas, scoring: readonly ScoringData[]): void {
    this.#scoring = scoring;
    this.#found = outputs.map((formulas, output) =>
      formulas.map(({ formula, fittedToValidation, repeats }) => {
        const { train, validation } = scoring[output];
        const found = { ...formula, ...(fittedToValidation && { fitted: joinedRows(train, validation) }) };
        if (repeats !== null) this.#repeats.set(found, repeats);
        return found;
      }),
    );
    this.tell({ outputs: this.#outputs() });
  }

  /** The formulas of an output for which no simpler one is as good, beginning with the simplest. */
  formulas(output: number): readonly Found[] {
    return this.#found.at(output) ?? [];
  }

  /** @throws KanError `formula.unknown` */
  formula(output: number, index: number): Found {
    const found = this.formulas(output).at(index);
    if (found !== undefined) return found;
    throw userError(
      'formula.unknown',
      'The search has no such formula.',
      'Choose a formula of the list; the list may have changed during the search.',
    );
  }

  /** The formula with the data that it is compared with. @throws KanError `formula.unknown` */
  judged(output: number, index: number): JudgedFormula {
    const found = this.formula(output, index);
    return { expression: found.expression, data: this.#scoringOf(found, output) };
  }

  keepRepeats(formula: Found, repeats: RepeatsView): void {
    this.#repeats.set(formula, repeats);
    const view = this.#views.get(formula);
    if (view !== undefined) this.#views.set(formula, { ...view, repeats });
    this.tell({ outputs: this.#outputs() });
    this.#keep();
  }

  repeatsOf(formula: Found): RepeatsView | null {
    return this.#repeats.get(formula) ?? null;
  }

  async #run(work: (signal: AbortSignal) => Promise<SearchWork>): Promise<void> {
    const { signal } = this;
    // Also where one step takes long.
    const beat = setInterval(() => this.attempt(() => this.tell(this.#timed({}))), beatMs);
    try {
      const { scoring, progress } = await work(signal);
      this.#scoring = scoring;
      for await (const { outputs, note, stage } of progress) {
        this.#found = outputs;
        const notes = note === '' ? this.view.notes : [...this.view.notes, note].slice(-mostNotes);
        this.tell(this.#timed({ notes, outputs: this.#outputs(), stage }));
      }
      const status = signal.aborted ? 'stopped' : 'finished';
      this.tell(this.#timed({ status, ...(status === 'finished' && { message: this.#summary() }) }));
    } finally {
      clearInterval(beat);
    }
  }

  /** Projects hold the list; unless another search has replaced this one, or nothing was found. */
  #keep(): void {
    const [session, of] = [this.session, this.#of];
    const { status, method, seed, seconds, notes, message } = this.view;
    if (session.search !== this || of === null || status === 'idle' || status === 'running') return;
    if (this.#found.every((formulas) => formulas.length === 0)) return;
    const outputs = this.#found.map((formulas) =>
      formulas.map((found) => {
        const { fitted, ...formula } = found;
        return { formula, fittedToValidation: fitted !== undefined, repeats: this.repeatsOf(found) };
      }),
    );
    const search = { status, method, seed, seconds, notes, message };
    keepFindings(session, { formulas: { of, search, outputs } });
  }

  #outputs(): FormulaSearchView['outputs'] {
    return this.dataset.encoding.outputs.map(({ name }, output) => ({
      output: name,
      formulas: this.formulas(output).map((found) => {
        const view =
          this.#views.get(found) ??
          scored(found.expression, this.#scoringOf(found, output), this.dataset.encoding, {
            ...{ law: found.named?.name ?? null, repeats: this.repeatsOf(found) },
            ...(found.comparedBy !== undefined && { comparedBy: found.comparedBy }),
            ...(found.errorAsOthers !== undefined && { errorAsOthers: found.errorAsOthers }),
            ...(found.behindLines && { behindLines: found.behindLines }),
          });
        this.#views.set(found, view);
        return view;
      }),
    }));
  }

  #scoringOf({ far, trained, isOfLogarithm, fitted }: Found, output: number): ScoringData {
    const data = withFarRows(this.#scoring[output], this.dataset, output, far);
    return {
      ...{ ...data, ...(trained && { trained }) },
      ...{ ...(isOfLogarithm && { isOfLogarithm }), ...(fitted && { fitted }) },
    };
  }

  #summary(): string {
    const without = this.view.outputs.filter(({ formulas }) => formulas.length === 0);
    if (without.length === 0) return '';
    return `No formula was found for ${without.map(({ output }) => output).join(', ')}.`;
  }

  /** The same changes with the time until now; a search that has ended is at no stage. */
  #timed(changes: Partial<FormulaSearchView>): Partial<FormulaSearchView> {
    const ended = (changes.status ?? 'running') !== 'running';
    const seconds = (performance.now() - this.#started) / 1000;
    return { ...changes, seconds, ...(ended && { stage: null }) };
  }

  protected show(): void {
    if (this.session.search === this) this.session.hub.emit('formulaSearch', this.view);
  }
}
