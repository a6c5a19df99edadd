import { monotonic } from '../../shared/time.ts';
import { setTimeout as sleep } from 'node:timers/promises';
import type { MessagePortMain } from 'electron';
import type { EngineStatus } from '../../shared/contract/contract.ts';
import { KanError, type AppError } from '../../shared/errors.ts';
import { hostReply, type HostReply, type HostRequest } from '../../shared/rpc/host.ts';
import type { Grant } from '../app/fileGrants.ts';
import type { Log } from '../app/log.ts';
import { restartDelay } from './restartPolicy.ts';

/** The part of Electron's `UtilityProcess` that is used here. */
export interface EngineProcess {
  postMessage(message: HostRequest, transfer?: MessagePortMain[]): void;
  kill(): boolean;
  on(event: 'message', listener: (message: unknown) => void): unknown;
  on(event: 'exit', listener: (code: number) => void): unknown;
}

export interface EngineOptions {
  readonly fork: () => EngineProcess;
  readonly init: { journalFolder: string; samplesFolder: string; appVersion: string };
  /** All files that the engine must know; told anew to every engine that is started. */
  readonly grants: () => readonly Grant[];
  readonly onStatus: (status: EngineStatus) => void;
  /** Opens the compute window; answers the engine's end of a channel to it. */
  readonly openComputeWindow: () => Promise<MessagePortMain>;
  readonly log: Log;
}

/** A request without its number. */
type Numbered = Extract<HostRequest, { seq: number }>;
type Asked = Numbered extends infer R ? (R extends Numbered ? Omit<R, 'seq'> : never) : never;

const startTimeoutMs = 20_000;
const flushTimeoutMs = 2_000;

/**
 * Runs the engine process: starts it, tells it what it must know, starts it again when it ends unasked (waiting longer
 * each time, and giving up when it keeps ending), and ends it in good order.
 */
export class EngineSupervisor {
  readonly #options: EngineOptions;
  #process: EngineProcess | null = null;
  #status: EngineStatus = { state: 'starting' };
  #restarts = 0;
  #ends: number[] = [];
  #stopping = false;
  #lastSeq = 0;
  readonly #unanswered = new Map<number, () => void>();
  /** Those who wait for the engine to be ready, or to be given up. */
  #waiting: (() => void)[] = [];

  constructor(options: EngineOptions) {
    this.#options = options;
  }

  get status(): EngineStatus {
    return this.#status;
  }

