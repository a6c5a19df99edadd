/** The reader of tables in a thread: the same answers as without, and it can be killed at any moment. */
import { writeFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { beforeAll, describe, expect, it } from 'vitest';
import { createEngine } from '../../../main/engine/engine.ts';
import { localReader, type Reader } from '../../../main/engine/reader/reader.ts';
import { threadReader } from '../../../main/engine/reader/threadReader.ts';
import { useFolder } from '../../support/folder.ts';
import { builtProgram } from '../../support/programs.ts';
import { connectTo, helloCsv, table as tableId } from './studio.ts';

const folder = useFolder('all tests');
let program: URL;
let reader: Reader;

beforeAll(async () => {
  writeFileSync(folder('hello.csv'), helloCsv());
  program = pathToFileURL(await builtProgram('reader'));
  reader = threadReader(program);
});

function file(name: string, content: string): string {
  const path = folder(name);
  writeFileSync(path, content);
  return path;
}

async function allCells(cells: AsyncGenerator<string[][], void>): Promise<string[][]> {
  const all: string[][] = [];
  for await (const block of cells) all.push(...block);
  return all;
}

/** Programs of threads that go wrong. */
const stuck = new URL(
  'data:text/javascript,import { parentPort } from "node:worker_threads"; parentPort.on("message", () => { for (;;); });',
);
const greedy = new URL(
  'data:text/javascript,import { parentPort } from "node:worker_threads"; const all = []; parentPort.on("message", () => { for (;;) all.push(Array(1000).fill({})); });',
);
const fleeting = new URL(
  'data:text/javascript,import { parentPort } from "node:worker_threads"; parentPort.on("message", () => process.exit(3));',
);

describe('answers', () => {
  const contents: Readonly<Record<string, string>> = {
    numbers: helloCsv(),
    labels: `kind,size,when\n${'red,1,2020-01-02\nblue,,2020-01-03\n'.repeat(20)}`,
    odd: `a;b;c\n${'1,5;yes;#ff\n2,5;no;x\n'.repeat(30)}7;8\n`,
  };

  it.each(Object.keys(contents))('of a thread are those of the reader itself: %s', async (name) => {
    const path = file(`${name}.csv`, contents[name]);
    expect(await reader.preview(path, {})).toEqual(await localReader.preview(path, {}));
    const [here, there] = [await localReader.load(path, {}, {}), await reader.load(path, {}, {})];
    expect(there.table).toEqual(here.table);
    expect(await reader.describe(there.table, {})).toEqual(await localReader.describe(here.table, {}));
    const columns = here.table.columns.map((column) => column.name);
    const [inputs, targets] = [columns.slice(1), columns.slice(0, 1)];
    const roles = { inputs, targets, weights: null, missing: 'drop' } as const;
    expect(await reader.check(there.table, roles)).toEqual(await localReader.check(here.table, roles));
    expect(await allCells(there.cells())).toEqual(await allCells(here.cells()));
  });

  it('cells come from the file of their table, also after another one was read', async () => {
    const first = await reader.load(file('first.csv', 'a,b\n1,2\n3,4\n'), {}, {});
    await reader.load(file('second.csv', 'a,b\n5,6\n'), {}, {});
    expect(await allCells(first.cells())).toEqual([
      ['1', '2'],
      ['3', '4'],
    ]);
    file('first.csv', 'a,b\n1,2\n3,5\n');
    await reader.load(folder('second.csv'), {}, {});
    await expect(allCells(first.cells())).rejects.toMatchObject({ detail: { code: 'table.changed' } });
  });

  it('errors for people come through', async () => {
    await expect(reader.load(folder('none.csv'), {}, {})).rejects.toMatchObject({
      detail: { kind: 'user', code: 'table.missing-file' },
    });
  });
});

describe('a thread that does not end', () => {
  it('is left at once when the call is cancelled, and the engine goes on answering meanwhile', async () => {
    const path = file('hello.csv', helloCsv());
    const engine = createEngine({ journalFolder: null, appVersion: 'test', reader: threadReader(stuck) });
    engine.grant(tableId, path, false);
    const client = connectTo(engine);
    const stop = new AbortController();
    const loading = client.call('data.load', { file: tableId, overrides: {} }, stop.signal);
    for (let n = 0; n < 20; n++) await client.call('session.snapshot', undefined);
    stop.abort();
    await expect(loading).rejects.toMatchObject({ detail: { kind: 'cancelled' } });
    await client.call('session.snapshot', undefined);
  });

  it('is killed when it has been silent for too long', async () => {
    const short = threadReader(stuck, { megabytes: 256, silentSeconds: 1 });
    await expect(short.preview(file('a.csv', 'a,b\n1,2\n'), {})).rejects.toMatchObject({
      detail: { kind: 'user', code: 'table.stuck' },
    });
  });

  it('is killed when it takes too much memory, and the engine lives', async () => {
    const small = threadReader(greedy, { megabytes: 32, silentSeconds: 600 });
    await expect(small.preview(file('a.csv', 'a,b\n1,2\n'), {})).rejects.toMatchObject({
      detail: { kind: 'user', code: 'table.too-much-memory' },
    });
  });

  it('and one that ends by itself is told', async () => {
    await expect(threadReader(fleeting).preview(file('a.csv', 'a,b\n1,2\n'), {})).rejects.toThrow(
      'has ended',
    );
  });

  it('the next request gets another thread', async () => {
    const path = file('b.csv', `a,b\n${'1,2\n'.repeat(200_000)}`);
    const stop = new AbortController();
    const { promise: begun, resolve } = deferred();
    const loading = reader.load(path, {}, { signal: stop.signal, onProgress: resolve });
    await begun;
    stop.abort();
    await expect(loading).rejects.toMatchObject({ detail: { kind: 'cancelled' } });
    expect((await reader.load(path, {}, {})).table.rows).toBe(200_000);
  });
});

function deferred(): { readonly promise: Promise<void>; readonly resolve: () => void } {
  let resolve = (): void => undefined;
  const promise = new Promise<void>((done) => (resolve = done));
  return { promise, resolve };
}
