/** What one engine holds: a table, a data set, the history of its model, the run under way. It is the only copy. */
import { isDeepStrictEqual } from 'node:util';
import type { SimplerNetwork } from '../edit/sparsify.ts';
import type { DataSetup } from '../../../shared/contract/schemas/setups.ts';
import type { EdgeRef } from '../../../shared/refs.ts';
import { idleComparison } from '../../../shared/contract/views/comparison.ts';
import { idleSizeStudy } from '../../../shared/contract/views/sizeStudy.ts';
import { idleSearch } from '../../../shared/contract/views/formula.ts';
import { idleFindings } from '../../../shared/contract/views/findings.ts';
import { userError } from '../../../shared/errors.ts';
import type { Risk } from '../../../shared/contract/host.ts';
import type { WorkKind } from '../../../shared/contract/workKinds.ts';
import { shortNames } from '../../../shared/shortNames.ts';
import { networkSettings } from '../../../shared/settings/network.ts';
import type { Backend } from '../compute/backend.ts';
import type { Devices } from '../compute/devices/devices.ts';
import type { Dataset } from '../data/dataset/dataset.ts';
import { sameNumbers } from '../data/encoding/encoding.ts';
import type { Table } from '../data/table/table.ts';
import { currentRevision, withCurrent, lastSetup, measured } from '../history/history.ts';
import type { Journal } from '../storage/journal.ts';
import type { ScratchTables } from '../storage/scratchTables.ts';
import type { Revision } from '../history/revision.ts';
import type { Reader } from '../reader/reader.ts';
import { scoreModel } from '../measure/scores.ts';
import type {
  ActiveComparison,
  ActiveEquation,
  ActiveRun,
  ActiveSizeStudy,
  Learning,
  ActiveSearch,
  Film,
} from './active.ts';
import { Files } from './files.ts';
import { findingsView } from './findingsView.ts';
import { Hub } from './hub.ts';
import { journaled } from './journaled.ts';
import { Lane } from './lane.ts';
import { Newest } from './newest.ts';
import { Ongoing } from './ongoing.ts';
import { scoringDataset } from '../history/scoringDataset.ts';
import { emptyState, type State } from './state.ts';
import {
  hasUnsavedEquations,
  hasUnsavedFindings,
  hasUnsavedRevisions,
  hasUnsavedThreshold,
} from './unsaved.ts';
import { workUnderWay } from './workUnderWay.ts';

/** What windows draw during training. */
export interface Watch {
  readonly edges: 'all' | readonly EdgeRef[];
  readonly points: number;
}

export interface SessionOptions {
  readonly backend: Backend;
  /** What training runs may choose from. */
  readonly devices: Devices;
  readonly journal: Journal | null;
  /** Reads tables. */
  readonly reader: Reader;
  /** Holds the tables that came inside a project. */
  readonly scratch: ScratchTables;
  /** Name and version of this program, for files. */
  readonly app: string;
  /** Time for people, in milliseconds since 1970. */
  readonly now: () => number;
  readonly newId: () => string;
  /** Writes to the log on disk. The text contains none of the user's data. */
  readonly log: (level: 'info' | 'warning' | 'error', text: string) => void;
  /** Is called when work begins to depend on this process (it would be lost with it), and when it no longer does. */
  readonly onRisk: (risk: Risk | null) => void;
}

export class Session {
  readonly options: SessionOptions;
  readonly files = new Files();
  readonly hub = new Hub();
  /** Edits, and changes of the current revision. */
  readonly lane = new Lane();
  active: ActiveRun | null = null;
  /** The recorded moments of the last run. */
  film: Film | null = null;
  watch: Watch = { edges: [], points: 32 };
  /** The last search for formulas. */
  search: ActiveSearch | null = null;
  /** The last comparison with perceptrons. */
  comparison: ActiveComparison | null = null;
  /** The last study of the error against the size. */
  sizeStudy: ActiveSizeStudy | null = null;
  /** The last differential equation. */
  equation: ActiveEquation | null = null;
  /** Phases that are being learned; null where there are none. */
  learning: Learning | null = null;
  /** What the end of the app interrupted before this session restored its work. */
  interrupted: readonly WorkKind[] = [];
  /** Seconds of training of the revisions that this session has trained, without those before them. */
  readonly trainingSeconds = new Map<string, number>();
  /** The smaller networks that were made last, and the revision that they were made from. */
  simpler: { readonly revision: string; readonly networks: readonly SimplerNetwork[] } | null = null;
  /** Reading of tables and preparation of data sets. */
  readonly loading = new Newest();
  readonly preparing = new Newest();
  /** Reading of a table, simplifying, edits and saving. */
  readonly ongoing = new Ongoing(() => this.checkRisk());
  #risk: Risk | null = null;
  #state = emptyState;
  #findings = idleFindings;
  #thresholdUnsaved = false;

  constructor(options: SessionOptions) {
    this.options = options;
  }

  get state(): State {
    return this.#state;
  }

