import { monotonic } from '../../shared/time.ts';
import { setTimeout as sleep } from 'node:timers/promises';
import type { MessagePortMain } from 'electron';
import type { EngineStatus } from '../../shared/contract/studio.ts';
import { KanError, type AppError } from '../../shared/errors.ts';
import {
  hostContract,
  type EngineProcessContract,
  type HostContract,
  type Risk,
} from '../../shared/contract/host.ts';
import { connect, type Connection } from '../../shared/rpc/client.ts';
import type { Handlers } from '../../shared/rpc/contract.ts';
import { isClientMessage, isServerMessage, type Port } from '../../shared/rpc/messages.ts';
import { serve } from '../../shared/rpc/server.ts';
import type { Grant } from '../app/fileGrants.ts';
import type { Log } from '../app/log.ts';
import { Heartbeat } from './heartbeat.ts';
import { restartDelay } from './restartPolicy.ts';

/** The part of Electron's `UtilityProcess` that is used here. */
export interface EngineProcess {
  postMessage(message: unknown, transfer?: MessagePortMain[]): void;
  kill(): boolean;
  on(event: 'message', listener: (message: unknown) => void): unknown;
  on(event: 'exit', listener: (code: number) => void): unknown;
}

export interface EngineOptions {
  readonly fork: () => EngineProcess;
  readonly init: { journalFolder: string; appVersion: string };
  /** All files that the engine must know; told anew to every engine that is started. */
  readonly grants: () => readonly Grant[];
  readonly onStatus: (status: EngineStatus) => void;
  /** The engine has not answered for a while, or (false) answers again or is gone. */
  readonly onHung: (hung: boolean) => void;
  /** Opens the compute window; answers the engine's end of a channel to it. */
  readonly openComputeWindow: () => Promise<MessagePortMain>;
  readonly log: Log;
}

const startTimeoutMs = 20_000;
/** Long enough for work under way to end on a busy machine; the windows are gone meanwhile. */
const flushTimeoutMs = 10_000;

/**
 * Runs the engine process: starts it, tells it what it must know, starts it again when it ends unasked (waiting longer
 * each time, and giving up when it keeps ending), and ends it in good order.
 */
export class EngineSupervisor {
  readonly #options: EngineOptions;
  #process: EngineProcess | null = null;
  #connection: Connection<EngineProcessContract> | null = null;
  #status: EngineStatus = { state: 'starting' };
  #restarts = 0;
  #ends: number[] = [];
  #stopping = false;
  #risk: Risk | null = null;
  readonly #heartbeat: Heartbeat;
  /** The person had it started again: its end is no crash. */
  #restarting = false;
  /** Those who wait for the engine to be ready, or to be given up. */
  #waiting: (() => void)[] = [];

