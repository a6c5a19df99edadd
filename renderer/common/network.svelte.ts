/** The engine's present network, for every room. */
import type { EngineClient, EngineEvents } from '../../shared/contract/engine.ts';
import type { LinesView, PresentLadder } from '../../shared/contract/views/ladder.ts';
import type { NetworkSetup } from '../../shared/contract/schemas/setups.ts';
import type { CurvesView, ModelView } from '../../shared/contract/views/network.ts';
import type { EdgeRef } from '../../shared/refs.ts';
import type { HistoryView, RevisionView } from '../../shared/contract/views/history.ts';
import type { Snapshot } from '../../shared/contract/views/snapshot.ts';
import type { MomentCurves } from '../../shared/contract/views/training.ts';
import { thresholdSetting } from '../../shared/settings/predicting.ts';
import { isMeasured } from '../drawing/describe.ts';
import { foldedEdges, type FoldedEdge } from '../drawing/folded.ts';
import { newestOnly } from './newest-only.ts';
import { edgeKey, edgeSet } from './refs.ts';

/** Up to this many edges the curves of all are requested; with more, only those on screen. */
const WATCH_ALL = 400;
/** The largest number that the contract allows. */
const MOST_WATCHED = 5000;
const CURVE_POINTS = 40;

export const NO_HISTORY: HistoryView = { revisions: [], current: null, undo: null, redo: null };

/** What shows edges: the drawing of the network, or the matrix of its inputs. */
type Viewer = 'drawing' | 'matrix';

export class NetworkState {
  model = $state.raw<ModelView | null>(null);
  scores = $state.raw<RevisionView['scores']>(null);
  /** The ladder, where a run computed it for this network. */
  ladder = $state.raw<PresentLadder | null>(null);
  /** The result of straight lines, where they do better than the network. */
  lines = $state.raw<LinesView | null>(null);
  history = $state.raw<HistoryView>(NO_HISTORY);
  /** The newest curves and scores; they may be of an older revision for a moment. */
  newest = $state.raw<CurvesView | null>(null);
  #threshold = $state(thresholdSetting.default);
  /** Curves of an earlier step of the run, which are shown in place of the newest; null for none. */
  past = $state.raw<MomentCurves | null>(null);
  /** The curves and scores to draw. */
  readonly curves = $derived(this.past?.model === null ? this.past : this.newest);

  /** The network was changed after it was made: a new network would replace that work on screen. */
  readonly trained = $derived(
    this.history.revisions.some(({ id, parent }) => id === this.model?.revision && parent !== null),
  );

  readonly #present = $derived(this.history.revisions.find(({ id }) => id === this.model?.revision) ?? null);
  /** Error on held-out rows, where the network is a model of a ladder. */
  readonly heldOut = $derived(this.#present?.heldOut ?? null);
  /** What its errors are. */
  readonly measure = $derived(this.#present?.measure ?? null);

  /** The spline with the largest score; null where there is none. */
  readonly strongest = $derived(
    (this.model ? foldedEdges(this.model) : [])
      .filter(({ edge }) => edge.kind === 'spline' && !Number.isNaN(edge.score))
      .reduce<FoldedEdge | null>(
        (best, one) => (best === null || one.edge.score > best.edge.score ? one : best),
        null,
      ),
  );

  readonly #client: EngineClient;
  readonly #tellThreshold = newestOnly(async () => {
    await this.#client.call('evaluation.threshold', this.#threshold);
  });
  /** The edges on screen, by what shows them. */
  #visible: Readonly<Partial<Record<Viewer, readonly EdgeRef[]>>> = {};
  #watched = '';

  constructor(client: EngineClient) {
    this.#client = client;
  }

  /** Of two classes: how probable the second must be to be predicted. */
  get threshold(): number {
    return this.#threshold;
  }

  /** While a slider moves, the engine is told the newest value only. */
  async setThreshold(threshold: number): Promise<void> {
    this.#threshold = threshold;
    await this.#tellThreshold();
  }

  /** Makes a new network. @throws the error of the engine. */
  async create(setup: NetworkSetup): Promise<void> {
    this.#threshold = thresholdSetting.default;
    this.scores = null;
    this.ladder = null;
    this.lines = null;
    this.history = NO_HISTORY;
    await this.#client.call('model.create', setup);
    await this.watch([]);
  }

  /**
   * Requests the curves of these edges, or of all where there are few.
   * @param visible the edges on screen.
   * @param viewer what shows them, beside what others show; without one, they are all.
   */
  async watch(visible: readonly EdgeRef[], viewer?: Viewer): Promise<void> {
    this.#visible = viewer === undefined ? { drawing: visible } : { ...this.#visible, [viewer]: visible };
    if (!this.model) return;
    const edges = this.model.edges.length <= WATCH_ALL ? 'all' : this.#seen(this.model);
    const wish = `${this.model.revision}:${edges === 'all' ? edges : edges.map(edgeKey).join()}`;
    if (wish === this.#watched) return;
    this.#watched = wish;
    this.newest = await this.#client.call('curves.watch', { edges, points: CURVE_POINTS });
  }

  /** The edges that some viewer shows, each once; a viewer may not yet have followed a change of the network. */
  #seen({ edges }: ModelView): EdgeRef[] {
    const wanted = edgeSet(Object.values(this.#visible).flat());
    return edges
      .filter((edge) => wanted.has(edgeKey(edge)))
      .slice(0, MOST_WATCHED)
      .map(({ layer, input, output }) => ({ layer, input, output }));
  }

  show({ model, scores, ladder, lines, history }: EngineEvents['model']): void {
    // The curves and scores of the network before are none of a new one.
    if (model.revision !== this.model?.revision && !isMeasured(model)) this.newest = null;
    this.model = model;
    this.scores = scores;
    this.ladder = ladder;
    this.lines = lines;
    this.history = history;
    this.past = null;
  }

  restore(snapshot: Snapshot): void {
    const { model, scores, ladder, lines, history, threshold } = snapshot;
    this.model = model;
    this.scores = scores;
    this.ladder = ladder;
    this.lines = lines;
    this.history = history;
    this.newest = null;
    this.past = null;
    this.#threshold = threshold;
    this.#watched = '';
  }

  /** There is no network. */
  clear(): void {
    this.model = null;
    this.scores = null;
    this.ladder = null;
    this.lines = null;
    this.history = NO_HISTORY;
    this.newest = null;
    this.past = null;
  }
}
