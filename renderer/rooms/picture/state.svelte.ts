/** Pictures of the network and of charts, saved and copied. */
import type { EngineClient } from '../../../shared/contract/engine.ts';
import type { StudioApi } from '../../../shared/contract/studio.ts';
import type { CurvesView } from '../../../shared/contract/views/network.ts';
import type { ChartSource } from '../../ui/chart/chart-menu.ts';
import type { NetworkState } from '../../common/network.svelte.ts';
import type { Notices } from '../../common/notices.svelte.ts';
import { inLightTheme } from '../../ui/palette.ts';
import { chartPicture, type ChartPicture } from './chart-picture.ts';

const CURVE_POINTS = 64;

interface OpenChart {
  readonly source: ChartSource;
  readonly picture: ChartPicture;
  readonly x: number;
  readonly y: number;
}

export class PictureState {
  /** Curves of all edges: of a large network the drawing has only those on screen. */
  curves = $state.raw<CurvesView | null>(null);
  /** The chart whose menu is open, and where; null for none. */
  chart = $state.raw<OpenChart | null>(null);

  readonly #client: EngineClient;
  readonly #api: StudioApi;
  readonly #network: NetworkState;
  readonly #notices: Notices;

  constructor(client: EngineClient, api: StudioApi, network: NetworkState, notices: Notices) {
    this.#client = client;
    this.#api = api;
    this.#network = network;
    this.#notices = notices;
  }

  /** Fetches the curves of the present network. @throws the error of the engine. */
  async prepare(): Promise<void> {
    const { model, curves } = this.#network;
    this.curves = curves;
    if (!model) return;
    const detail = await this.#client.call('history.detail', {
      revision: model.revision,
      points: CURVE_POINTS,
    });
    // During training the curves on screen are newer.
    if (curves === null || curves.curves.length < detail.curves.curves.length) this.curves = detail.curves;
  }

  /**
   * Opens the menu of a chart. Its picture is taken now: it has no menu over it, and nothing that the pointer shows later.
   * It is light in every theme, as most pictures are put on white paper.
   */
  async openChart(source: ChartSource, x: number, y: number): Promise<void> {
    const picture = await inLightTheme(() => chartPicture(source.element, source.title));
    this.chart = { source, picture, x, y };
  }

  async copy(png: Uint8Array): Promise<void> {
    await this.#api.app.copyImage(png);
    this.#notices.tell('The picture is on the clipboard.');
  }
}
