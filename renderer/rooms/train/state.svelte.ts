/** The training run: what is asked of it, and how it goes. */
import type { EngineClient } from '../../../shared/contract/engine.ts';
import { idleTraining, type TrainingView } from '../../../shared/contract/views/training.ts';
import type { TrainingSetup } from '../../../shared/contract/schemas/setups.ts';
import type { HistoryView } from '../../../shared/contract/views/history.ts';
import type { Snapshot } from '../../../shared/contract/views/snapshot.ts';
import { beginRun, historyOf, newestPoint, NO_HISTORY, withPoints, type LossHistory } from './history.ts';
import { isLive } from '../../common/run-status.ts';
import { DEFAULT_TRAINING, withoutMore } from './options.ts';
import { withMark, type Mark } from './pace.ts';
import { FilmState } from './film.svelte.ts';
import { presetOf } from './presets.ts';
import type { NetworkState } from '../../common/network.svelte.ts';
import { presets, type PresetName } from '../../../shared/settings/presets.ts';
import { OneRequest } from '../../common/one-request.svelte.ts';

export class TrainingState {
  readonly #requests = new OneRequest();
  setup = $state.raw<TrainingSetup>(DEFAULT_TRAINING);
  view = $state.raw<TrainingView>(idleTraining);
  history = $state.raw<LossHistory>(NO_HISTORY);
  /** How far the run had come in the last seconds. */
  marks = $state.raw<readonly Mark[]>([]);
  /** Formulas are to be searched for once a run has finished. */
  thenFormula = $state(false);
  /** Runs whose curves are drawn over one another, by their revisions. */
  overlaid = $state.raw<readonly string[]>([]);
  /** A request is on its way: a second press does nothing. */
  readonly busy = $derived.by(() => this.#requests.busy);

  readonly live = $derived(isLive(this.view.status));
  readonly running = $derived(this.view.status === 'running');
  readonly paused = $derived(this.view.status === 'paused');
  /** The newest errors of the run under way; null without a run. */
  readonly newest = $derived(this.live ? newestPoint(this.history) : null);
  /** The recorded steps of the last run. */
  readonly film: FilmState;
  readonly preset = $derived(presetOf(this.setup, this.thenFormula));

  readonly #client: EngineClient;
  readonly #network: NetworkState;
  readonly #listeners: ((before: TrainingView, now: TrainingView) => void)[] = [];

  constructor(client: EngineClient, network: NetworkState) {
    this.#client = client;
    this.#network = network;
    this.film = new FilmState(client, network);
  }

  choosePreset(name: PresetName): void {
    const { training, thenFormulas } = presets[name];
    this.setup = { ...withoutMore(this.setup), ...training };
    this.thenFormula = thenFormulas;
  }

  change(part: Partial<TrainingSetup>): void {
    this.setup = { ...this.setup, ...part };
  }

  start(): Promise<void> {
    return this.#requests.send(async () => {
      this.#begin();
      await this.#client.call('train.start', this.setup);
    });
  }

  pause(): Promise<void> {
    return this.#requests.send(async () => {
      await this.#client.call('train.pause', undefined);
    });
  }

  resume(): Promise<void> {
    return this.#requests.send(async () => {
      await this.#client.call('train.resume', undefined);
    });
  }

  /** One step of a paused run; without a run, starts one that is held after its first step. */
  step(): Promise<void> {
    return this.#requests.send(async () => {
      if (!this.live) this.#begin();
      await this.#client.call('train.step', this.setup);
    });
  }

  stop(): Promise<void> {
    return this.#requests.send(async () => {
      await this.#client.call('train.stop', undefined);
    });
  }

  /** Takes an event of the engine. */
  hear(view: TrainingView): void {
    const before = this.view;
    this.show(view);
    for (const listener of this.#listeners) listener(before, view);
  }

  /** Tells another room how the run goes on. */
  onProgress(listener: (before: TrainingView, now: TrainingView) => void): void {
    this.#listeners.push(listener);
  }

  /** Shows the state of the run, with the points of the curve since the last time. */
  show(view: TrainingView): void {
    this.view = view;
    this.marks = withMark(this.marks, view);
    this.history = withPoints(this.history, view.points);
  }

  /** Another revision is current: the curve is that of the runs that led to it. */
  follow(view: HistoryView): void {
    this.film.clear();
    this.history = historyOf(view);
    this.overlaid = this.overlaid.filter((run) => view.revisions.some(({ id }) => id === run));
  }

  /** A new network begins without curves. */
  clear(): void {
    this.film.clear();
    this.view = idleTraining;
    this.history = NO_HISTORY;
  }

  restore({ training, trainingSetup, history }: Snapshot): void {
    this.view = training;
    this.follow(history);
    // A run under way is no revision yet; and older projects keep the last curve only.
    if (this.live) this.history = withPoints(beginRun(this.history), training.points);
    else if (this.history.steps.length === 0) this.history = withPoints(NO_HISTORY, training.points);
    this.setup = trainingSetup ?? this.setup;
    this.#requests.busy = false;
  }

  /** The engine is gone, and the run with it. @returns what a person does then */
  interrupt(): string {
    this.#requests.busy = false;
    if (!this.live) return '';
    this.view = { ...this.view, status: 'stopped', secondsLeft: null, points: [] };
    return 'It is as it was a few seconds before. Train to continue.';
  }

  /** The curve continues from the current revision; a run without a result is left out. */
  #begin(): void {
    this.overlaid = [];
    this.marks = [];
    this.film.clear();
    this.history = beginRun(historyOf(this.#network.history));
  }
}
