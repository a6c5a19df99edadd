/**
 * How smoothly the window draws while a network trains, in the real Electron: `npm run bench -- frames [minutes]`.
 * For networks of 15, 100 and about 2,000 edges: the time from frame to frame (median, 95th percentile, longest) while
 * it rests, trains, and is panned while it trains; the time from a press on an edge to the frame that shows it in the
 * inspector. Then the memory of page and engine over so many minutes of training the 100 edges (1 by default), and
 * what that would come to in 30.
 */
/* global document, requestAnimationFrame, window */
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { availableParallelism, cpus, loadavg, tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { _electron } from 'playwright-core';
import { runOnDisplay } from '../scripts/lib/debian.mjs';
import { provideElectron } from '../scripts/lib/electron.mjs';

const root = resolve(import.meta.dirname, '..');
const SECONDS = 5;
const CLICKS = 12;
const NETWORKS = [
  { edges: 15, inputs: 2, hidden: [5] },
  { edges: 100, inputs: 4, hidden: [20] },
  { edges: 1984, inputs: 30, hidden: [64] },
];

let calls = 1_000_000;

if (process.platform === 'linux' && !process.env['DISPLAY'] && !process.env['WAYLAND_DISPLAY']) {
  const script = fileURLToPath(import.meta.url);
  process.exitCode = await runOnDisplay(process.execPath, [script, ...process.argv.slice(2)]);
} else await main(Number(process.argv[2] ?? 1));

async function main(minutes) {
  const load = loadavg()[0];
  const folder = await mkdtemp(join(tmpdir(), 'kan-frames-'));
  const results = [];
  let memory = null;
  try {
    for (const network of NETWORKS) {
      const app = await start(folder, network);
      try {
        results.push({ edges: network.edges, ...(await measureFrames(app)) });
        if (network.edges === 100 && minutes > 0)
          memory = { minutes, load: loadavg()[0], ...(await measureMemory(app, minutes)) };
      } finally {
        await app.electron.close();
      }
    }
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
  console.log(
    'Frame times in ms: median / 95th percentile / longest. A screen of 60 Hz shows one in 16.7 ms.\n',
  );
  for (const { edges, resting, training, panning, click, work } of results) {
    console.log(`${edges} edges`);
    console.log(`  at rest                 ${describe(resting)}`);
    console.log(`  training                ${describe(training)}   processor ${work.toFixed(0)} ms a second`);
    console.log(`  training and panned     ${describe(panning)}`);
    console.log(`  press on an edge, shown ${describe(click)}`);
  }
  if (memory) {
    const { page, engine } = memory;
    console.log(
      `\nMemory over ${minutes} min of training, MB: page's heap ${series(page)}, engine ${series(engine)}`,
    );
    console.log(
      `  slope of the second half, to 30 min: page ${growth(page, minutes)} MB, engine ${growth(engine, minutes)} MB`,
    );
  }
  const machine = {
    cpu: cpus()[0].model.trim(),
    processors: availableParallelism(),
    system: `${process.platform} ${process.arch}`,
    load: Number(load.toFixed(1)),
    drawing: 'software rasteriser',
  };
  await mkdir(join(root, 'bench', 'results'), { recursive: true });
  const content = { name: 'frames', date: new Date().toISOString().slice(0, 10), machine, results, memory };
  await writeFile(join(root, 'bench', 'results', 'frames.json'), `${JSON.stringify(content, null, 2)}\n`);
}

/** Opens the app on a made-up table and makes a network of it. */
async function start(folder, { inputs, hidden }) {
  const csv = join(folder, `${inputs}.csv`);
  await writeFile(csv, table(inputs, 1000));
  const { executable } = await provideElectron();
  const profile = await mkdtemp(join(folder, 'profile-'));
  const sandbox = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  const electron = await _electron.launch({
    executablePath: executable,
    args: [...sandbox, root, `--user-data-dir=${profile}`],
    cwd: root,
    colorScheme: null,
    chromiumSandbox: sandbox.length === 0,
  });
  const page = await electron.firstWindow();
  await page.getByRole('banner').getByText('Engine ready').waitFor();
  await electron.evaluate(({ dialog, BrowserWindow }, path) => {
    BrowserWindow.getAllWindows()[0]?.setContentSize(1440, 900);
    dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: [path] });
  }, csv);
  await page.keyboard.press('Control+o');
  await page.getByRole('button', { name: 'Load the table' }).click();
  const graph = page.getByRole('application', { name: /^Network graph/ });
  await graph.waitFor();
  await ask(page, 'model.create', { hidden, grid: 5, order: 3, seed: 1 });
  await page.waitForTimeout(1500);
  return { electron, page, graph };
}

async function measureFrames({ electron, page, graph }) {
  const resting = await frames(page);
  await train(page);
  await page.waitForTimeout(1000);
  const busy = await pageSeconds(electron);
  const training = await frames(page);
  const work = (1000 * ((await pageSeconds(electron)) - busy)) / SECONDS;
  const box = await graph.boundingBox();
  const centre = { x: box.x + box.width / 2, y: box.y + box.height / 2 };
  const [panning] = await Promise.all([frames(page), pan(page, centre, box)]);
  await page.getByRole('button', { name: 'Zoom to fit' }).click();
  await page.waitForTimeout(500);
  const click = await clicks(page, graph);
  await ask(page, 'train.stop', undefined);
  return { resting, training, panning, click, work };
}

/** Processor seconds that the page has taken so far: whatever else the machine does, they are its own. */
function pageSeconds(electron) {
  return electron.evaluate(
    ({ app }) => app.getAppMetrics().find((metric) => metric.type === 'Tab')?.cpu.cumulativeCPUUsage ?? NaN,
  );
}

