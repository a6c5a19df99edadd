/** The table: from a file, through the preview, to the data set-up that the network learns from. */
import type { EngineClient, EngineEvents } from '../../../shared/contract/engine.ts';
import type { FileGrant } from '../../../shared/contract/studio.ts';
import type { ReadingOptions, DataSetup } from '../../../shared/contract/schemas.ts';
import type { TablePreview, DatasetView, Snapshot, TableView } from '../../../shared/contract/views.ts';
import { sameSetup, setupProblems, suggestSetup, withRoles, type Role } from './roles.ts';
import type { Notices } from '../../common/notices.svelte.ts';

type Progress = EngineEvents['data.progress'];

export class DataState {
  /** The file whose preview is shown. */
  file = $state.raw<FileGrant | null>(null);
  preview = $state.raw<TablePreview | null>(null);
  overrides = $state.raw<ReadingOptions>({});
  /** A preview is being read, and which. */
  reading = $state<string | null>(null);
  /** null unless a table is being loaded. */
  progress = $state.raw<Progress | null>(null);
  loading = $state(false);

  table = $state.raw<TableView | null>(null);
  /** What the forms say, and what the engine has been told. */
  setup = $state.raw<DataSetup | null>(null);
  applied = $state.raw<DataSetup | null>(null);
  dataset = $state.raw<DatasetView | null>(null);

  /** The targets are classes. */
  readonly classes = $derived(this.dataset?.task === 'classification');
  /** What the network’s error is called. */
  readonly error = $derived(this.classes ? 'cross-entropy' : 'RMSE');
  readonly problems = $derived(this.table && this.setup ? setupProblems(this.setup, this.table) : []);
  readonly changed = $derived(
    this.setup !== null && (this.applied === null || !sameSetup(this.setup, this.applied)),
  );

  readonly #client: EngineClient;
  readonly #notices: Notices;
  #targets: readonly string[] = [];
  #abort: AbortController | null = null;
  /** The newest preview asked for: an older answer that comes late is dropped. */
  #asked = 0;

  constructor(client: EngineClient, notices: Notices) {
    this.#client = client;
    this.#notices = notices;
  }

  /** Reads the first rows of a file and shows them. */
  async open(file: FileGrant): Promise<void> {
    this.reading = file.name;
    this.#targets = [];
    await this.#readPreview(file, {});
  }

  /**
   * Loads a file whose form is known, as a sample's is, without a preview.
   * @param targets what it is about. @returns whether it is there.
   */
  async openAsIs(file: FileGrant, targets: readonly string[]): Promise<boolean> {
    this.closePreview();
    this.reading = file.name;
    this.file = file;
    this.overrides = {};
    this.#targets = targets;
    try {
      return await this.load();
    } finally {
      this.reading = null;
    }
  }

  /** Reads the previewed file again under other assumptions. */
  async correct(overrides: ReadingOptions): Promise<void> {
    if (!this.file) return;
    this.overrides = overrides;
    await this.#readPreview(this.file, overrides);
  }

  closePreview(): void {
    this.#abort?.abort();
    this.#asked++;
    this.reading = null;
    this.preview = null;
    this.file = null;
  }

  /** Loads the previewed file as a whole. @returns whether it is there. */
  async load(): Promise<boolean> {
    if (!this.file || this.loading) return false;
    const abort = new AbortController();
    this.#abort = abort;
    this.loading = true;
    this.progress = null;
    try {
      const request = { file: this.file.id, overrides: this.overrides };
      this.table = await this.#client.call('data.load', request, abort.signal);
      this.setup = suggestSetup(this.table, this.#targets);
      this.applied = null;
      this.dataset = null;
      this.closePreview();
      return true;
    } catch (thrown) {
      this.#notices.report(thrown);
      return false;
    } finally {
      this.loading = false;
      this.progress = null;
    }
  }

  cancelLoading(): void {
    this.#abort?.abort();
  }

  showProgress(progress: Progress): void {
    if (this.loading) this.progress = progress;
  }

  setRoles(columns: readonly string[], role: Role): void {
    if (this.table && this.setup) this.setup = withRoles(this.setup, this.table, columns, role);
  }

  change(part: Partial<DataSetup>): void {
    if (this.setup) this.setup = { ...this.setup, ...part };
  }

  revert(): void {
    this.setup = this.applied ?? this.setup;
  }

  /** Tells the engine what to learn from. @throws what the engine says against it. */
  async prepare(): Promise<void> {
    const setup = this.setup;
    if (!setup || this.problems.length > 0) return;
    this.dataset = await this.#client.call('data.prepare', setup);
    this.applied = setup;
  }

  /** A walk in the history has brought other roles or another split back. */
  follow({ dataset, setup }: EngineEvents['dataset']): void {
    this.dataset = dataset;
    this.applied = setup;
    this.setup = setup;
  }

  restore(snapshot: Snapshot): void {
    this.table = snapshot.table;
    this.dataset = snapshot.dataset;
    this.applied = snapshot.setup;
    this.setup = snapshot.setup ?? (snapshot.table ? suggestSetup(snapshot.table) : null);
  }

  /** The engine is gone, and with it whatever was under way. */
  interrupt(): void {
    this.loading = false;
    this.progress = null;
    this.reading = null;
  }

  async #readPreview(file: FileGrant, overrides: ReadingOptions): Promise<void> {
    const asked = ++this.#asked;
    try {
      const preview = await this.#client.call('data.preview', { file: file.id, overrides });
      if (asked !== this.#asked) return;
      this.file = file;
      this.overrides = overrides;
      this.preview = preview;
    } catch (thrown) {
      if (asked === this.#asked) this.#notices.report(thrown);
    } finally {
      if (asked === this.#asked) this.reading = null;
    }
  }
}
