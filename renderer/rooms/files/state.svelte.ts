/** What is opened from files and saved into one. */
import type { EngineClient } from '../../../shared/contract/engine.ts';
import type { ReadingOptions } from '../../../shared/contract/schemas/setups.ts';
import type { FileGrant, SampleView, StudioApi } from '../../../shared/contract/studio.ts';
import type { Snapshot } from '../../../shared/contract/views/snapshot.ts';
import type { Actions } from '../../actions/registry.ts';
import { baseName, saveAs, saveTo, type Saving } from '../../common/export.ts';
import type { Screen } from '../../actions/action.ts';
import type { View } from '../../common/view.svelte.ts';
import type { DataState } from '../data/state.svelte.ts';
import { NO_HISTORY, type NetworkState } from '../../common/network.svelte.ts';
import type { Notices } from '../../common/notices.svelte.ts';
import type { PhasesState } from '../phases/state.svelte.ts';
import type { PredictState } from '../predict/state.svelte.ts';
import type { UnsavedState } from './unsaved.svelte.ts';

/** What is needed to open and save. */
interface Needs {
  readonly api: StudioApi;
  readonly client: EngineClient;
  readonly data: DataState;
  readonly network: NetworkState;
  readonly phases: PhasesState;
  readonly predict: PredictState;
  readonly notices: Notices;
  readonly unsaved: UnsavedState;
  readonly view: View<'predict'>;
  readonly actions: Actions<'phases.learn'>;
  readonly screen: Screen;
  /** The screen of equations; a project that has nothing else opens it again. */
  readonly equations: { open: boolean };
  readonly attempt: (work: Promise<unknown>) => void;
  /** Shows all as the engine has it. */
  readonly restore: (snapshot: Snapshot) => void;
  /**
   * There is a new table, and no network for it yet.
   * @param otherColumns whether they are not those of the one before
   */
  readonly beginTable: (otherColumns: boolean) => Promise<void>;
}

export class FilesState {
  /** The start page is shown though the workbench has work. */
  home = $state(false);
  /** The project file that the work was opened from or saved in; null for none. */
  project = $state.raw<FileGrant | null>(null);

  readonly #needs: Needs;
  /** The panel for predictions is open, with a network to predict by. */
  readonly predicting = $derived.by(() => {
    const { network, screen, view } = this.#needs;
    return screen === 'workbench' && view.isOpen('predict') && network.trained;
  });

  constructor(needs: Needs) {
    this.#needs = needs;
  }

