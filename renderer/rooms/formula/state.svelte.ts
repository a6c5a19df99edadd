/** The formula of the network as it is, and the search for formulas. */
import type { EngineClient, EngineParams } from '../../../shared/contract/engine.ts';
import type { StudioApi } from '../../../shared/contract/studio.ts';
import {
  type FormulaSearchMethod,
  type FormulaSearchView,
  type ModelFormulaView,
  type PrintedView,
  idleSearch,
} from '../../../shared/contract/views/formula.ts';
import type { NetworkSetup } from '../../../shared/contract/schemas/setups.ts';
import { networkSettings } from '../../../shared/settings/network.ts';
import { searchSettings } from '../../../shared/settings/search.ts';
import { bestFormula } from '../../../shared/results/formulaChoice.ts';
import type { Snapshot } from '../../../shared/contract/views/snapshot.ts';
import { followedWork, type FollowedWork } from '../../../shared/results/progress.ts';
import { printerOf, type Language } from '../../../shared/expression/print/print.ts';
import type { Saving } from '../../common/export.ts';
import { OneRequest } from '../../common/one-request.svelte.ts';
import { Repeats, type FoundPlace } from './repeats.svelte.ts';

export type FormulaPlace = EngineParams<'formula.print'>['formula'];
/** Significant digits: as many as the data support, a number of them, or as many as give exactly the same number. */
export type Digits = 'supported' | 'all' | number;

export class FormulaState {
  readonly #requests = new OneRequest();
  current = $state.raw<ModelFormulaView | null>(null);
  /** The revision that it was read, or is being read, for; '' for none. */
  readFor = $state('');
  /** The output whose formula is shown. */
  output = $state(0);
  digits = $state<Digits>('supported');
  /** x₁, x₂ … in place of the columns' names. */
  symbols = $state(false);
  /** The probability of the class in place of its log-odds, where there are two classes. */
  probability = $state(false);
  /** What the formula is copied as. */
  language = $state<Language>('latex');

