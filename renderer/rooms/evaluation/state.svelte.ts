/** The network's errors row by row, and its profile around one point. */
import type { EngineClient } from '../../../shared/contract/engine.ts';
import type { EvaluationView, ProfileView, Split } from '../../../shared/contract/evaluationViews.ts';
import { newestOnly } from '../../common/newest-only.ts';

/** Rows that plots and tables show at most: more would lie on one another. */
const MOST_ROWS = 5000;

export class EvaluationState {
  split = $state<Split>('test');
  view = $state.raw<EvaluationView | null>(null);
  /** The split and revision that rows were read, or are being read, for; '' for none. */
  readFor = $state('');
  /** The output that plots and profile are about. */
  output = $state(0);
  profile = $state.raw<ProfileView | null>(null);
  /** The revision that the profile was read, or is being read, for; '' for none. */
  profileFor = $state('');
  /** Where the profile is taken, in the order of the network's inputs; null for the median. */
  at = $state.raw<readonly (number | null)[]>([]);

  readonly #client: EngineClient;
  #asked = 0;
  readonly #request = newestOnly(async () => {
    const { output, at } = this;
    this.profile = await this.#client.call('evaluation.profile', { output, at: [...at] });
  });

  constructor(client: EngineClient) {
    this.#client = client;
  }

  /** Reads the rows of a split, once for each revision. An answer that comes late is dropped. */
  async load(split: Split, revision: string): Promise<void> {
    const wanted = `${split} ${revision}`;
    if (wanted === this.readFor) return;
    this.readFor = wanted;
    const asked = ++this.#asked;
    const view = await this.#client.call('evaluation.rows', { split, most: MOST_ROWS });
    if (asked !== this.#asked) return;
    this.view = view;
    if (this.output >= view.outputs.length) this.output = 0;
  }

  /** The output that plots and profile are about from now on. */
  async show(output: number): Promise<void> {
    this.output = output;
    if (this.profile) await this.readProfile();
  }

  /** Moves the profile's point along some inputs. @param values by their places. */
  async move(values: ReadonlyMap<number, number>, inputs: number): Promise<void> {
    this.at = Array.from({ length: inputs }, (_, i) => values.get(i) ?? this.at[i] ?? null);
    await this.readProfile();
  }

  /** Takes the profile at a row's inputs. */
  async moveTo(values: readonly (number | null)[]): Promise<void> {
    this.at = values;
    await this.readProfile();
  }

  /** While a slider moves, only the newest profile is requested. @param revision the present one. */
  async readProfile(revision = this.profileFor): Promise<void> {
    this.profileFor = revision;
    await this.#request();
  }

  /** Another network, or none. */
  clear(): void {
    this.#asked++;
    this.view = null;
    this.readFor = '';
    this.profile = null;
    this.profileFor = '';
    this.at = [];
    this.output = 0;
  }
}
