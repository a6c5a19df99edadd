/** Writes the kernel's table of functions from their records in shared/functions. */
import { fileURLToPath } from 'node:url';

const registry = fileURLToPath(new URL('../../shared/functions/functions.ts', import.meta.url));

/**
 * @typedef {{ value: string, slope: string }} KernelCode AssemblyScript in `t`: an expression, or statements that return it
 */

/** AssemblyScript source of valueOf and slopeOf. A function's code is its place in the registry. @returns {Promise<string>} */
export async function functionsSource() {
  const { runnerImport } = await import('vite');
  /** @type {{ module: { kernelFunctions: readonly { record: { kernel: KernelCode } }[] } }} */
  const { module } = await runnerImport(registry, { configFile: false, logLevel: 'error' });
  const codes = module.kernelFunctions.map(({ record }) => record.kernel);
  return `// Functions of one variable.

/** f(t) */
${table(
  'valueOf',
  codes.map(({ value }) => value),
)}
/** f'(t) */
${table(
  'slopeOf',
  codes.map(({ slope }) => slope),
)}`;
}

/** @param {string} name @param {readonly string[]} codes */
function table(name, codes) {
  const cases = codes.map((code, index) => `    case ${index}: ${statement(code)}\n`);
  return `export function ${name}(fn: i32, t: f64): f64 {
  switch (fn) {
${cases.join('')}  }
  return NaN;
}
`;
}

/** @param {string} code */
function statement(code) {
  return /\breturn\b/.test(code) ? `{ ${code} }` : `return ${code};`;
}
