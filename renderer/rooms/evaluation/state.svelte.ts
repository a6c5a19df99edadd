/** The network's errors row by row, its profile around one point, and its map over two inputs. */
import type { EngineClient } from '../../../shared/contract/engine.ts';
import type {
  EvaluationView,
  MapView,
  ProfileView,
  Split,
} from '../../../shared/contract/views/evaluation.ts';
import { newestOnly } from '../../common/newest-only.ts';

/** Rows that plots and tables show at most: more would lie on one another. */
const MOST_ROWS = 5000;

/** What the room shows: errors, inputs, the map, rows. */
export type Face = 'fit' | 'inputs' | 'map' | 'rows';

export class EvaluationState {
  face = $state<Face>('fit');
  split = $state<Split>('test');
  view = $state.raw<EvaluationView | null>(null);
  /** The split and revision that rows were read, or are being read, for; '' for none. */
  readFor = $state('');
  /**
   * The output that plots, profile and map are about: at first the first one, and of two classes the second, which the network's
   * formula and the threshold are about.
   */
  output = $state(0);
  /** Place of the input column that residuals are shown against. */
  against = $state(0);
  profile = $state.raw<ProfileView | null>(null);
  /** A newer profile than the one that is shown is being computed. */
  readonly profiling = $derived.by(() => this.#profiles > 0);
  /** The revision that the profile was read, or is being read, for; '' for none. */
  profileFor = $state('');
  map = $state.raw<MapView | null>(null);
  /** The revision that the map was read, or is being read, for; '' for none. */
  mapFor = $state('');
  /** The inputs along the sides of the map; null for those that the network needs most. */
  across = $state.raw<readonly [number, number] | null>(null);
  /** Whether a presentation shows the map; null for where the network has just two inputs. */
  mapPresented = $state<boolean | null>(null);
  /** Where profile and map are taken, in the order of the network's inputs; null for the median. */
  at = $state.raw<readonly (number | null)[]>([]);

  readonly #client: EngineClient;
  #asked = 0;
  /** A person has chosen the output. */
  #chosen = false;
  /** Requests of a profile that have not ended. */
  #profiles = $state(0);
  readonly #request = newestOnly(async () => {
    const { output, at } = this;
    this.profile = await this.#client.call('evaluation.profile', { output, at: [...at] });
  });

  readonly #mapRequest = newestOnly(async () => {
    const { output, across, at } = this;
    this.map = await this.#client.call('evaluation.map', {
      output,
      across: across && [...across],
      at: [...at],
    });
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
    if (this.#chosen && this.output < view.outputs.length) return;
    const first = view.thresholds === null ? 0 : view.outputs.length - 1;
    if (first !== this.output) this.#turnTo(first);
  }

  /** The output that plots, profile and map are about from now on. */
  show(output: number): void {
    this.#chosen = true;
    this.#turnTo(output);
  }

  #turnTo(output: number): void {
    this.output = output;
    this.profileFor = '';
    this.mapFor = '';
  }

  /** Moves the profile's point along some inputs. @param values by their places. */
  async move(values: ReadonlyMap<number, number>, inputs: number): Promise<void> {
    this.#place(values, inputs);
    this.mapFor = '';
    await this.readProfile();
  }

  /** Takes the profile at a row's inputs. */
  async moveTo(values: readonly (number | null)[]): Promise<void> {
    this.at = values;
    this.mapFor = '';
    await this.readProfile();
  }

  /** Holds inputs of the map at other values. @param values by their places. */
  async hold(values: ReadonlyMap<number, number>, inputs: number): Promise<void> {
    this.#place(values, inputs);
    this.profileFor = '';
    await this.readMap();
  }

  /** The two inputs along the sides of the map. */
  async mapAcross(across: readonly [number, number]): Promise<void> {
    this.across = across;
    await this.readMap();
  }

  #place(values: ReadonlyMap<number, number>, inputs: number): void {
    this.at = Array.from({ length: inputs }, (_, i) => values.get(i) ?? this.at[i] ?? null);
  }

  /** While a slider moves, only the newest profile is requested. @param revision the present one. */
  async readProfile(revision = this.profileFor): Promise<void> {
    this.profileFor = revision;
    this.#profiles++;
    try {
      await this.#request();
    } finally {
      this.#profiles--;
    }
  }

  /** While a slider moves, only the newest map is requested. @param revision the present one. */
  async readMap(revision = this.mapFor): Promise<void> {
    this.mapFor = revision;
    await this.#mapRequest();
  }

  /** Another network, or none. */
  clear(): void {
    this.#asked++;
    this.view = null;
    this.readFor = '';
    this.profile = null;
    this.profileFor = '';
    this.map = null;
    this.mapFor = '';
    this.across = null;
    this.at = [];
    this.output = 0;
    this.#chosen = false;
    this.against = 0;
  }
}
