/** The table: from a file, through the preview, to the data set-up for training. */
import type { EngineClient, EngineEvents } from '../../../shared/contract/engine.ts';
import { rolesFor, type ColumnRole } from '../../../shared/contract/columnRoles.ts';
import { columnTypeFacts } from '../../../shared/contract/columnTypes.ts';
import type { FileGrant } from '../../../shared/contract/studio.ts';
import type { DataMend } from '../../../shared/contract/views/checks.ts';
import type { ReadingOptions, DataSetup } from '../../../shared/contract/schemas/setups.ts';
import type { TablePreview, DatasetView, TableView } from '../../../shared/contract/views/data.ts';
import type { Snapshot } from '../../../shared/contract/views/snapshot.ts';
import { weighingOf } from '../../../shared/contract/weighing.ts';
import { errorName } from '../../../shared/results/measures.ts';
import { holds, mendedReading, mendedSetup, undoneSetup, type MendMade } from './mends.ts';
import { changeSincePreview } from './previewed.ts';
import { TableChecks } from './table-checks.svelte.ts';
import { UnitMeanings } from './unit-meanings.svelte.ts';
import { keptSetup, sameSetup, setupProblems, suggestSetup, withRoles } from './roles.ts';
import type { Notices } from '../../common/notices.svelte.ts';

type Progress = EngineEvents['data.progress'];

/** A file whose preview is shown; without an id it is the one of the table in use. */
type PreviewedFile = Pick<FileGrant, 'name'> & { readonly id: FileGrant['id'] | null };

export class DataState {
  /** The file whose preview is shown. */
  file = $state.raw<PreviewedFile | null>(null);
  preview = $state.raw<TablePreview | null>(null);
  overrides = $state.raw<ReadingOptions>({});
  /** A preview is being read, and which. */
  reading = $state<string | null>(null);
  /** null unless a table is being loaded. */
  progress = $state.raw<Progress | null>(null);
  loading = $state(false);

  table = $state.raw<TableView | null>(null);
  /** The set-up in the forms, and the set-up that the engine has. */
  setup = $state.raw<DataSetup | null>(null);
  applied = $state.raw<DataSetup | null>(null);
  dataset = $state.raw<DatasetView | null>(null);
  #mends = $state.raw<readonly MendMade[]>([]);

  /** The last mend that is still in place: it can be undone. */
  readonly mended = $derived.by((): MendMade | null => {
    const overrides = this.preview ? this.overrides : (this.table?.overrides ?? {});
    return this.#mends.findLast((made) => holds(made, overrides, this.preview ? null : this.setup)) ?? null;
  });

  /** The targets are classes. */
  readonly classes = $derived(this.dataset?.task === 'classification');
  /** The name of the network's error. */
  readonly error = $derived(
    errorName(this.classes ? 'cross-entropy' : 'RMSE', weighingOf(this.applied) !== null),
  );
  readonly problems = $derived(this.table && this.setup ? setupProblems(this.setup, this.table) : []);
  readonly changed = $derived(
    this.setup !== null && (this.applied === null || !sameSetup(this.setup, this.applied)),
  );

  readonly units: UnitMeanings;
  readonly checks: TableChecks;
  readonly #client: EngineClient;
  readonly #notices: Notices;
  #targets: readonly string[] = [];
  #abort: AbortController | null = null;
  /** The newest preview that was requested: a late answer to an older request is dropped. */
  #asked = 0;

  constructor(client: EngineClient, notices: Notices) {
    this.#client = client;
    this.units = new UnitMeanings(client);
    this.checks = new TableChecks(client, notices);
    this.#notices = notices;
  }

  /** Whether a column of the table holds dates. */
  isDate(column: string): boolean {
    const found = this.table?.columns.find(({ name }) => name === column);
    return found !== undefined && columnTypeFacts[found.type].holds === 'times';
  }

  /** Reads the first rows of a file and shows them. */
  async open(file: FileGrant): Promise<void> {
    this.reading = file.name;
    this.#targets = [];
    this.#mends = [];
    await this.#readPreview(file, {});
  }

  /** Shows how the file of the table in use is read, so that it can be read in another way. */
  async reopen(): Promise<void> {
    const { table } = this;
    if (!table) return;
    this.reading = table.fileName;
    await this.#readPreview({ id: null, name: table.fileName }, table.overrides);
  }

