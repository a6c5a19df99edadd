/** Entry of the thread that reads tables. It holds the last table, so that looking at it again costs no copy. */
import { parentPort } from 'node:worker_threads';
import type { Handlers } from '../../../shared/rpc/contract.ts';
import { serve, type Server } from '../../../shared/rpc/server.ts';
import type { Table } from '../data/table/table.ts';
import { readerContract, type ReaderContract } from './contract.ts';
import { threadPort } from './port.ts';
import { localReader } from './reader.ts';

if (parentPort === null) throw new Error('This program is a thread of the engine.');

type Cells = AsyncGenerator<string[][], void>;

let held: Table | null = null;
let cellsOf: ((signal?: AbortSignal) => Cells) | null = null;
let cells: Cells | null = null;

function tableOf(given: Table | null): Table {
  if (given !== null) [held, cellsOf] = [given, null];
  if (held === null) throw new Error('No table is held.');
  return held;
}

const handlers: Handlers<ReaderContract> = {
  preview: ({ path, overrides }, signal) => localReader.preview(path, overrides, signal),
  async load({ path, overrides, trained }, signal) {
    [held, cellsOf] = [null, null];
    const onProgress = server.emit.bind(server, 'progress');
    const read = await localReader.load(path, overrides, {
      ...{ signal, onProgress },
      ...(trained && { trained }),
    });
    [held, cellsOf] = [inSharedMemory(read.table), read.cells];
    return held;
  },
  async cells() {
    if (cellsOf === null) throw new Error('No table was loaded.');
    cells ??= cellsOf();
    const { value, done } = await cells.next();
    if (done === true) cells = null;
    return value ?? null;
  },
  async endCells() {
    await cells?.return();
    cells = null;
  },
  describe: ({ table, overrides }) => localReader.describe(tableOf(table), overrides),
  check: ({ table, roles }, signal) => localReader.check(tableOf(table), roles, signal),
  ping: () => undefined,
};
const server: Server<ReaderContract> = serve(readerContract, threadPort(parentPort), handlers);

function inSharedMemory(table: Table): Table {
  const columns = table.columns.map((column) => {
    const values = new Float64Array(new SharedArrayBuffer(column.values.byteLength));
    values.set(column.values);
    return { ...column, values };
  });
  return { ...table, columns };
}
