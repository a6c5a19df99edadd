/** What comes onto the bench from files, and goes back into one. */
import type { EngineClient, FileGrant, SampleView, StudioApi } from '../../../shared/contract/contract.ts';
import type { Snapshot } from '../../../shared/contract/views.ts';
import { DEFAULT_NETWORK } from '../network/setup.ts';
import type { DataState } from '../data/state.svelte.ts';
import { NO_HISTORY, type NetworkState } from '../network/state.svelte.ts';
import type { Notices } from '../../common/notices.svelte.ts';
import type { PredictState } from '../predict/state.svelte.ts';
import type { UnsavedState } from './unsaved.svelte.ts';

/** What is needed to open and save. */
interface Rooms {
  readonly api: StudioApi;
  readonly client: EngineClient;
  readonly data: DataState;
  readonly network: NetworkState;
  readonly predict: PredictState;
  readonly notices: Notices;
  readonly unsaved: UnsavedState;
  /** The room for predictions is open, with a network to predict by. */
  readonly predicting: () => boolean;
  readonly attempt: (work: Promise<unknown>) => void;
  /** Shows the bench as the engine has it. */
  readonly show: (snapshot: Snapshot) => void;
  /** There is a new table, and no network for it yet. */
  readonly onnewtable: () => Promise<void>;
}

export class FilesState {
  /** The start page is shown though there is work on the bench. */
  home = $state(false);

  readonly #rooms: Rooms;

  constructor(rooms: Rooms) {
    this.#rooms = rooms;
  }

  /** A table is previewed, a project or a sample opened. */
  open(file: FileGrant | SampleView): void {
    this.#rooms.attempt(
      /\.kan$/i.test(file.name)
        ? this.#openProject(file)
        : 'targets' in file
          ? this.openSample(file)
          : this.#rooms.data.open(file),
    );
  }

  async openDialog(kind: 'table' | 'project'): Promise<void> {
    const file = await this.#rooms.api.files.openDialog(kind);
    if (file) this.open(file);
  }

  /** Opens the first of what was dropped: there is one table at a time. While predicting, a table is one to predict for. */
  async openDropped(files: readonly File[]): Promise<void> {
    const [file] = files;
    if (!file) return;
    if (this.#rooms.predicting() && !/\.kan$/i.test(file.name)) return this.#rooms.predict.openDropped(file);
    this.open(await this.#rooms.api.files.grantDropped(file));
    if (files.length > 1) {
      this.#rooms.notices.tell(
        `Of the ${files.length} files that were dropped, ${file.name} was opened.`,
        'The window holds one table at a time.',
      );
    }
  }

  /** Cells that were copied in a spreadsheet, as text. While predicting, they are rows to predict for. */
  async openPasted(text: string): Promise<void> {
    if (!/\S[^]*\n[^]*\S/.test(text)) {
      this.#rooms.notices.tell(
        'The clipboard holds no table.',
        'Copy cells of a spreadsheet, with the names of their columns, and paste them here.',
      );
      return;
    }
    const file = await this.#rooms.api.files.grantPasted(text);
    if (this.#rooms.predicting()) await this.#rooms.predict.open(file);
    else this.open(file);
  }

  /** @returns whether it was saved. */
  async save(): Promise<boolean> {
    const base = (this.#rooms.data.table?.fileName ?? 'network').replace(/\.[^.]+$/, '');
    const file = await this.#rooms.api.files.saveDialog(`${base}.kan`);
    if (!file) return false;
    await this.#rooms.client.call('project.save', { file: file.id });
    this.#rooms.unsaved.settled(this.#rooms.network.history);
    this.#rooms.notices.tell(`Saved as ${file.name}.`);
    return true;
  }

  /** Loads the previewed table and makes the first network for it. */
  async load(): Promise<void> {
    if (await this.#rooms.unsaved.mayReplace(this.#rooms.data.file?.name ?? 'The table')) {
      await this.#begin(() => this.#rooms.data.load());
    }
  }

  /** As its makers mean it to be read, without a preview. */
  async openSample(sample: SampleView): Promise<void> {
    if (await this.#rooms.unsaved.mayReplace(sample.name)) {
      await this.#begin(() => this.#rooms.data.openAsIs(sample, sample.targets));
    }
  }

  /** The first network for a table. @param load answers whether the table is there. */
  async #begin(load: () => Promise<boolean>): Promise<void> {
    const lacksTable = this.#rooms.network.model !== null && this.#rooms.data.table === null;
    const before = this.#columns();
    if (!(await load())) return;
    if (lacksTable && (await this.#hasTableAgain())) return;
    this.#rooms.unsaved.settled(NO_HISTORY);
    this.home = false;
    // What was set for other columns says nothing of these; a newer version of the table keeps it.
    if (this.#columns() !== before) this.#rooms.network.change(DEFAULT_NETWORK);
    await this.#rooms.onnewtable();
  }

  #columns(): string {
    return JSON.stringify(this.#rooms.data.table?.columns.map(({ name }) => name));
  }

  /** The table that was loaded is the one that the network had lost. */
  async #hasTableAgain(): Promise<boolean> {
    const snapshot = await this.#rooms.client.call('session.snapshot', undefined);
    if (snapshot.model === null) return false;
    this.home = false;
    this.#rooms.show(snapshot);
    return true;
  }

  async #openProject(file: FileGrant): Promise<void> {
    if (!(await this.#rooms.unsaved.mayReplace(file.name))) return;
    const snapshot = await this.#rooms.client.call('project.open', { file: file.id });
    this.home = false;
    this.#rooms.data.closePreview();
    this.#rooms.show(snapshot);
    this.tellOfLostTable(snapshot);
    await this.#rooms.network.watch([]);
  }

  /** A table that a network was trained on is not where it was. */
  tellOfLostTable({ lostTable }: Snapshot): void {
    if (lostTable === null) return;
    this.#rooms.notices.warn(
      `The table ${lostTable} could not be read again: it was moved, renamed or changed.`,
      'The network is as it was. Open that table to train on and to see errors.',
    );
  }
}