  /**
   * Loads a file whose format is known, such as a sample, without a preview.
   * @param targets the columns to predict. @param ignored columns that are no inputs. @returns whether it is loaded.
   */
  async openAsIs(
    file: FileGrant,
    targets: readonly string[],
    ignored: readonly string[] = [],
  ): Promise<boolean> {
    this.closePreview();
    this.reading = file.name;
    this.file = file;
    this.overrides = {};
    this.#targets = targets;
    this.#mends = [];
    try {
      const isThere = await this.load();
      if (isThere && ignored.length > 0) this.setRoles(ignored, 'ignore');
      return isThere;
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

  /** Loads the previewed file as a whole; of the table in use, the roles are kept. @returns whether it is there. */
  load(): Promise<boolean> {
    return this.file ? this.#load(this.file, this.overrides) : Promise.resolve(false);
  }

  /** Reads the file of the table in use in another way. @returns whether it is there. */
  reread(overrides: ReadingOptions): Promise<boolean> {
    return this.table
      ? this.#load({ id: null, name: this.table.fileName }, overrides)
      : Promise.resolve(false);
  }

  async #load(file: PreviewedFile, overrides: ReadingOptions): Promise<boolean> {
    if (this.loading) return false;
    const abort = new AbortController();
    this.#abort = abort;
    this.loading = true;
    this.progress = null;
    try {
      const before = file.id === null ? { setup: this.setup, table: this.table } : null;
      const table = await this.#client.call('data.load', { file: file.id, overrides }, abort.signal);
      this.setup =
        before?.setup && before.table
          ? keptSetup(before.setup, before.table, table)
          : suggestSetup(table, this.#targets);
      this.table = table;
      this.applied = null;
      this.dataset = null;
      const change = changeSincePreview(this.preview, table);
      if (change !== null) this.#notices.warn(change, 'Look at the columns before you train.');
      this.closePreview();
      await this.check();
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

  setRoles(columns: readonly string[], role: ColumnRole): void {
    if (this.table && this.setup) this.setup = withRoles(this.setup, this.table, columns, role);
  }

  /** Makes a column the only target; the previous targets become inputs again, where possible. */
  setTarget(name: string): void {
    const others = (this.setup?.targets ?? []).filter((other) => other !== name);
    const usable = others.filter((other) => {
      const column = this.table?.columns.find((one) => one.name === other);
      return column && rolesFor(column).includes('input');
    });
    this.setRoles(others, 'ignore');
    this.setRoles(usable, 'input');
    this.setRoles([name], 'target');
  }

  change(part: Partial<DataSetup>): void {
    if (this.setup) this.setup = { ...this.setup, ...part };
  }

  /** Has the table checked for the roles as they are now. */
  check(): Promise<void> {
    return this.checks.run(this.table && this.setup);
  }

  /** Records a mend that is about to be made, so that it can be undone. @returns how the file is read with it */
  noteMend(mend: DataMend): ReadingOptions {
    const overrides = this.preview ? this.overrides : (this.table?.overrides ?? {});
    const after = mendedReading(overrides, mend);
    this.#mends = [...this.#mends, { mend, before: { overrides, setup: this.setup }, after }];
    return after;
  }

  /** Applies the roles, the treatment of gaps and the units of a mend. */
  mendSetup(mend: DataMend): void {
    if (this.setup) this.setup = mendedSetup(this.setup, mend);
  }

  /** Undoes the roles, the treatment of gaps and the units of a mend. */
  unmendSetup(made: MendMade): void {
    if (this.setup && this.table) this.setup = undoneSetup(made, this.setup, this.table);
  }

  /** A mend was undone. */
  forgetMend(made: MendMade): void {
    this.#mends = this.#mends.filter((one) => one !== made);
  }

  revert(): void {
    this.setup = this.applied ?? this.setup;
  }

  /** Sends the data set-up to the engine. @throws the error of the engine. */
  async prepare(): Promise<void> {
    const setup = this.setup;
    if (!setup || this.problems.length > 0) return;
    this.dataset = await this.#client.call('data.prepare', setup);
    this.applied = setup;
  }

  /** A step in the history has restored other roles or another split. */
  follow({ table, dataset, setup }: EngineEvents['dataset']): void {
    this.table = table;
    this.dataset = dataset;
    this.applied = setup;
    this.setup = setup;
    void this.check();
  }

  restore(snapshot: Snapshot): void {
    this.table = snapshot.table;
    this.dataset = snapshot.dataset;
    this.applied = snapshot.setup;
    this.setup = snapshot.setup ?? (snapshot.table ? suggestSetup(snapshot.table) : null);
    this.#mends = [];
    void this.check();
  }

  /** The engine has ended, and everything that was under way. */
  interrupt(): void {
    this.loading = false;
    this.progress = null;
    this.reading = null;
  }

  async #readPreview(file: PreviewedFile, overrides: ReadingOptions): Promise<void> {
    const asked = ++this.#asked;
    try {
      const preview = await this.#client.call('data.preview', { file: file.id, overrides });
      if (asked !== this.#asked) return;
      this.file = file;
      this.overrides = overrides;
      this.preview = preview;
      this.#notices.outdate();
    } catch (thrown) {
      if (asked === this.#asked) this.#notices.report(thrown);
    } finally {
      if (asked === this.#asked) this.reading = null;
    }
  }
}