  /** A table is previewed, a project or a sample opened. */
  open(file: FileGrant | SampleView): void {
    this.#needs.attempt(
      /\.kan$/i.test(file.name)
        ? this.#openProject(file)
        : 'targets' in file
          ? this.openSample(file)
          : this.#needs.data.open(file),
    );
  }

  /** One of the list of recent files. */
  async openRecent(file: FileGrant): Promise<void> {
    this.open(await this.#needs.api.files.openRecent(file));
  }

  async openDialog(kind: 'table' | 'project'): Promise<void> {
    const file = await this.#needs.api.files.openDialog(kind);
    if (file) this.open(file);
  }

  /**
   * Opens the first of what was dropped: there is one table at a time. While predicting, a table is one to predict for.
   */
  async openDropped(files: readonly File[]): Promise<void> {
    const [file] = files;
    if (!file) return;
    if (this.predicting && !/\.kan$/i.test(file.name)) return this.#needs.predict.openDropped(file);
    this.open(await this.#needs.api.files.grantDropped(file));
    if (files.length > 1) {
      this.#needs.notices.tell(
        `Of the ${files.length} files that were dropped, ${file.name} was opened.`,
        'The window can hold one table at a time.',
      );
    }
  }

  /** Cells that were copied in a spreadsheet, as text. While predicting, they are rows to predict for. */
  async openPasted(text: string): Promise<void> {
    if (!text.trim().includes('\n')) {
      this.#needs.notices.tell(
        'The clipboard holds no table.',
        'Copy cells of a spreadsheet, with the names of their columns, and paste them here.',
      );
      return;
    }
    const file = await this.#needs.api.files.grantPasted(text);
    if (this.predicting) await this.#needs.predict.open(file);
    else this.open(file);
  }

  /** Saves in the open project file; asks for one where there is none. @returns whether it was saved. */
  async save(): Promise<boolean> {
    if (this.project === null) return this.saveAs();
    await saveTo(this.#needs, this.project, this.#saving(false));
    return true;
  }

  /** Asks for a project file and saves in it; the system has asked whether to replace one that is there. @returns whether it was saved. */
  saveAs(): Promise<boolean> {
    return saveAs(this.#needs, this.#saving(true));
  }

  #saving(replace: boolean): Saving {
    const { client, data, network, unsaved } = this.#needs;
    return {
      name: baseName(
        this.project?.name ?? data.table?.fileName ?? (network.model === null ? 'equation' : 'network'),
      ),
      kind: { label: 'KAN Studio project', extension: 'kan' },
      content: async (to) => {
        const { history } = network;
        await client.call('project.save', { file: to.id, replace });
        this.project = to;
        unsaved.settled(history);
        return '';
      },
    };
  }

  /** Loads the previewed table and makes the first network for it. */
  async load(): Promise<void> {
    if (this.#needs.data.file?.id === null) return this.reread(this.#needs.data.overrides);
    if (await this.#needs.unsaved.mayReplace(this.#needs.data.file?.name ?? 'The table')) {
      await this.#begin(() => this.#needs.data.load());
    }
  }

  /**
   * Reads the file of the table in use in another way, and begins a new network; the one before stays in the history.
   */
  async reread(overrides: ReadingOptions): Promise<void> {
    const { data, network, notices, beginTable } = this.#needs;
    const wasTrained = network.trained;
    if (!(await data.reread(overrides))) return;
    await beginTable(false);
    if (wasTrained)
      notices.tell(
        'The table was read again: this is a new, untrained network.',
        'The one before is in the history.',
      );
  }

  /** As its makers mean it to be read, without a preview. One with phases is learned at once. */
  async openSample(sample: SampleView): Promise<void> {
    if (!(await this.#needs.unsaved.mayReplace(sample.name))) return;
    const { data, phases, actions } = this.#needs;
    const ignored = sample.phases === undefined ? [] : [sample.phases];
    const isThere = await this.#begin(() => data.openAsIs(sample, sample.targets, ignored));
    if (!isThere || sample.phases === undefined) return;
    phases.choose(sample.phases);
    actions.get('phases.learn').perform();
  }

  /** The first network for a table. @param load answers whether the table is there. @returns the same */
  async #begin(load: () => Promise<boolean>): Promise<boolean> {
    const lacksTable = this.#needs.network.model !== null && this.#needs.data.table === null;
    const before = this.#columns();
    if (!(await load())) return false;
    if (lacksTable && (await this.#hasTableAgain())) return true;
    this.#needs.unsaved.settled(NO_HISTORY);
    this.project = null;
    this.home = false;
    await this.#needs.beginTable(this.#columns() !== before);
    return true;
  }

  #columns(): string {
    return JSON.stringify(this.#needs.data.table?.columns.map(({ name }) => name));
  }

  /** Whether the loaded table is the one that the network lacked. */
  async #hasTableAgain(): Promise<boolean> {
    const snapshot = await this.#needs.client.call('session.snapshot', undefined);
    if (snapshot.model === null) return false;
    this.home = false;
    this.#needs.restore(snapshot);
    return true;
  }

  async #openProject(file: FileGrant): Promise<void> {
    if (!(await this.#needs.unsaved.mayReplace(file.name, 'all'))) return;
    const snapshot = await this.#needs.client.call('project.open', { file: file.id });
    this.home = false;
    this.#needs.equations.open = false;
    this.#needs.data.closePreview();
    this.#needs.restore(snapshot);
  }

  /** The table of a network could not be read again. */
  tellOfLostTable({ lostTable, lostBecause }: Snapshot): void {
    if (lostTable === null) return;
    this.#needs.notices.warn(
      `The table ${lostTable} could not be read again.`,
      `${lostBecause} The network did not change. Open that table to train further and to see errors.`.trimStart(),
    );
  }
}
