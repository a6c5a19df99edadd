/** The network: the one that is asked for, and the one that the engine has. */
import type { EngineClient, EngineEvents } from '../../../shared/contract/contract.ts';
import type { NetworkSetup } from '../../../shared/contract/schemas.ts';
import type {
  CurvesView,
  EdgeRef,
  HistoryView,
  ModelView,
  RevisionView,
  Snapshot,
} from '../../../shared/contract/views.ts';
import { DEFAULT_NETWORK, sameNetwork } from './setup.ts';

/** Up to this many edges all curves are asked for; beyond, those on screen. */
const WATCH_ALL = 400;
/** The contract takes no more. */
const MOST_WATCHED = 5000;
const CURVE_POINTS = 40;

export const NO_HISTORY: HistoryView = { revisions: [], current: null, undo: null, redo: null };

export class NetworkState {
  setup = $state.raw<NetworkSetup>(DEFAULT_NETWORK);
  applied = $state.raw<NetworkSetup | null>(null);
  model = $state.raw<ModelView | null>(null);
  scores = $state.raw<RevisionView['scores']>(null);
  history = $state.raw<HistoryView>(NO_HISTORY);
  /** The newest curves and scores; they may be of an older revision for a moment. */
  curves = $state.raw<CurvesView | null>(null);

  readonly changed = $derived(this.applied === null || !sameNetwork(this.setup, this.applied));
  /** The network has been worked on since it was made: starting anew would lose that from view. */
  readonly trained = $derived(
    this.history.revisions.some(({ id, parent }) => id === this.model?.revision && parent !== null),
  );

  /** The edge with the largest score; null where there is none. */
  readonly strongest = $derived(
    (this.model?.edges ?? [])
      .filter(({ kind }) => kind !== 'removed')
      .reduce<(EdgeRef & { score: number }) | null>(
        (best, edge) => (best === null || edge.score > best.score ? edge : best),
        null,
      ),
  );

  readonly #client: EngineClient;
  #watched = '';

  constructor(client: EngineClient) {
    this.#client = client;
  }

  change(setup: NetworkSetup): void {
    this.setup = setup;
  }

  revert(): void {
    this.setup = this.applied ?? this.setup;
  }

  /** Makes a new network. @throws what the engine says against it. */
  async create(): Promise<void> {
    const setup = this.setup;
    this.scores = null;
    this.history = NO_HISTORY;
    this.model = await this.#client.call('model.create', setup);
    this.applied = setup;
    await this.watch([]);
  }

  /** Asks for the curves of these edges, or of all where there are few. @param visible what is on screen. */
  async watch(visible: readonly EdgeRef[]): Promise<void> {
    if (!this.model) return;
    const edges =
      this.model.edges.length <= WATCH_ALL
        ? 'all'
        : visible.slice(0, MOST_WATCHED).map(({ layer, input, output }) => ({ layer, input, output }));
    const wish = `${this.model.revision}:${edges === 'all' ? edges : edges.map(key).join()}`;
    if (wish === this.#watched) return;
    this.#watched = wish;
    this.curves = await this.#client.call('curves.watch', { edges, points: CURVE_POINTS });
  }

  showModel(event: EngineEvents['model']): void {
    this.model = event.model;
    this.scores = event.scores;
    this.history = event.history;
    this.#follow(event.networkSetup);
  }

  /** A walk in the history may lead to a network of another make: the form follows, unless it is being filled in. */
  #follow(made: NetworkSetup | null): void {
    if (made === null) return;
    if (!this.changed) this.setup = made;
    this.applied = made;
  }

  restore(snapshot: Snapshot): void {
    this.model = snapshot.model;
    this.scores = snapshot.scores;
    this.history = snapshot.history;
    this.curves = null;
    this.#watched = '';
    if (snapshot.model) {
      const { shape, grid, order } = snapshot.model;
      this.applied = snapshot.networkSetup ?? {
        ...this.setup,
        hidden: [...shape.slice(1, -1)],
        grid,
        order,
      };
      this.setup = this.applied;
    }
  }
}

function key({ layer, input, output }: EdgeRef): string {
  return `${layer}-${input}-${output}`;
}
