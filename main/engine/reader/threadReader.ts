/** Reads tables in threads: the engine goes on answering, and what hangs or takes too much memory is killed. */
import { basename } from 'node:path';
import type { ReadingOptions } from '../../../shared/contract/schemas/setups.ts';
import type { LoadOptions, TableWithCells } from '../data/reading/load.ts';
import { changed } from '../data/reading/tableCells.ts';
import type { Table } from '../data/table/table.ts';
import type { Reader } from './reader.ts';
import { ReaderThread, usualBudgets, type Budgets, type ReaderClient } from './thread.ts';

/** A thread ends after it has been idle for this time. */
const idleSeconds = 60;

/**
 * One thread waits for the next request; a request that finds none gets a thread of its own.
 * @param program the built `worker.ts`
 */
export function threadReader(program: URL, budgets: Budgets = usualBudgets): Reader {
  let idle: ReaderThread | null = null;
  let idleTimer: NodeJS.Timeout | null = null;

  const take = (): ReaderThread => {
    if (idleTimer !== null) clearTimeout(idleTimer);
    const thread = idle?.ended === false ? idle : new ReaderThread(program, budgets);
    idle = null;
    return thread;
  };
  const giveBack = (thread: ReaderThread): void => {
    if (idle?.ended === false) return thread.end();
    idle = thread;
    // The thread may hold a table that is no longer used.
    idleTimer = setTimeout(() => thread.end(), idleSeconds * 1000).unref();
  };
  const withThread = async <T>(work: (thread: ReaderThread) => Promise<T>): Promise<T> => {
    const thread = take();
    try {
      return await work(thread);
    } finally {
      giveBack(thread);
    }
  };

  const load = async (
    thread: ReaderThread,
    path: string,
    overrides: ReadingOptions,
    { signal, onProgress, trained }: LoadOptions,
  ): Promise<Table> => {
    thread.held = null;
    const table = await thread.run(basename(path), signal, async (client) => {
      const stop = client.on('progress', (progress) => onProgress?.(progress));
      try {
        return await client.call('load', { path, overrides, ...(trained && { trained }) });
      } finally {
        stop();
      }
    });
    thread.held = { table, loaded: true };
    return table;
  };

  /** The cells of a table, by the thread that loaded it, or by another, which loads it again. */
  async function* cellsOf(
    table: Table,
    path: string,
    overrides: ReadingOptions,
    options: LoadOptions,
    signal?: AbortSignal,
  ): AsyncGenerator<string[][], void> {
    const thread = take();
    const ask = <T>(work: (client: ReaderClient) => Promise<T>): Promise<T> =>
      thread.run(table.fileName, signal, work);
    try {
      if (thread.held?.table !== table || !thread.held.loaded) {
        const again = await load(thread, path, overrides, { ...options, ...(signal && { signal }) });
        if (again.hash !== table.hash) throw changed(table);
      }
      for (;;) {
        const block = await ask((client) => client.call('cells', undefined));
        if (block === null) return;
        yield block;
      }
    } finally {
      if (!thread.ended) await ask((client) => client.call('endCells', undefined)).catch(() => undefined);
      giveBack(thread);
    }
  }

  const lookAt = <T>(
    table: Table,
    signal: AbortSignal | undefined,
    work: (client: ReaderClient, given: Table | null) => Promise<T>,
  ): Promise<T> =>
    withThread(async (thread) => {
      const known = thread.held?.table === table;
      const answer = await thread.run(table.fileName, signal, (client) => work(client, known ? null : table));
      if (!known) thread.held = { table, loaded: false };
      return answer;
    });

  return {
    preview: (path, overrides, signal) =>
      withThread((thread) =>
        thread.run(basename(path), signal, (client) => client.call('preview', { path, overrides })),
      ),
    load: (path, overrides, options): Promise<TableWithCells> =>
      withThread(async (thread) => {
        const table = await load(thread, path, overrides, options);
        return { table, cells: (signal) => cellsOf(table, path, overrides, options, signal) };
      }),
    describe: (table, overrides, signal) =>
      lookAt(table, signal, (client, given) => client.call('describe', { table: given, overrides })),
    check: (table, roles, signal) =>
      lookAt(table, signal, (client, given) => client.call('check', { table: given, roles })),
  };
}
