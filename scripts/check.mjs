// npm run check: format, lint, types, dead code and layers. Runs them all, then reports each.
import './lib/node-version.mjs';
import { join } from 'node:path';
import { prepare } from './lib/prepare.mjs';
import { capture, root, runScript } from './lib/run.mjs';

const bin = (/** @type {string} */ path) => join(root, 'node_modules', path);

/** Name, program (from node_modules), arguments. @type {[string, string, string[]][]} */
const checks = [
  ['format', 'prettier/bin/prettier.cjs', ['--check', '--log-level', 'warn', '.']],
  ['lint', 'eslint/bin/eslint.js', ['.', '--max-warnings', '0']],
  ['types (node)', 'typescript/bin/tsc', ['-p', 'tsconfig.node.json']],
  ['types (web)', 'typescript/bin/tsc', ['-p', 'tsconfig.web.json']],
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
  for (const [name, program, args] of checks) {
    const started = performance.now();
    const { status, output } = await capture(process.execPath, [bin(program), ...args]);
    const seconds = ((performance.now() - started) / 1000).toFixed(1);
    console.log(`${status === 0 ? '✓' : '✗'} ${name} (${seconds} s)`);
    if (status !== 0) {
      failures++;
      console.log(`${output.trim()}\n`);
    }
  }
  console.log(failures === 0 ? 'All checks passed.' : `${failures} of ${checks.length} checks failed.`);
  return failures === 0 ? 0 : 1;
});
