/** One thread that reads tables. It may take a limited memory, and a limited time without an answer; it can be killed at any moment. */
import { totalmem } from 'node:os';
import { Worker } from 'node:worker_threads';
import { cancelled, userError, type AppError } from '../../../shared/errors.ts';
import { bytesText } from '../../../shared/figures.ts';
import { connect, type Connection } from '../../../shared/rpc/client.ts';
import type { Table } from '../data/table/table.ts';
import type { ReaderContract } from './contract.ts';
import { threadPort } from './port.ts';

export interface Budgets {
  /** Megabytes for texts and lists; the values of the columns are not counted. */
  readonly megabytes: number;
  /** Seconds after which a thread that answers nothing is killed. */
  readonly silentSeconds: number;
}

export const usualBudgets: Budgets = {
  megabytes: Math.floor(Math.min(2048, totalmem() / 2 ** 21)),
  silentSeconds: 60,
};

export type ReaderClient = Connection<ReaderContract>;

const lost: AppError = { kind: 'fault', code: 'reader.lost', message: 'The thread has ended.', hint: '' };

export class ReaderThread {
  readonly #worker: Worker;
  readonly #client: ReaderClient;
  readonly #budgets: Budgets;
  #fail: ((reason: Error) => void) | null = null;
  #ended = false;
  /** The table that the thread holds, and whether it still knows the file that the table is from. */
  held: { readonly table: Table; readonly loaded: boolean } | null = null;

  constructor(program: URL, budgets: Budgets) {
    this.#budgets = budgets;
    this.#worker = new Worker(program, {
      name: 'kan-reader',
      resourceLimits: { maxOldGenerationSizeMb: budgets.megabytes },
    });
    this.#worker.unref();
    this.#worker.on('error', (reason) => this.#end(reason));
    this.#worker.on('exit', () => this.#end(new Error('The thread that reads tables has ended.')));
    this.#client = connect<ReaderContract>(threadPort(this.#worker), lost);
  }

  get ended(): boolean {
    return this.#ended;
  }

  /**
   * Does one thing with the thread. Where the signal aborts, or a budget is spent, the thread is killed.
   * @param fileName for messages
   * @throws KanError `cancelled` at once where the signal aborts; `table.stuck`, `table.too-much-memory`; and as the work does
   */
  async run<T>(
    fileName: string,
    signal: AbortSignal | undefined,
    work: (client: ReaderClient) => Promise<T>,
  ): Promise<T> {
    if (signal?.aborted === true) throw cancelled();
    const failed = new Promise<never>((_, reject) => {
      this.#fail = (reason) => reject(outOfMemory(reason) ? this.#tooMuchMemory(fileName) : reason);
    });
    const abort = (): void => this.#end(cancelled());
    signal?.addEventListener('abort', abort, { once: true });
    const watch = this.#watchSilence(fileName);
    this.#worker.ref();
    try {
      return await Promise.race([work(this.#client), failed]);
    } finally {
      clearInterval(watch);
      signal?.removeEventListener('abort', abort);
      this.#fail = null;
      this.#worker.unref();
    }
  }

  /** Kills the thread. */
  end(): void {
    this.#end(cancelled());
  }

  #end(reason: Error): void {
    this.#fail?.(reason);
    if (this.#ended) return;
    this.#ended = true;
    this.#client.close();
    void this.#worker.terminate();
  }

  /** Seconds are counted, not measured: a machine that slept is no reason to kill the thread. */
  #watchSilence(fileName: string): NodeJS.Timeout {
    let silent = 0;
    return setInterval(() => {
      if (++silent > this.#budgets.silentSeconds) this.#end(this.#stuck(fileName));
      else
        void this.#client.call('ping', undefined).then(
          () => (silent = 0),
          () => undefined,
        );
    }, 1000);
  }

  #stuck(fileName: string): Error {
    return userError(
      'table.stuck',
      `${fileName} cannot be read: the reader has been stuck for ${this.#budgets.silentSeconds} seconds and was stopped.`,
      'Write the table anew as CSV, or remove the lines that are not part of it.',
    );
  }

  #tooMuchMemory(fileName: string): Error {
    return userError(
      'table.too-much-memory',
      `${fileName} cannot be read: its texts take more than ${bytesText(this.#budgets.megabytes * 2 ** 20)} of memory.`,
      'Write every tenth row, or only the columns that you need, to a smaller file.',
    );
  }
}

function outOfMemory(reason: Error): boolean {
  return 'code' in reason && reason.code === 'ERR_WORKER_OUT_OF_MEMORY';
}