  constructor(options: EngineOptions) {
    this.#options = options;
    this.#heartbeat = new Heartbeat((hung) => {
      if (hung) options.log.warn('The engine does not answer.');
      options.onHung(hung);
    });
  }

  get status(): EngineStatus {
    return this.#status;
  }

  /** What would be lost if the engine ended. */
  get risk(): Risk | null {
    return this.#risk;
  }

  /** The engine has not answered for a while. */
  get hung(): boolean {
    return this.#heartbeat.hung;
  }

  /** Gives an engine that does not answer more time. */
  wait(): void {
    this.#heartbeat.wait();
  }

  /** Ends an engine that does not answer, and starts it again: what it had journalled is there. */
  restart(): void {
    if (this.#process === null || this.#status.state !== 'ready') return;
    this.#options.log.warn('The engine is started again, since it did not answer.');
    this.#restarting = true;
    this.#process.kill();
  }

  /** Starts the engine; what becomes of it is told through `onStatus`. */
  start(): void {
    this.#setStatus({ state: 'starting' });
    const child = this.#options.fork();
    this.#process = child;
    const port = portOf(child);
    const connection = connect<EngineProcessContract>(port, lost);
    this.#connection = connection;
    serve(hostContract, port, this.#handlers(connection), (method) => {
      this.#options.log.error(`The engine’s “${method}” failed.`);
    });
    child.on('message', (message) => {
      if (isClientMessage(message) || isServerMessage(message)) return;
      this.#options.log.error('The engine sent main a message of unknown form.');
    });
    child.on('exit', (code) => {
      connection.close();
      if (this.#process === child) this.#ended(code);
    });
    void this.#prepare(child, connection).catch(() => undefined);
  }

  /**
   * Tells the engine of a file and waits until it knows.
   *
   * @throws the error of the status when the engine is lost for good
   */
  async grant(grant: Grant): Promise<void> {
    // One that ends meanwhile is told of all grants when it is started again, as one that is yet to be ready.
    if (this.#status.state === 'ready') await this.#connection?.call('grant', grant).catch(() => undefined);
    else await this.#settled();
    if (this.#status.state === 'lost') throw new KanError(this.#status.error);
  }

  /** Hands the engine its end of a channel to a window. Only while it is ready. */
  connect(port: MessagePortMain): void {
    void this.#connection?.send('connect', undefined, [port]).catch(() => undefined);
  }

  /** Lets the engine write what it has not yet written, waiting at most ten seconds, and ends it. */
  async stop(): Promise<void> {
    this.#stopping = true;
    const child = this.#process;
    if (child === null) return;
    if (this.#status.state === 'ready') {
      const flushed = this.#connection?.call('flush', undefined).catch(() => undefined);
      await Promise.race([flushed, sleep(flushTimeoutMs)]);
    }
    this.#process = null;
    this.#heartbeat.end();
    child.kill();
  }

  /** Makes a new process ready; kills it where that takes too long, which counts as a crash. */
  async #prepare(child: EngineProcess, connection: Connection<EngineProcessContract>): Promise<void> {
    const { init, grants, log } = this.#options;
    const alarm = setTimeout(() => {
      log.error('The engine did not get ready in time.');
      child.kill();
    }, startTimeoutMs);
    try {
      await connection.call('init', init);
      await Promise.all(grants().map((grant) => connection.call('grant', grant)));
    } finally {
      clearTimeout(alarm);
    }
    if (this.#process !== child) return;
    this.#setStatus({ state: 'ready', restarts: this.#restarts });
    this.#heartbeat.begin(() => connection.call('ping', undefined));
  }

  /** What an engine's process may ask of main. */
  #handlers(connection: Connection<EngineProcessContract>): Handlers<HostContract> {
    const { log, openComputeWindow } = this.#options;
    return {
      risk: (risk) => {
        this.#risk = risk;
      },
      log: ({ level, text }) => {
        const line = `engine: ${text}`;
        if (level === 'info') log.info(line);
        else if (level === 'warning') log.warn(line);
        else log.error(line);
      },
      'computeWindow.open': async () => {
        let port: MessagePortMain;
        try {
          port = await openComputeWindow();
        } catch {
          throw new KanError(noComputeWindow);
        }
        await connection.send('computeWindow.lend', undefined, [port]);
      },
    };
  }

  #ended(code: number): void {
    this.#process = null;
    this.#connection = null;
    this.#risk = null;
    this.#heartbeat.end();
    if (this.#stopping) return;
    if (this.#restarting) {
      this.#restarting = false;
      this.#setStatus({ state: 'lost', error: startedAgain });
      this.#restarts++;
      this.start();
      return;
    }
    this.#ends.push(monotonic());
    const delay = restartDelay(this.#ends);
    this.#options.log.error(
      code === 0 ? 'The engine ended by itself.' : `The engine crashed (exit status ${code}).`,
    );
    this.#setStatus({ state: 'lost', error: delay === null ? gaveUp : lost });
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

function portOf(child: EngineProcess): Port {
  const closed: (() => void)[] = [];
  return {
    send: (message, ports = []) => child.postMessage(message, [...ports] as MessagePortMain[]),
    onMessage: (listener) => void child.on('message', (message) => listener(message, [])),
    onClose: (listener) => void closed.push(listener),
    close: () => {
      for (const listener of closed) listener();
    },
  };
}

const noComputeWindow: AppError = {
  kind: 'fault',
  code: 'compute.no-window',
  message: 'The compute window did not open.',
  hint: '',
};

const lost: AppError = {
  kind: 'fault',
  code: 'engine.lost',
  message: 'The engine stopped unexpectedly and is being restarted.',
  hint: 'Nothing needs to be done: your work up to the last few seconds is kept.',
};

const startedAgain: AppError = {
  kind: 'fault',
  code: 'engine.hung',
  message: 'The engine did not answer and is being started again.',
  hint: 'Your work up to the last few seconds is kept.',
};

const gaveUp: AppError = {
  kind: 'fault',
  code: 'engine.gave-up',
  message: 'The engine stopped several times in a row, so it is not started again.',
  hint: 'Quit KAN Studio and open it again; your work is kept. If this happens again, try less data or a smaller network, and report it with the log (Help → Show log).',
};
