// npm test: every suite, up to three at a time; `npm test -- unit e2e` runs the named ones. Ends with `N passed, N failed`.
import './lib/node-version.mjs';
import { closeSync, openSync } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { installDebianPackages, runOnDisplay, windowPackages } from './lib/debian.mjs';
import { prepareSources } from './lib/prepare.mjs';
import { root, run, runScript, say, ScriptError } from './lib/run.mjs';

/** A Vulkan driver that the processor imitates: WebGPU without a graphics processor. */
const softwareWebgpu = ['mesa-vulkan-drivers', 'libvulkan1'];

/**
 * A suite is the vitest projects whose names begin with its own. `lane`: suites of different lanes run side by side. The app
 * and the components have lanes of their own: they wait much of the time, for the app and for the browser. What is short
 * follows in the lane that ends first.
 * @type {Record<string, { debian: string[], window: boolean, lane: 'computes' | 'app' | 'page' }>}
 */
const suites = {
  // The tests of printers run the printed code.
  unit: {
    debian: ['gcc', 'libc6-dev', 'python3-numpy', 'python3-sympy', ...softwareWebgpu],
    window: false,
    lane: 'computes',
  },
  component: { debian: ['chromium', 'fonts-dejavu'], window: false, lane: 'page' },
  parity: { debian: softwareWebgpu, window: false, lane: 'page' },
  // iproute2: the packaged app runs in a network whose packets are counted.
  e2e: { debian: [...windowPackages, 'iproute2'], window: true, lane: 'app' },
};

await runScript(async () => {
  const names = process.argv.slice(2);
  const unknown = names.find((name) => !(name in suites));
  if (unknown)
    throw new ScriptError(`There is no suite "${unknown}"; there are ${Object.keys(suites).join(', ')}.`);
  const chosen = Object.entries(suites).filter(([name]) => names.length === 0 || names.includes(name));

  // The suites that drive the app build it themselves, while others already run from the sources.
  await Promise.all([
    installDebianPackages([...new Set(chosen.flatMap(([, suite]) => suite.debian))]),
    prepareSources(),
  ]);

  const total = { passed: 0, failed: 0, skipped: 0 };
  /** @type {string[]} */
  const failures = [];
  const lanes = [...new Set(chosen.map(([, { lane }]) => lane))].map((lane) =>
    chosen.filter(([, suite]) => suite.lane === lane),
  );
  await Promise.all(
    lanes.map(async (lane) => {
      for (const [name, suite] of lane) {
        const counts = await runSuite(name, suite.window, lanes.length > 1);
        total.passed += counts.passed;
        total.failed += counts.failed;
        total.skipped += counts.skipped;
        failures.push(...counts.failures.map((failure) => `  ${name}: ${failure}`));
      }
    }),
  );
  if (failures.length > 0) console.log(['\nFailed:', ...failures].join('\n'));
  const skipped = total.skipped > 0 ? `, ${total.skipped} skipped` : '';
  console.log(`\n${total.passed} passed, ${total.failed} failed${skipped}`);
  return total.failed > 0 || total.passed === 0 ? 1 : 0;
});

/**
 * @param {string} name
 * @param {boolean} window whether it needs a display
 * @param {boolean} beside whether another suite runs at the same time: what this one prints is then kept until it ends
 * @returns {Promise<{ passed: number, failed: number, skipped: number, failures: string[] }>}
 */
async function runSuite(name, window, beside) {
  say(`\n── ${name}${beside ? ' begins' : ''} ──`);
  const started = performance.now();
  const folder = await mkdtemp(join(tmpdir(), 'kan-studio-test-'));
  const counts = join(folder, 'counts.json');
  const vitest = join(root, 'node_modules', 'vitest', 'vitest.mjs');
  const args = [
    vitest,
    'run',
    '--project',
    `${name}*`,
    '--reporter=default',
    '--reporter=./tests/support/counts-reporter.ts',
  ];
  const printed = join(folder, 'printed.log');
  const log = beside ? openSync(printed, 'w') : null;
  try {
    const start = window ? runOnDisplay : run;
    const status = await start(process.execPath, args, {
      env: { ...process.env, KAN_STUDIO_COUNTS: counts },
      ...(log !== null && { stdio: ['ignore', log, log] }),
    });
    if (log !== null) {
      const seconds = ((performance.now() - started) / 1000).toFixed(0);
      process.stdout.write(`\n── ${name} (${seconds} s) ──\n${await readFile(printed, 'utf8')}`);
    }
    const result = JSON.parse(
      await readFile(counts, 'utf8').catch(() => '{"passed":0,"failed":0,"skipped":0,"failures":[]}'),
    );
    // A suite that fails without a failed test (it could not start, or stopped early) counts as a failure.
    if (status !== 0 && result.failed === 0)
      return { ...result, failed: 1, failures: [`it ended with status ${status}`] };
    return result;
  } finally {
    if (log !== null) closeSync(log);
    await rm(folder, { recursive: true, force: true });
  }
}
