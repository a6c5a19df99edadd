/** What one engine works on: a table, a data set, the history of its model, the run under way. Its state lives here only. */
import { isDeepStrictEqual } from 'node:util';
import type { CsvOverrides, DataSetup, TrainingSetup } from '../../../shared/contract/schemas.ts';
import type {
  CurvePoint,
  EdgeRef,
  RevisionView,
  TableView,
  TrainingView,
} from '../../../shared/contract/views.ts';
import { userError } from '../../../shared/errors.ts';
import type { Backend } from '../compute/backend.ts';
import type { Dataset } from '../data/dataset.ts';
import type { Table } from '../data/table.ts';
import { currentRevision, emptyHistory, goTo, measured, type History } from '../history/history.ts';
import type { Journal, JournalState } from '../history/journal.ts';
import type { Revision } from '../history/revision.ts';
import type { DataReference } from '../project/project.ts';
import type { TrainingRun } from '../train/run.ts';
import { Files } from './files.ts';
import { Hub } from './hub.ts';
import { scoreModel } from './scores.ts';

/** Where a table was read from, and how. */
export interface Source {
  readonly path: string;
  readonly fileName: string;
  readonly hash: string;
  readonly overrides: CsvOverrides;
}

export interface LoadedTable {
  readonly table: Table;
  readonly view: TableView;
}

export interface State {
  /** Known even where the file could not be read again. */
  readonly source: Source | null;
  readonly loaded: LoadedTable | null;
  readonly setup: DataSetup | null;
  readonly dataset: Dataset | null;
  readonly history: History;
  /** Errors of the current model on the present data set. */
  readonly scores: RevisionView['scores'];
  /** The last run: how it ended, and its whole curve. */
  readonly training: TrainingView;
  readonly curve: readonly CurvePoint[];
  /** Ids of the revisions that a project file holds. */
  readonly saved: readonly string[];
  /** This state was read back from the journal, and nothing was done since. */
  readonly recovered: boolean;
}

/** A run and what is done when it has ended. */
export interface ActiveRun {
  readonly run: TrainingRun;
  readonly setup: TrainingSetup;
  /** Settles when its result is in the history and has been told to the windows. */
  readonly recorded: Promise<void>;
}

/** The edges that windows watch while training. */
export interface Watch {
  readonly edges: 'all' | readonly EdgeRef[];
  readonly points: number;
}

export interface WorkspaceOptions {
  readonly backend: Backend;
  readonly journal: Journal | null;
  /** A private folder for tables that came inside a project. */
  readonly scratchFolder: string;
  /** Name and version of this program, for files. */
  readonly app: string;
  readonly now: () => number;
  readonly newId: () => string;
  /** For the log on disk: free of the user's data. */
  readonly log: (level: 'info' | 'warning' | 'error', text: string) => void;
}

export const idleTraining: TrainingView = {
  status: 'idle',
  optimizer: '',
  step: 0,
  steps: 0,
  seconds: 0,
  rowsPerSecond: 0,
  stepsPerSecond: 0,
  secondsLeft: null,
  decisions: [],
  message: '',
  points: [],
};

export class Workspace {
  readonly options: WorkspaceOptions;
  readonly files = new Files();
  readonly hub = new Hub();
  active: ActiveRun | null = null;
  watch: Watch = { edges: [], points: 32 };
  #state: State = {
    source: null,
    loaded: null,
    setup: null,
    dataset: null,
    history: emptyHistory,
    scores: null,
    training: idleTraining,
    curve: [],
    saved: [],
    recovered: false,
  };

  constructor(options: WorkspaceOptions) {
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
    this.options.journal?.save(this.#journalState());
  }

  /** What a person should know, to every window and to the log on disk. @param text free of the user's data. */
  log(level: 'info' | 'warning' | 'error', text: string): void {
    this.options.log(level, text);
    this.hub.emit('log', { time: this.options.now(), level, text });
  }

  /** Where the table is and how it was read. */
  dataReference(): (DataReference & { readonly path: string }) | null {
    const { source, setup } = this.#state;
    return source && { ...source, setup };
  }

  /**
   * Takes a data set into use. The current model stays current if its inputs and outputs mean the same there;
   * otherwise there is no current model, and the old one stays in the history.
   */
  async useDataset(setup: DataSetup, dataset: Dataset): Promise<void> {
    const { current } = this;
    if (current === null || !isDeepStrictEqual(current.encoding, dataset.encoding)) {
      this.update({ setup, dataset, scores: null, history: goTo(this.#state.history, null) });
      return;
    }
    const scores = await scoreModel(this.options.backend, current.model, dataset);
    const history = measured(this.#state.history, current.id, scores);
    this.update({ setup, dataset, scores, history });
  }

  /** @throws KanError `data.none` */
  requireTable(): Table {
    const { loaded } = this.#state;
    if (loaded !== null) return loaded.table;
    throw userError('data.none', 'There is no table yet.', 'Open a CSV.');
  }

  /** @throws KanError `data.none` */
  requireDataset(): Dataset {
    const { dataset } = this.#state;
    if (dataset !== null) return dataset;
    throw userError(
      'data.none',
      'There is no data to learn from yet.',
      'Open a CSV and choose its inputs and target.',
    );
  }

  /** @throws KanError `model.none` */
  requireCurrent(): Revision {
    const { current } = this;
    if (current !== null) return current;
    throw userError('model.none', 'There is no network for this data yet.', 'Create one, then train it.');
  }

  /** Ends the run under way, if any, and records its result. */
  async endRun(): Promise<void> {
    if (this.active === null) return;
    void this.active.run.stop();
    await this.active.recorded;
  }

  /** True where something trained would be lost with the journal. */
  hasUnsavedWork(): boolean {
    const { history, saved } = this.#state;
    const trained = history.revisions.filter((revision) => revision.operation.type === 'train');
    return this.active !== null || trained.some((revision) => !saved.includes(revision.id));
  }

  #journalState(): JournalState {
    const { history, curve, saved } = this.#state;
    return { history, data: this.dataReference(), curve, saved };
  }
}