function train(page) {
  return ask(page, 'train.start', {
    optimizer: 'adam',
    steps: 1_000_000,
    lamb: 0,
    learningRate: 0.002,
    batch: 0,
    updateGrid: false,
  });
}

/** Times between frames over some seconds, in ms. */
function frames(page) {
  return page.evaluate(
    (ms) =>
      new Promise((resolve) => {
        const times = [];
        const begin = performance.now();
        const tick = (now) => {
          times.push(now);
          if (performance.now() - begin < ms) requestAnimationFrame(tick);
          else resolve(times.slice(1).map((time, i) => time - times[i]));
        };
        requestAnimationFrame(tick);
      }),
    SECONDS * 1000,
  );
}

/** Drags the ground to and fro, as long as frames are counted. */
async function pan(page, centre, box) {
  const end = Date.now() + SECONDS * 1000;
  await page.mouse.move(box.x + 6, box.y + box.height - 6);
  await page.mouse.down();
  for (let i = 0; Date.now() < end; i++) {
    await page.mouse.move(box.x + 6 + 60 * Math.sin(i / 6), centre.y + 80 * Math.cos(i / 6));
    await page.waitForTimeout(16);
  }
  await page.mouse.up();
}

/** From the press of the button to the frame after the inspector has that edge, for edges spread over the network. */
async function clicks(page, graph) {
  const times = [];
  for (let i = 0; i < CLICKS; i++) {
    const target = await graph.locator('.ground').evaluate(
      (ground, share) => {
        const plots = ground._cyreg.cy.nodes('.plot');
        const plot = plots[Math.floor(share * plots.length)];
        const { x, y } = plot.renderedPosition();
        const { left, top } = ground.getBoundingClientRect();
        return { x: left + x, y: top + y };
      },
      (i + 0.5) / CLICKS,
    );
    // Listens before the press: the two reach the page by different ways.
    await page.evaluate(() => {
      window.shown = new Promise((resolve) => {
        const inspector = document.querySelector('section[aria-label=Inspector]');
        const before = inspector.querySelector('h3')?.textContent;
        window.addEventListener(
          'pointerdown',
          ({ timeStamp }) => {
            const look = (now) => {
              if (inspector.querySelector('h3')?.textContent !== before) resolve(now - timeStamp);
              else requestAnimationFrame(look);
            };
            requestAnimationFrame(look);
          },
          { once: true, capture: true },
        );
        setTimeout(resolve, 3000, NaN);
      });
    });
    await page.mouse.click(target.x, target.y);
    times.push(await page.evaluate(() => window.shown));
  }
  return times;
}

/** MB of the page's heap after collecting garbage, and of the engine's process, every 10 s. */
async function measureMemory({ electron, page }, minutes) {
  const session = await page.context().newCDPSession(page);
  await train(page);
  const readings = { page: [], engine: [] };
  for (let i = 0; i <= minutes * 6; i++) {
    await session.send('HeapProfiler.collectGarbage');
    const { usedSize } = await session.send('Runtime.getHeapUsage');
    const engine = await electron.evaluate(
      ({ app }) =>
        app.getAppMetrics().find((metric) => metric.name === 'KAN Studio engine')?.memory.workingSetSize ??
        NaN,
    );
    readings.page.push(usedSize / 1e6);
    readings.engine.push(engine / 1e3);
    await page.waitForTimeout(10_000);
  }
  await ask(page, 'train.stop', undefined);
  return readings;
}

/** Asks the engine over the page's port. */
async function ask(page, method, params) {
  const error = await page.evaluate(
    (message) =>
      new Promise((resolve) => {
        const off = window.studio.engine.onMessage((answer) => {
          if (answer.id !== message.id) return;
          off();
          resolve(answer.error);
        });
        window.studio.engine.send(message);
      }),
    { type: 'call', id: ++calls, method, params },
  );
  if (error !== undefined) throw new Error(JSON.stringify(error));
}

function table(inputs, rows) {
  let state = 7;
  const next = () => (state = (Math.imul(state, 1664525) + 1013904223) >>> 0) / 2 ** 31 - 1;
  const lines = Array.from({ length: rows }, () => {
    const x = Array.from({ length: inputs }, next);
    return [...x, Math.exp(Math.sin(Math.PI * x[0]) + x[1] ** 2)].map((value) => value.toFixed(6)).join();
  });
  return [[...Array.from({ length: inputs }, (_, i) => `x${i + 1}`), 'y'].join(), ...lines, ''].join('\n');
}

function describe(times) {
  const sorted = times.filter((time) => time >= 0).sort((a, b) => a - b);
  if (sorted.length < times.length) return `${times.length - sorted.length} of ${times.length} not seen`;
  const at = (share) => sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))].toFixed(1);
  return [at(0.5), at(0.95), at(1)].map((text) => text.padStart(6)).join(' / ');
}

function series(values) {
  return values.map((value) => value.toFixed(1)).join(' ');
}

/** Least-squares slope of the second half, times 30 minutes. */
function growth(values, minutes) {
  const half = values.slice(Math.floor(values.length / 2));
  const mean = half.reduce((sum, value) => sum + value, 0) / half.length;
  const centre = (half.length - 1) / 2;
  const slope =
    half.reduce((sum, value, i) => sum + (i - centre) * (value - mean), 0) /
    half.reduce((sum, _, i) => sum + (i - centre) ** 2, 0);
  return ((slope * (values.length - 1) * 30) / minutes).toFixed(1);
}
