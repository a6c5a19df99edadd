// npm run check: format, lint, types, dead code and layers, two at a time. Runs them all, and reports each when it ends.
import './lib/node-version.mjs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { windowFolders } from './lib/lint-parts.mjs';
import { prepare } from './lib/prepare.mjs';
import { capture, root, runScript } from './lib/run.mjs';

const bin = (/** @type {string} */ path) => join(root, 'node_modules', path);

/** The linter runs twice, so that no processor waits for it at the end: what is not linted by one is linted by the other. */
const inWindow = Object.values(windowFolders).flat();

/** Name, program (from node_modules), arguments; the longest first. @type {[string, string, string[]][]} */
const checks = [
  [
    'lint (engine)',
    'eslint/bin/eslint.js',
    ['.', ...inWindow.flatMap((folder) => ['--ignore-pattern', `${folder}/`]), '--max-warnings', '0'],
  ],
  ['lint (window)', 'eslint/bin/eslint.js', [...inWindow, '--max-warnings', '0']],
  ['format', 'prettier/bin/prettier.cjs', ['--check', '--log-level', 'warn', '.']],
  ['types (node)', 'typescript/bin/tsc', ['-p', 'tsconfig.node.json']],
  ['types (web)', 'typescript/bin/tsc', ['-p', 'tsconfig.web.json']],
  ['types (e2e)', 'typescript/bin/tsc', ['-p', 'tsconfig.e2e.json']],
  [
    'types (svelte)',
    'svelte-check/bin/svelte-check',
    ['--tsconfig', 'tsconfig.web.json', '--fail-on-warnings'],
  ],
  ['dead code', 'knip/bin/knip.js', ['--no-progress', '--treat-config-hints-as-errors']],
  ['layers', '../scripts/layers.mjs', []],
];

await runScript(async () => {
  await prepare();
  let failures = 0;
  const waiting = [...checks];
  const worker = async () => {
    for (let check = waiting.shift(); check !== undefined; check = waiting.shift())
      if (!(await passes(check))) failures++;
  };
  await Promise.all(Array.from({ length: Math.min(2, availableParallelism()) }, worker));
  console.log(failures === 0 ? 'All checks passed.' : `${failures} of ${checks.length} checks failed.`);
  return failures === 0 ? 0 : 1;
});

/** Runs a check and reports it. @param {[string, string, string[]]} check @returns {Promise<boolean>} */
async function passes([name, program, args]) {
  const started = performance.now();
  const { status, output } = await capture(process.execPath, [bin(program), ...args]);
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  console.log(`${status === 0 ? '✓' : '✗'} ${name} (${seconds} s)`);
  if (status !== 0) console.log(`${output.trim()}\n`);
  return status === 0;
}
