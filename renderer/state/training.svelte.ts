/** The training run: what is asked of it, and how it goes. */
import type { EngineClient } from '../../shared/contract/contract.ts';
import type { TrainingSetup } from '../../shared/contract/schemas.ts';
import type { Snapshot, TrainingView } from '../../shared/contract/views.ts';
import { beginRun, NO_HISTORY, withPoints, type LossHistory } from '../features/train/history.ts';
import { DEFAULT_TRAINING, IDLE, isLive } from '../features/train/options.ts';

export class TrainingState {
  setup = $state.raw<TrainingSetup>(DEFAULT_TRAINING);
  view = $state.raw<TrainingView>(IDLE);
  history = $state.raw<LossHistory>(NO_HISTORY);
  /** A request is on its way: a second press does nothing. */
  busy = $state(false);

  readonly live = $derived(isLive(this.view.status));
  readonly running = $derived(this.view.status === 'running');
  readonly paused = $derived(this.view.status === 'paused');

  readonly #client: EngineClient;

  constructor(client: EngineClient) {
    this.#client = client;
  }

  change(part: Partial<TrainingSetup>): void {
    this.setup = { ...this.setup, ...part };
  }

  start(): Promise<void> {
    return this.#ask(async () => {
      this.history = beginRun(this.history);
      this.show(await this.#client.call('train.start', this.setup));
    });
  }

  pause(): Promise<void> {
    return this.#ask(async () => {
      this.show(await this.#client.call('train.pause', undefined));
    });
  }

  resume(): Promise<void> {
    return this.#ask(async () => {
      this.show(await this.#client.call('train.resume', undefined));
    });
  }

  /** One step of a paused run; without a run, starts one that is held after its first step. */
  step(): Promise<void> {
    return this.#ask(async () => {
      if (!this.live) this.history = beginRun(this.history);
      this.show(await this.#client.call('train.step', this.setup));
    });
  }

  stop(): Promise<void> {
    return this.#ask(async () => {
      this.show(await this.#client.call('train.stop', undefined));
    });
  }

  /** Takes an event of the engine, with the points that are new since the last one. */
  show(view: TrainingView): void {
    this.view = view;
    this.history = withPoints(this.history, view.points);
  }

  /** A new network begins with a clean sheet. */
  clear(): void {
    this.view = IDLE;
    this.history = NO_HISTORY;
  }

  restore({ training, trainingSetup }: Snapshot): void {
    this.view = training;
    this.history = withPoints(NO_HISTORY, training.points);
    this.setup = trainingSetup ?? this.setup;
    this.busy = false;
  }

  /** The engine is gone, and the run with it. */
  interrupt(): void {
    if (this.live) this.view = { ...this.view, status: 'stopped', secondsLeft: null, points: [] };
    this.busy = false;
  }

  async #ask(request: () => Promise<void>): Promise<void> {
    if (this.busy) return;
    this.busy = true;
    try {
      await request();
    } finally {
      this.busy = false;
    }
  }
}