  get current(): Revision | null {
    return currentRevision(this.#state.history);
  }

  /** Replaces parts of the state and journals it. */
  update(changes: Partial<State>): void {
    this.#state = { ...this.#state, ...changes };
    if (this.search !== null && this.search.dataset !== this.#state.dataset) this.#endSearch();
    if (this.comparison !== null && this.comparison.dataset !== this.#state.dataset) this.#endComparison();
    if (this.sizeStudy !== null && this.sizeStudy.dataset !== this.#state.dataset) this.#endSizeStudy();
    this.options.journal?.save(journaled(this.#state), this.active !== null);
    this.checkRisk();
    this.#tellFindings();
    this.#tellThreshold();
  }

  /** Tells every window when figures of a comparison or of phases are out of date, or fit again. */
  #tellFindings(): void {
    const view = findingsView(this.#state);
    if (isDeepStrictEqual(view, this.#findings)) return;
    this.#findings = view;
    this.hub.emit('findings', view);
  }

  /** Tells every window when the threshold differs from the saved one, or no longer does. */
  #tellThreshold(): void {
    const unsaved = hasUnsavedThreshold(this.#state);
    if (unsaved === this.#thresholdUnsaved) return;
    this.#thresholdUnsaved = unsaved;
    this.hub.emit('threshold', { unsaved });
  }

  /** Reports what would be lost with the process: a file that is being written, or work that neither a project file nor the journal holds. */
  checkRisk(): void {
    const { journal, onRisk } = this.options;
    const isUnprotected = journal !== null && journal.problem !== null && this.hasUnsavedWork();
    const risk = isUnprotected ? 'work' : this.ongoing.kinds.has('saving') ? 'file' : null;
    if (risk === this.#risk) return;
    this.#risk = risk;
    onRisk(risk);
  }

  #endSearch(): void {
    void this.search?.stop();
    this.search = null;
    this.hub.emit('formulaSearch', idleSearch);
  }

  #endComparison(): void {
    void this.comparison?.stop();
    this.comparison = null;
    this.hub.emit('comparison', this.#state.findings.comparison?.view ?? idleComparison);
  }

  #endSizeStudy(): void {
    void this.sizeStudy?.stop();
    this.sizeStudy = null;
    this.hub.emit('sizeStudy', this.#state.findings.sizeStudy?.view ?? idleSizeStudy);
  }

  /** Sends a message for people to every window and the log on disk. @param text contains none of the user's data. */
  log(level: 'info' | 'warning' | 'error', text: string): void {
    this.options.log(level, text);
    this.hub.emit('log', { time: this.options.now(), level, text: shortNames(text) });
  }

  /**
   * Makes a data set the one in use. The current model stays current if its inputs and outputs mean the same in this
   * data set. Otherwise there is no current model, and the old one stays in the history.
   */
  async useDataset(setup: DataSetup, dataset: Dataset): Promise<void> {
    const { current } = this;
    if (current === null || !sameNumbers(current.encoding, dataset.encoding)) {
      this.update({ setup, dataset, scores: null, history: withCurrent(this.#state.history, null) });
      return;
    }
    const scores = await scoreModel(
      this.options.backend,
      current.model,
      scoringDataset(this.#state, current, dataset),
    );
    const history = measured(this.#state.history, current.id, scores);
    this.update({ setup, dataset, scores, history });
  }

  /** @throws KanError `data.none` */
  requireTable(): Table {
    const { loaded } = this.#state;
    if (loaded !== null) return loaded.table;
    throw userError('data.none', 'There is no table yet.', 'Open a table.');
  }

  /** @throws KanError `data.none` */
  requireDataset(): Dataset {
    const { dataset } = this.#state;
    if (dataset !== null) return dataset;
    throw userError(
      'data.none',
      'There is no data to learn from yet.',
      'Open a table and choose its inputs and target.',
    );
  }

  /** Chooses the random numbers of training and of the search for formulas: the seed of the current network. */
  get seed(): number {
    return lastSetup(this.#state.history, 'create')?.seed ?? networkSettings.seed.default;
  }

  /** The current revision with its present model: during a run, the model of the run. */
  get live(): Revision | null {
    const { current } = this;
    return current && { ...current, model: this.active?.run.last?.model ?? current.model };
  }

  /** @throws KanError `model.none` */
  requireLive(): Revision {
    this.requireCurrent();
    return this.live!;
  }

  /** @throws KanError `model.none` */
  requireCurrent(): Revision {
    const { current } = this;
    if (current !== null) return current;
    throw userError('model.none', 'There is no network for this data yet.', 'Create one, then train it.');
  }

  /**
   * The first step of every change of the network by hand.
   * @throws KanError `train.busy`
   */
  refuseWhileTraining(): void {
    if (this.active === null) return;
    throw userError('train.busy', 'A training run is under way.', 'Stop it before you change the network.');
  }

  /** Before the data or the network are replaced: cancels edits, ends the run in progress and records its result. */
  async settle(): Promise<void> {
    await this.lane.clear();
    await this.endRun();
  }

  /** Ends the run in progress, if any, and records its result. */
  async endRun(): Promise<void> {
    if (this.active === null) return;
    void this.active.run.stop();
    await this.active.recorded;
  }

  /** Before the app ends: ends whatever is under way, keeps what it has found, and notes what it was. */
  async endWork(): Promise<void> {
    const beside = [this.search, this.comparison, this.sizeStudy, this.learning, this.equation];
    const endedDuring = workUnderWay(this);
    await Promise.all([this.endRun(), ...beside.map((work) => work?.stop())]);
    if (endedDuring.length > 0) this.update({ endedDuring });
  }

  /** True if a network, its threshold, a differential equation or figures would be lost with the journal. */
  hasUnsavedWork(): boolean {
    const state = this.#state;
    return (
      this.hasUnsavedNetwork() ||
      hasUnsavedThreshold(state) ||
      hasUnsavedEquations(state) ||
      hasUnsavedFindings(state)
    );
  }

  /** A run is under way, or a trained, edited or named revision is in no project file. */
  hasUnsavedNetwork(): boolean {
    return this.active !== null || hasUnsavedRevisions(this.#state);
  }
}
