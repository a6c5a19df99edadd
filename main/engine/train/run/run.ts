/** One training run: it can be paused, resumed, stepped and stopped, and reports its state at any time. */
import type { CurvePoint, RunStatus, TrainingView } from '../../../../shared/contract/views/training.ts';
import { fullText } from '../../../../shared/errors.ts';
import { optimizers } from '../../../../shared/settings/optimizers.ts';
import type { DeviceUse } from '../../../../shared/contract/views/devices.ts';
import type { Backend } from '../../compute/backend.ts';
import type { Devices } from '../../compute/devices/devices.ts';
import type { KanModel } from '../../kan/model.ts';
import type { Ending } from '../../optim/optimizer.ts';
import { deferred, type Deferred } from './deferred.ts';
import { fit } from './fit.ts';
import { messageAfter, stoppedOnLadder } from './messages.ts';
import { Pace, Stopped } from '../steps/pace.ts';
import { placeRun } from './placement.ts';
import type { FitStep, FitTask, Ladder } from '../steps/task.ts';

export interface RunResult {
  readonly status: 'finished' | 'stopped' | 'failed';
  /** The best model so far; the initial one where no step was better. */
  readonly model: KanModel;
  /** Steps made. */
  readonly steps: number;
  /** Step of the model that is kept. */
  readonly keptStep: number;
  readonly curve: readonly CurvePoint[];
  /** For a run that chooses the size of the network: the models that it compared; else null. */
  readonly ladder: Ladder | null;
}

/** What is to be trained. */
export interface RunTask extends Omit<FitTask, 'wrap' | 'allowance' | 'breathe'> {
  /** The generator of the steps; {@link fit} where absent. */
  readonly train?: (task: FitTask) => AsyncGenerator<FitStep, Ending>;
  /** The model was trained on the validation rows, whose errors are then not reported; absent where it was not. */
  readonly tookValidation?: boolean;
  /** The devices to choose from; without them the run computes on `backend`. */
  readonly devices?: Devices;
}

export interface RunHooks {
  /** After every step. `points` are those not reported before. */
  onStep(view: TrainingView, step: FitStep): void;
  /** Called when the run has paused, continued or ended. */
  onStatus(view: TrainingView): void;
}

export class TrainingRun {
  /** Resolves when the run has ended, for any reason; never rejects. */
  readonly finished: Promise<RunResult>;

  readonly #task: RunTask;
  readonly #hooks: RunHooks;
  readonly #pace = new Pace();
  readonly #curve: CurvePoint[] = [];
  #status: RunStatus = 'running';
  #message = '';
  #decisions: readonly string[] = [];
  #device: DeviceUse | null = null;
  /** The message that a device failed, or ''. */
  #failure = '';
  #last: FitStep | null = null;
  /** Number of steps before the run pauses. */
  #allowed: number;
  #stopping = false;
  /** Resolved to continue a paused run. */
  #gate: Deferred<undefined> | null = null;
  /** Resolved when the run has paused or ended. */
  #rest = deferred<undefined>();
  #seconds = 0;
  #since = performance.now();

  /** Starts at once. @param stepsBeforePause number of steps before the run pauses by itself. */
  constructor(task: RunTask, hooks: RunHooks, stepsBeforePause = Infinity) {
    this.#task = task;
    this.#hooks = hooks;
    this.#allowed = stepsBeforePause;
    this.finished = this.#drive();
  }

  get status(): RunStatus {
    return this.#status;
  }

