/**
 * The search for formulas. It runs beside other work, reports each thing it tried, and can be stopped at any moment.
 */
import {
  type FormulaSearchMethod,
  type FormulaSearchView,
  type FormulaView,
  idleSearch,
} from '../../../../shared/contract/views/formula.ts';
import type { RepeatsView } from '../../../../shared/contract/views/repeats.ts';
import { fullText, userError } from '../../../../shared/errors.ts';
import { searchSeconds } from '../../../../shared/settings/search.ts';
import type { Dataset } from '../../data/dataset/dataset.ts';
import { beforeFormula } from '../../history/beforeFormula.ts';
import type { Revision } from '../../history/revision.ts';
import { fitsPresentData } from '../../session/revisionData.ts';
import type { KnownLaw } from '../../symbolic/auto/discoverTask.ts';
import type { Found } from '../../symbolic/auto/front.ts';
import { searchFormulas as search } from '../../symbolic/auto/searchFormulas.ts';
import { scored } from '../../symbolic/formula/score.ts';
import { withFarRows, type JudgedFormula, type ScoringData } from '../../symbolic/formula/scoringData.ts';
import type { ActiveSearch } from '../../session/active.ts';
import type { Session } from '../../session/session.ts';
import { Work } from '../../session/work.ts';
import { lawOf } from '../../views/formula.ts';
import { scoringDataFor, regressionOf } from '../../views/scoringData.ts';

/** Milliseconds between two reports of the time. */
const beatMs = 1000;
/** The largest number of notes that are kept. */
const mostNotes = 200;

export interface SearchLimits {
  /** The time limit for all outputs together. */
  readonly seconds?: number;
  /** False to look only for laws in the rows, without networks. */
  readonly networks?: boolean;
  /** Of the random numbers; 0 for that of the network. */
  readonly seed?: number | undefined;
  /** For each output, formulas that an earlier search found in these rows. The search continues from them. */
  readonly known?: readonly (readonly Found[])[];
}

/**
 * Starts a search and stops the previous one. If the present network is a formula, the search works from the network
 * before it (`beforeFormula`).
 * @param method `network` reads the network only; `discover` also trains small networks.
 * @throws KanError `data.none`, `formula.no-network`
 */
export async function searchFormulas(
  session: Session,
  method: FormulaSearchMethod,
  limits: SearchLimits = {},
): Promise<FormulaSearch> {
  const before = session.search;
  const started = new FormulaSearch(session, method, limits);
  session.search = started;
  session.hub.emit('formulaSearch', started.view);
  await before?.stop();
  return started;
}

/** A search under way, or one that has ended. */
export class FormulaSearch extends Work<FormulaSearchView> implements ActiveSearch {
  readonly dataset: Dataset;
  readonly #session: Session;
  readonly #started = performance.now();
  readonly #views = new Map<Found, FormulaView>();
  readonly #repeats = new Map<Found, RepeatsView>();
  #found: readonly (readonly Found[])[] = [];
  #scoring: readonly ScoringData[] = [];

  /** Starts at once. @throws KanError `data.none`, `formula.no-network` */
  constructor(session: Session, method: FormulaSearchMethod, limits: SearchLimits = {}) {
    const dataset = session.requireDataset();
    const { current } = session;
    const network = current && beforeFormula(session.state.history, current);
    if (network === null && (method === 'network' || dataset.encoding.task === 'classification')) {
      throw userError(
        'formula.no-network',
        method === 'network'
          ? 'There is no network to turn into a formula.'
          : 'Formulas of classes are searched for the logits of a network, and there is no network yet.',
        'Create a network and train it.',
      );
    }
    const { seed: asked, ...others } = limits;
    const seed = asked || session.seed;
    const { outputs } = dataset.encoding;
    const mostSeconds = limits.seconds ?? searchSeconds.default * outputs.length;
    super({
      ...{ ...idleSearch, status: 'running', method, seed, mostSeconds },
      outputs: outputs.map(({ name }) => ({ output: name, formulas: [] })),
    });
    this.#session = session;
    this.dataset = dataset;
    this.begin(
      () => this.#run(method, network, others),
      (error) => this.#timed({ status: 'failed', message: fullText(error) }),
    );
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
  }

  repeatsOf(formula: Found): RepeatsView | null {
    return this.#repeats.get(formula) ?? null;
  }

  async #run(
    method: FormulaSearchMethod,
    network: Revision | null,
    limits: Omit<SearchLimits, 'seed'>,
  ): Promise<void> {
    const { options } = this.#session;
    const { seed } = this.view;
    const { signal } = this;
    // Also where one step takes long.
    const beat = setInterval(() => {
      this.tell(this.#timed({}));
    }, beatMs);
    try {
      this.#scoring = await scoringDataFor(options.backend, network, this.dataset);
      const progress = search({
        dataset: await regressionOf(options.backend, network, this.dataset),
        backend: options.backend,
        seed,
        signal,
        model: network?.model ?? null,
        law: await this.#lawOf(network),
        method,
        ...limits,
      });
      for await (const { outputs, note, stage } of progress) {
        this.#found = outputs;
        const notes = note === '' ? this.view.notes : [...this.view.notes, note].slice(-mostNotes);
        this.tell(this.#timed({ notes, outputs: this.#outputs(), stage }));
      }
      this.tell(
        this.#timed(
          signal.aborted ? { status: 'stopped' } : { status: 'finished', message: this.#summary() },
        ),
      );
    } finally {
      clearInterval(beat);
    }
  }

  async #lawOf(network: Revision | null): Promise<KnownLaw | undefined> {
    const { options, state } = this.#session;
    if (network === null || !fitsPresentData(state, network)) return undefined;
    return lawOf(options.backend, state.history, network, this.dataset);
  }

  #outputs(): FormulaSearchView['outputs'] {
    return this.dataset.encoding.outputs.map(({ name }, output) => ({
      output: name,
      formulas: this.formulas(output).map((found) => {
        const view =
          this.#views.get(found) ??
          scored(found.expression, this.#scoringOf(found, output), this.dataset.encoding, {
            law: found.named?.name ?? null,
            ...(found.comparedBy !== undefined && { comparedBy: found.comparedBy }),
          });
        this.#views.set(found, view);
        return view;
      }),
    }));
  }

  #scoringOf({ far, trained, fitted }: Found, output: number): ScoringData {
    const data = withFarRows(this.#scoring[output], this.dataset, output, far);
    return { ...data, ...(trained && { trained }), ...(fitted && { fitted }) };
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
    if (this.#session.search === this) this.#session.hub.emit('formulaSearch', this.view);
  }
}