  search = $state.raw<FormulaSearchView>(idleSearch);
  /** How far the search is, where its work is counted. */
  #tried = $state.raw<FollowedWork | null>(null);
  /** What the search does at present, and how far it is; '' where none is under way. */
  readonly stage = $derived(this.#tried?.text ?? this.search.stage?.what ?? '');
  readonly repeats: Repeats;
  method = $state<FormulaSearchMethod>('discover');
  /** Of the search; 0 for the seed of the network. */
  seed = $state(searchSettings.searchSeed.default);
  /** The seed of the network. */
  networkSeed = $state(networkSettings.seed.default);
  /** A formula of the search for each output, by its place in the list; null for the best one. */
  picked = $state.raw<readonly (number | null)[]>([]);
  /** The output whose list of formulas is shown. */
  listed = $state(0);
  /** A request has been sent: a second press does nothing. */
  readonly busy = $derived.by(() => this.#requests.busy);

  readonly searching = $derived(this.search.status === 'running');
  readonly found = $derived(this.search.outputs.some(({ formulas }) => formulas.length > 0));
  /** The formula that would be adopted, for each output; −1 where there is none yet. */
  readonly choice = $derived(
    this.search.outputs.map(({ formulas }, output) => {
      const wanted = this.picked[output] ?? null;
      return wanted !== null && wanted < formulas.length ? wanted : bestFormula(formulas);
    }),
  );
  /** The selected formula of the output whose list is shown; null where there is none. */
  readonly selected = $derived.by((): FoundPlace | null => {
    const index = this.choice[this.listed] ?? -1;
    return index < 0 ? null : { output: this.listed, index };
  });
  /** The formula that is shown, where every edge that leads to it is a function. */
  readonly shown = $derived(this.current?.formulas[this.output] ?? null);
  /** The selected formulas of the search are what the network is. */
  readonly taken = $derived.by(() => {
    const current = this.current?.formulas ?? [];
    return (
      current.length > 0 &&
      current.length === this.search.outputs.length &&
      this.search.outputs.every(
        ({ formulas }, output) => formulas[this.choice[output]]?.text === current[output].text,
      )
    );
  });

  readonly #client: EngineClient;
  readonly #api: StudioApi;
  #asked = 0;

  constructor(client: EngineClient, api: StudioApi) {
    this.#client = client;
    this.#api = api;
    this.repeats = new Repeats(client);
  }

  /**
   * Reads the formula of the present network. An answer that comes late is dropped.
   * @param revision the present one.
   */
  async refresh(revision: string): Promise<void> {
    const asked = ++this.#asked;
    this.readFor = revision;
    const current = await this.#client.call('formula.current', undefined);
    if (asked !== this.#asked) return;
    this.current = current;
    const outputs = Math.max(current.formulas.length, current.structure.length);
    if (this.output >= outputs) this.output = 0;
  }

  /** A formula as code, with digits and names as they are set, and how good it is in these digits. */
  write(formula: FormulaPlace, language: Language): Promise<PrintedView> {
    const digits = this.digits === 'all' ? null : this.digits;
    const { symbols, probability } = this;
    return this.#client.call('formula.print', { formula, language, digits, symbols, probability });
  }

  async copy(formula: FormulaPlace): Promise<void> {
    await this.#api.app.copyText((await this.write(formula, this.language)).definition);
  }

  /** A formula as it is saved. */
  async code(formula: FormulaPlace): Promise<Saving> {
    const { label, extension } = printerOf(this.language);
    const { definition: code } = await this.write(formula, this.language);
    return { name: 'formula', kind: { label, extension }, content: code.endsWith('\n') ? code : `${code}\n` };
  }

  start(): Promise<void> {
    return this.#requests.send(async () => {
      this.picked = [];
      this.repeats.clear();
      await this.#client.call('formula.search', { method: this.method, searchSeed: this.seed });
    });
  }

  stop(): Promise<void> {
    return this.#requests.send(async () => {
      await this.#client.call('formula.stopSearch', undefined);
    });
  }

  /** Uses the selected formula of each output: a new revision. The result arrives as the `model` event. */
  adopt(): Promise<void> {
    return this.#requests.send(async () => {
      await this.#client.call('formula.adopt', { choice: [...this.choice] });
    });
  }

  pick(output: number, index: number): void {
    const picked = this.search.outputs.map((_, o) => this.picked[o] ?? null);
    picked[output] = index;
    this.picked = picked;
  }

  /** A list that is gone takes its choice and its repeats with it. */
  showSearch(search: FormulaSearchView): void {
    if (search.status === 'idle') {
      this.picked = [];
      this.repeats.clear();
    }
    if (this.listed >= search.outputs.length) this.listed = 0;
    this.search = search;
    const { stage } = search;
    const work = stage?.tried && { what: stage.what, ...stage.tried, unit: 'shapes tried' };
    this.#tried = work ? followedWork(this.#tried, work, performance.now()) : null;
  }

  /** Another network, or none. The list of the search stays: it belongs to the data, and the engine says when it ends. */
  clear(): void {
    this.#asked++;
    this.current = null;
    this.readFor = '';
    this.output = 0;
    this.probability = false;
  }

  /** Another network is current. @param setup what it was made from; null where that is not known */
  follow(setup: NetworkSetup | null): void {
    this.networkSeed = setup?.seed ?? networkSettings.seed.default;
  }

  restore({ formulaSearch, networkSetup }: Snapshot): void {
    this.clear();
    this.follow(networkSetup);
    this.picked = [];
    this.repeats.clear();
    this.showSearch(formulaSearch);
    if (formulaSearch.status !== 'idle') this.method = formulaSearch.method;
    this.#requests.busy = false;
  }

  /** The engine is gone, and the search with it. @returns what a person does then */
  interrupt(): string {
    this.repeats.stop();
    this.#requests.busy = false;
    if (!this.searching) return '';
    this.showSearch({ ...this.search, status: 'stopped', stage: null });
    return 'The search for formulas ended: find formulas again.';
  }
}