  /** Starts the engine; what becomes of it is told through `onStatus`. */
  start(): void {
    this.#setStatus({ state: 'starting' });
    const child = this.#options.fork();
    this.#process = child;
    child.on('message', (message) => {
      this.#receive(message);
    });
    child.on('exit', (code) => {
      if (this.#process === child) this.#ended(code);
    });
    void this.#prepare(child);
  }

  /**
   * Tells the engine of a file and waits until it knows.
   *
   * @throws the error of the status when the engine is lost for good
   */
  async grant(grant: Grant): Promise<void> {
    if (this.#status.state === 'ready') await this.#ask({ type: 'grant', ...grant });
    // An engine that is yet to be ready is told of all grants before it is.
    else await this.#settled();
    if (this.#status.state === 'lost') throw new KanError(this.#status.error);
  }

  /** Hands the engine its end of a channel to a window. Only while it is ready. */
  connect(port: MessagePortMain): void {
    this.#process?.postMessage({ type: 'connect' }, [port]);
  }

  /** Lets the engine write what it has not yet written, waiting at most two seconds, and ends it. */
  async stop(): Promise<void> {
    this.#stopping = true;
    const child = this.#process;
    if (child === null) return;
    if (this.#status.state === 'ready') {
      await Promise.race([this.#ask({ type: 'flush' }), sleep(flushTimeoutMs)]);
    }
    this.#process = null;
    child.kill();
  }

  /** Makes a new process ready; kills it where that takes too long, which counts as a crash. */
  async #prepare(child: EngineProcess): Promise<void> {
    const { init, grants, log } = this.#options;
    const alarm = setTimeout(() => {
      log.error('The engine did not get ready in time.');
      child.kill();
    }, startTimeoutMs);
    await this.#ask({ type: 'init', ...init });
    await Promise.all(grants().map((grant) => this.#ask({ type: 'grant', ...grant })));
    clearTimeout(alarm);
    if (this.#process === child) this.#setStatus({ state: 'ready', restarts: this.#restarts });
  }

  /** Sends a request; settles when it is acknowledged, or when the process ends. */
  #ask(request: Asked): Promise<void> {
    const seq = ++this.#lastSeq;
    return new Promise((resolve) => {
      this.#unanswered.set(seq, resolve);
      this.#process?.postMessage({ ...request, seq });
    });
  }

  #receive(message: unknown): void {
    const parsed = hostReply.safeParse(message);
    if (!parsed.success) {
      this.#options.log.error('The engine sent main a message of unknown form.');
      return;
    }
    const reply: HostReply = parsed.data;
    switch (reply.type) {
      case 'ack':
        this.#unanswered.get(reply.seq)?.();
        this.#unanswered.delete(reply.seq);
        break;
      case 'compute':
        void this.#lendComputeWindow();
        break;
      case 'log':
        if (reply.level === 'info') this.#options.log.info(`engine: ${reply.text}`);
        else if (reply.level === 'warning') this.#options.log.warn(`engine: ${reply.text}`);
        else this.#options.log.error(`engine: ${reply.text}`);
        break;
    }
  }

  async #lendComputeWindow(): Promise<void> {
    const child = this.#process;
    try {
      const port = await this.#options.openComputeWindow();
      if (this.#process === child) child?.postMessage({ type: 'compute', error: null }, [port]);
    } catch {
      if (this.#process === child)
        child?.postMessage({ type: 'compute', error: 'The compute window did not open.' });
    }
  }

  #ended(code: number): void {
    this.#process = null;
    const unanswered = [...this.#unanswered.values()];
    this.#unanswered.clear();
    if (this.#stopping) {
      for (const settle of unanswered) settle();
      return;
    }
    this.#ends.push(monotonic());
    const delay = restartDelay(this.#ends);
    this.#options.log.error(
      code === 0 ? 'The engine ended by itself.' : `The engine crashed (exit status ${code}).`,
    );
    this.#setStatus({ state: 'lost', error: delay === null ? gaveUp : lost });
    for (const settle of unanswered) settle();
    if (delay === null) return;
    this.#restarts++;
    setTimeout(() => {
      if (!this.#stopping) this.start();
    }, delay);
  }

  /** Until the engine is ready, or lost for good. */
  #settled(): Promise<void> {
    if (this.#isSettled()) return Promise.resolve();
    return new Promise((resolve) => {
      this.#waiting.push(resolve);
    });
  }

  #isSettled(): boolean {
    return this.#status.state === 'ready' || (this.#status.state === 'lost' && this.#status.error === gaveUp);
  }

  #setStatus(status: EngineStatus): void {
    this.#status = status;
    this.#options.onStatus(status);
    if (!this.#isSettled()) return;
    const waiting = this.#waiting;
    this.#waiting = [];
    for (const settle of waiting) settle();
  }
}

const lost: AppError = {
  kind: 'fault',
  code: 'engine.lost',
  message: 'The engine stopped unexpectedly and is being restarted.',
  hint: 'Nothing needs to be done: your work up to the last few seconds is kept.',
};

const gaveUp: AppError = {
  kind: 'fault',
  code: 'engine.gave-up',
  message: 'The engine stopped several times in a row, so it is not started again.',
  hint: 'Quit KAN Studio and open it again; your work is kept. If this happens again, try less data or a smaller network, and report it with the log (Help → Show log).',
};