  /** All points of the curve so far; points that come later are not added to it. */
  get curve(): readonly CurvePoint[] {
    return [...this.#curve];
  }

  /** The present step, with its model and the best one; null before the first measurement. */
  get last(): FitStep | null {
    return this.#last;
  }

  /** Resolves when the run is between two steps, or has ended. */
  async pause(): Promise<void> {
    this.#allowed = 0;
    await this.rest();
  }

  /** Resolves when the run is paused or ended. */
  async rest(): Promise<void> {
    if (this.#status === 'running') await this.#rest.promise;
  }

  resume(): void {
    this.#allow(Infinity);
  }

  /** Makes one step of a paused run and resolves afterwards. A running one pauses after its present step. */
  async step(): Promise<void> {
    if (this.#status === 'running') return this.pause();
    if (this.#status !== 'paused') return;
    const rest = this.#rest.promise;
    this.#allow(1);
    await rest;
  }

  /** Ends the run after at most one more evaluation and keeps the best model. */
  async stop(): Promise<RunResult> {
    this.#stopping = true;
    this.#pace.stop();
    this.#allow(0);
    return this.finished;
  }

  view(points: readonly CurvePoint[]): TrainingView {
    const { setup } = this.#task;
    const step = this.#last?.step ?? 0;
    const seconds = this.#elapsed();
    const ended = this.#status !== 'running' && this.#status !== 'paused';
    return {
      status: this.#status,
      optimizer: optimizers[setup.optimizer].name,
      device: this.#device,
      step,
      steps: setup.steps,
      seconds,
      rowsPerSecond: seconds > 0 ? this.#pace.rows / seconds : 0,
      stepsPerSecond: seconds > 0 ? step / seconds : 0,
      secondsLeft:
        ended || step === 0 || setup.optimizer === 'auto' ? null : ((setup.steps - step) * seconds) / step,
      decisions: this.#decisions,
      ladder: this.#last?.ladder?.view ?? null,
      message: this.#message,
      revision: null,
      points,
    };
  }

  async #drive(): Promise<RunResult> {
    // The caller gets its reply before anything is computed.
    await new Promise((resolve) => setImmediate(resolve));
    let ending: Ending | 'stopped' | 'failed';
    try {
      const backend = await this.#place();
      const wrap: FitTask['wrap'] = (evaluator, rows) => this.#pace.paced(evaluator, rows);
      const breathe = (): Promise<void> | undefined => this.#pace.breathe();
      const train = this.#task.train ?? fit;
      ending = await this.#follow(
        train({ ...this.#task, backend, wrap, breathe, allowance: () => this.#allowed }),
      );
    } catch (error) {
      ending = error instanceof Stopped ? 'stopped' : 'failed';
      if (ending === 'failed') this.#message = fullText(error);
    }
    return this.#end(ending);
  }

  /** Takes the steps until they end or the run is stopped; what they hold is given back in any case. */
  async #follow(steps: AsyncGenerator<FitStep, Ending>): Promise<Ending | 'stopped'> {
    try {
      while (await this.#mayGoOn()) {
        const next = await steps.next();
        if (next.done === true) return next.value;
        this.#accept(next.value);
      }
      return 'stopped';
    } finally {
      await steps.return('iterations');
    }
  }

  async #place(): Promise<Backend> {
    const { backend, devices } = this.#task;
    if (devices === undefined) return backend;
    return placeRun(devices, this.#task, (use, note, failure) => {
      this.#device = use;
      if (note !== '') this.#decisions = [...this.#decisions, note];
      if (failure !== '') this.#failure = failure;
      this.#hooks.onStatus(this.view([]));
    });
  }

  #accept(reached: FitStep): void {
    const step = this.#task.tookValidation === true ? withoutValidationError(reached) : reached;
    // Step 0 is the start of the run, not a step; a device may have made several steps at once.
    if (step.step > 0) this.#allowed -= Math.max(1, step.step - (this.#last?.step ?? 0));
    this.#last = step;
    if (step.note !== null) this.#decisions = [...this.#decisions, ...step.note.split('\n')];
    if (step.point !== null) this.#curve.push(step.point);
    this.#hooks.onStep(this.view(step.point === null ? [] : [step.point]), step);
  }

  /** Waits while the run is paused. @returns false once it is to stop. */
  async #mayGoOn(): Promise<boolean> {
    while (this.#allowed <= 0 && !this.#stopping && this.#last !== null) {
      this.#gate = deferred();
      this.#comeToRest('paused');
      await this.#gate.promise;
      this.#gate = null;
    }
    return !this.#stopping;
  }

  #allow(steps: number): void {
    this.#allowed = steps;
    if (this.#gate === null) return;
    if (!this.#stopping) {
      this.#since = performance.now();
      this.#status = 'running';
      this.#hooks.onStatus(this.view([]));
    }
    this.#gate.resolve(undefined);
  }

  #comeToRest(status: RunStatus): void {
    this.#seconds = this.#elapsed();
    this.#status = status;
    this.#hooks.onStatus(this.view([]));
    const rest = this.#rest;
    this.#rest = deferred();
    rest.resolve(undefined);
  }

  #elapsed(): number {
    return this.#status === 'running'
      ? this.#seconds + (performance.now() - this.#since) / 1000
      : this.#seconds;
  }

  #end(ending: Ending | 'stopped' | 'failed'): RunResult {
    const steps = this.#last?.step ?? 0;
    const best = this.#last?.best ?? { model: this.#task.model, step: 0 };
    const status =
      ending === 'stopped' ? 'stopped' : ending === 'failed' || ending === 'diverged' ? 'failed' : 'finished';
    if (ending === 'stopped') this.#sayStopped();
    if (ending !== 'failed') {
      const { setup, dataset, tookValidation } = this.#task;
      const ladder = this.#last?.ladder?.view;
      const message =
        ladder?.sentence ??
        messageAfter(
          ending,
          steps,
          best.step,
          setup,
          dataset.validation.rows > 0,
          tookValidation,
          this.#decisions,
        );
      this.#message = [this.#failure, message].filter((sentence) => sentence !== '').join(' ');
    }
    this.#comeToRest(status);
    const ladder = this.#last?.ladder ?? null;
    return { status, model: best.model, steps, keptStep: best.step, curve: this.#curve, ladder };
  }

  /** The ladder that the run leaves behind says that it is not complete. */
  #sayStopped(): void {
    const ladder = this.#last?.ladder;
    if (this.#last === null || ladder === undefined) return;
    const view = { ...ladder.view, sentence: stoppedOnLadder(ladder.view.sentence) };
    this.#last = { ...this.#last, ladder: { ...ladder, view } };
  }
}

/** What is reported of a network that has learned the validation rows: its error on them says nothing of other rows. */
function withoutValidationError(step: FitStep): FitStep {
  return step.point === null ? step : { ...step, point: { ...step.point, validation: NaN } };
}
