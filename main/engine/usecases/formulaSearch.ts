/** One search for formulas at a time: runs beside all else, tells the windows as it goes, can be stopped at any moment. */
import type {
  FormulaSearchMethod,
  FormulaSearchView,
  FormulaView,
} from '../../../shared/contract/formulaViews.ts';
import type { ModelView } from '../../../shared/contract/views.ts';
import { toAppError, userError } from '../../../shared/errors.ts';
import { printExpression } from '../../../shared/expression/print/print.ts';
import type { Batch } from '../compute/backend.ts';
import type { Dataset } from '../data/dataset/dataset.ts';
import type { Revision } from '../history/revision.ts';
import type { Found } from '../symbolic/auto/front.ts';
import { distilled } from '../symbolic/auto/distil.ts';
import { networkOf } from '../symbolic/auto/formulaNetwork.ts';
import { searchFormulas } from '../symbolic/auto/searchFormulas.ts';
import { measured, type Judge } from '../symbolic/formula/measure.ts';
import { judgesFor } from '../views/currentFormula.ts';
import { outputsOn } from '../measure/probe.ts';
import { recordRevision } from '../session/record.ts';
import { idleSearch } from '../session/snapshot.ts';
import type { Session } from '../session/session.ts';

/** Notes that are kept. */
const mostNotes = 200;

export class FormulaSearch {
  readonly #session: Session;
  readonly #dataset: Dataset;
  readonly #abort = new AbortController();
  readonly #started = performance.now();
  readonly #views = new Map<Found, FormulaView>();
  #found: readonly (readonly Found[])[] = [];
  #view: FormulaSearchView;
  /** Settles when the search has ended and said so. */
  readonly ended: Promise<void>;

  /** Begins to search. @throws KanError `data.none`, `formula.no-network` */
  constructor(session: Session, method: FormulaSearchMethod) {
    this.#session = session;
    this.#dataset = session.requireDataset();
    const { current } = session;
    if (current === null && (method === 'network' || this.#dataset.encoding.task === 'classification')) {
      throw userError(
        'formula.no-network',
        method === 'network'
          ? 'There is no network to turn into a formula.'
          : 'Formulas of classes are found for the logits of a network, and there is none yet.',
        'Create a network and train it.',
      );
    }
    this.#view = { ...idleSearch, status: 'running', method, outputs: this.#outputs([]) };
    this.ended = this.#run(method, current);
  }

  get view(): FormulaSearchView {
    return this.#view;
  }

  /** True where the data that was searched is no longer the data at hand. */
  isStale(): boolean {
    return this.#session.state.dataset !== this.#dataset;
  }

  async stop(): Promise<void> {
    this.#abort.abort();
    await this.ended;
  }

  /** @throws KanError `formula.unknown` */
  formula(output: number, index: number): Found {
    const found = this.#found.at(output)?.at(index);
    if (found !== undefined) return found;
    throw userError(
      'formula.unknown',
      'The search holds no such formula.',
      'Choose one of those in the list; it may have changed while the search went on.',
    );
  }

  async #run(method: FormulaSearchMethod, current: Revision | null): Promise<void> {
    const { state, options } = this.#session;
    const { signal } = this.#abort;
    try {
      const judges = await judgesFor(this.#session, current);
      const dataset = await this.#regression(current);
      const search = searchFormulas({
        dataset,
        backend: options.backend,
        seed: state.setup?.seed ?? 0,
        signal,
        model: current?.model ?? null,
        method,
      });
      for await (const { outputs, note } of search) {
        this.#found = outputs;
        this.#tell({
          notes: [...this.#view.notes, note].slice(-mostNotes),
          outputs: this.#outputs(judges),
        });
      }
      this.#tell(signal.aborted ? { status: 'stopped' } : { status: 'finished', message: this.#summary() });
    } catch (error) {
      const { message, hint } = toAppError(error);
      this.#tell({ status: 'failed', message: `${message} ${hint}`.trim() });
    }
  }

  async #regression(current: Revision | null): Promise<Dataset> {
    if (this.#dataset.encoding.task === 'regression' || current === null) return this.#dataset;
    const { backend } = this.#session.options;
    return distilled(this.#dataset, (rows: Batch) =>
      outputsOn(backend, current.model, current.encoding, rows),
    );
  }

  #outputs(judges: readonly Judge[]): FormulaSearchView['outputs'] {
    return this.#dataset.encoding.outputs.map(({ name }, output) => ({
      output: name,
      formulas: (this.#found.at(output) ?? []).map((found) => {
        const view = this.#views.get(found) ?? measured(found.expression, judges[output]);
        this.#views.set(found, view);
        return view;
      }),
    }));
  }

  #summary(): string {
    const without = this.#view.outputs.filter(({ formulas }) => formulas.length === 0);
    if (without.length === 0) return '';
    return `No formula was found for ${without.map(({ output }) => output).join(', ')}.`;
  }

  #tell(changes: Partial<FormulaSearchView>): void {
    const seconds = (performance.now() - this.#started) / 1000;
    this.#view = { ...this.#view, ...changes, seconds };
    // A search whose place another one has taken ends in silence.
    if (this.#session.search === this) this.#session.hub.emit('formulaSearch', this.#view);
  }
}

/**
 * The chosen formulas as a network all of whose edges are functions, in a revision that keeps them as they were found.
 * @param chosen one for each output.
 */
export async function adoptFormulas(session: Session, chosen: readonly Found[]): Promise<ModelView> {
  const trees = chosen.map(({ expression }) => expression);
  return recordRevision(session, {
    parent: session.current?.id ?? null,
    operation: {
      type: 'symbolic',
      formulas: trees.map((tree) => printExpression(tree, 'text').code),
      trees,
    },
    model: await networkOf(chosen, session.requireDataset(), session.options.backend),
  });
}
