/** Predictions for the rows of another file. */
import type { EngineClient } from '../../../shared/contract/engine.ts';
import type { FileGrant, StudioApi } from '../../../shared/contract/studio.ts';
import type { ReadingOptions } from '../../../shared/contract/schemas/setups.ts';
import type { SheetView } from '../../../shared/contract/views/data.ts';
import type { PredictionView } from '../../../shared/contract/views/evaluation.ts';
import { countText, plural } from '../../../shared/figures.ts';
import { toAppError, type AppError } from '../../../shared/errors.ts';
import { baseName, type Saving } from '../../common/export.ts';

export class PredictState {
  file = $state.raw<FileGrant | null>(null);
  view = $state.raw<PredictionView | null>(null);
  /** Why the file cannot be used; null if it can. */
  refusal = $state.raw<AppError | null>(null);
  /** The sheets of a workbook; they stay where one of them cannot be used. */
  sheets = $state.raw<readonly SheetView[]>([]);
  /** The sheet of a workbook that a person chose. */
  #sheet = $state<string | undefined>();
  /** The engine is reading the file. */
  busy = $state(false);

  readonly #client: EngineClient;
  readonly #api: StudioApi;
  readonly #network: { readonly threshold: number };
  #asked = 0;
  /** The revision and the threshold of the last predictions. */
  #by = '';

  /** @param network which has the threshold of two classes */
  constructor(client: EngineClient, api: StudioApi, network: { readonly threshold: number }) {
    this.#network = network;
    this.#client = client;
    this.#api = api;
  }

  async openDialog(): Promise<void> {
    const file = await this.#api.files.openDialog('table');
    if (file) await this.open(file);
  }

  async openDropped(file: File): Promise<void> {
    await this.open(await this.#api.files.grantDropped(file));
  }

  async open(file: FileGrant): Promise<void> {
    this.file = file;
    this.view = null;
    this.sheets = [];
    this.#sheet = undefined;
    await this.refresh();
  }

  /** Reads another sheet of the workbook. */
  async readSheet(sheet: string): Promise<void> {
    this.#sheet = sheet;
    await this.refresh();
  }

  /** The sheet that is read. */
  get sheet(): string {
    return this.#sheet ?? this.view?.sheet ?? '';
  }

  get #overrides(): ReadingOptions {
    return this.#sheet === undefined ? {} : { sheet: this.#sheet };
  }

  /** Predicts again if another network is current, or another threshold. */
  async follow(revision: string, threshold: number): Promise<void> {
    const before = this.#by;
    this.#by = `${revision} ${threshold}`;
    if (before !== this.#by) await this.refresh();
  }

  async refresh(): Promise<void> {
    if (!this.file) return;
    const asked = ++this.#asked;
    this.busy = true;
    this.refusal = null;
    try {
      const { threshold } = this.#network;
      const view = await this.#client.call('predict.preview', {
        file: this.file.id,
        overrides: this.#overrides,
        threshold,
      });
      if (asked !== this.#asked) return;
      this.view = view;
      this.sheets = view.sheets;
    } catch (thrown) {
      if (asked !== this.#asked) return;
      this.view = null;
      this.refusal = toAppError(thrown);
    } finally {
      if (asked === this.#asked) this.busy = false;
    }
  }

  /** Saves the table of the file with the predictions as further columns. */
  table(): Saving {
    return {
      name: `${baseName(this.file?.name ?? 'table')} predicted`,
      kind: { label: 'CSV table', extension: 'csv' },
      content: (to) => this.#write(to.id),
    };
  }

  /** @returns what was written, in a sentence */
  async #write(to: string): Promise<string> {
    if (!this.file) return '';
    const { threshold } = this.#network;
    const request = { file: this.file.id, overrides: this.#overrides, threshold, to };
    const missing = this.view?.missing ?? 0;
    const { rows } = await this.#client.call('predict.save', request);
    return missing > 0
      ? `${plural(rows, 'row')}, ${countText(missing)} of them without a prediction.`
      : `${plural(rows, 'row')} with predictions.`;
  }

  close(): void {
    this.#asked++;
    this.file = null;
    this.view = null;
    this.refusal = null;
    this.busy = false;
  }
}
