/**
 * How long a CSV of a million rows takes to load, and how much memory: `node bench/csv.mjs [rows] [columns]`.
 * The file is made in a temporary folder; the reader is bundled as the application bundles it and runs in a process of
 * its own, so that its peak memory is its own. Also measured: the longest time that the event loop was held up, and how
 * soon a cancel comes through.
 */
import { spawnSync } from 'node:child_process';
import { createWriteStream } from 'node:fs';
import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { once } from 'node:events';
import { fileURLToPath, pathToFileURL } from 'node:url';

const self = fileURLToPath(import.meta.url);
const root = resolve(import.meta.dirname, '..');

if (process.argv[2] === '--load') await measure(process.argv[3], process.argv[4]);
else await main(Number(process.argv[2] ?? 1_000_000), Number(process.argv[3] ?? 10));

async function main(rows, columns) {
  const folder = await mkdtemp(join(tmpdir(), 'kan-csv-'));
  try {
    const { build } = await import('vite');
    await build({
      configFile: false,
      root,
      logLevel: 'error',
      ssr: { noExternal: true },
      build: {
        ssr: 'main/engine/data/index.ts',
        outDir: join(folder, 'bundle'),
        target: 'node20',
        minify: false,
      },
    });
    const csv = join(folder, 'bench.csv');
    await generate(csv, rows, columns);
    console.log(`${rows} rows × ${columns} columns, ${((await stat(csv)).size / 1e6).toFixed(0)} MB`);
    const node = [...process.execArgv, self, '--load', join(folder, 'bundle', 'index.js'), csv];
    spawnSync(process.execPath, node, { stdio: 'inherit' });
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** Numbers with up to 15 digits in all columns but the last two: an integer and a label. */
async function generate(path, rows, columns) {
  const out = createWriteStream(path);
  const names = Array.from({ length: columns }, (_, c) => `c${c}`);
  out.write(`${names.join(',')}\n`);
  let state = 1;
  const next = () => (state = (Math.imul(state, 1664525) + 1013904223) >>> 0) / 2 ** 32;
  for (let row = 0; row < rows;) {
    let text = '';
    for (const end = Math.min(rows, row + 5000); row < end; row++) {
      for (let c = 0; c < columns - 2; c++) text += `${(next() * 10 ** (c % 4)).toPrecision(4 + (c % 12))},`;
      text += `${row},${'abcd'[Math.floor(next() * 4)]}\n`;
    }
    if (!out.write(text)) await once(out, 'drain');
  }
  out.end();
  await once(out, 'finish');
}

async function measure(bundle, csv) {
  const { loadTable, previewTable, describeTable, prepareDataset } = await import(pathToFileURL(bundle).href);
  const clock = async (label, work) => {
    const start = performance.now();
    const result = await work();
    console.log(`${label}: ${((performance.now() - start) / 1000).toFixed(2)} s`);
    return result;
  };
  await clock('preview', () => previewTable(csv, {}));
  const before = process.memoryUsage.rss();
  const [table, longest] = await watched(() => clock('load', () => loadTable(csv, {})));
  const megabytes = (bytes) => `${(bytes / 1e6).toFixed(0)} MB`;
  const columns = table.columns.reduce((sum, column) => sum + column.values.byteLength, 0);
  console.log(
    `peak ${megabytes(process.resourceUsage().maxRSS * 1024)} (before ${megabytes(before)}; columns ${megabytes(columns)}), longest pause ${longest.toFixed(0)} ms`,
  );
  const abort = new AbortController();
  setTimeout(() => abort.abort(), 200);
  let aborted = 0;
  abort.signal.addEventListener('abort', () => (aborted = performance.now()));
  await loadTable(csv, {}, { signal: abort.signal }).then(
    () => console.log('loaded before the cancel'),
    () => console.log(`cancelled after ${(performance.now() - aborted).toFixed(0)} ms`),
  );
  await clock('describe', () => describeTable(table));
  const names = table.columns.map((column) => column.name);
  const [, pause] = await watched(() =>
    clock('prepare', () =>
      prepareDataset(table, {
        inputs: names.slice(1),
        targets: names.slice(0, 1),
        weights: null,
        task: 'regression',
        validationFraction: 0.1,
        testFraction: 0.2,
        seed: 1,
        scaling: 'range',
        missing: 'drop',
      }),
    ),
  );
  console.log(`longest pause ${pause.toFixed(0)} ms`);
}

/** The work's result and the longest time that it held up the event loop, in ms. */
async function watched(work) {
  let [last, longest] = [performance.now(), 0];
  const look = () => {
    const now = performance.now();
    longest = Math.max(longest, now - last);
    last = now;
  };
  const beat = setInterval(look, 1);
  const result = await work();
  look();
  clearInterval(beat);
  return [result, longest];
}
