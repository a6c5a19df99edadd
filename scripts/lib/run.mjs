import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/** The repository's root folder. */
export const root = fileURLToPath(new URL('../..', import.meta.url));

/** A failure that is told to the person at the terminal without a stack trace. */
export class ScriptError extends Error {}

/** Prints on stderr, where progress belongs. @param {string} text */
export function say(text) {
  process.stderr.write(`${text}\n`);
}

/**
 * Runs a program in the repository's root and waits for it. Ctrl-C, which a terminal sends to both, is left to the program: it
 * may have something to save.
 *
 * @param {string} command
 * @param {readonly string[]} args
 * @param {import('node:child_process').SpawnOptions} [options] stdio is `inherit` unless set
 * @returns {Promise<number>} its exit status; 1 when a signal ended it, 127 when it is not there
 */
export function run(command, args, options = {}) {
  return new Promise((done, fail) => {
    const child = spawn(command, args, { cwd: root, stdio: 'inherit', ...options });
    const wait = () => undefined;
    process.on('SIGINT', wait);
    child.once('close', () => process.off('SIGINT', wait));
    child.once('error', (error) => {
      process.off('SIGINT', wait);
      if ('code' in error && error.code === 'ENOENT') done(127);
      else fail(error);
    });
    child.once('exit', (code) => done(code ?? 1));
  });
}

/**
 * Runs a program and keeps what it prints.
 *
 * @param {string} command
 * @param {readonly string[]} args
 * @param {import('node:child_process').SpawnOptions} [options]
 * @returns {Promise<{ status: number, output: string }>} stdout and stderr in one
 */
export function capture(command, args, options = {}) {
  return new Promise((done, fail) => {
    const child = spawn(command, args, { cwd: root, stdio: ['ignore', 'pipe', 'pipe'], ...options });
    let output = '';
    const keep = (/** @type {Buffer} */ chunk) => void (output += chunk.toString());
    child.stdout?.on('data', keep);
    child.stderr?.on('data', keep);
    child.once('error', (error) => {
      if ('code' in error && error.code === 'ENOENT') done({ status: 127, output });
      else fail(error);
    });
    child.once('close', (code) => done({ status: code ?? 1, output }));
  });
}

/**
 * npm, as the program and leading arguments to run it with: the one that runs this script, where there is one.
 *
 * @returns {[string, string[]]}
 */
export function npm() {
  const script = process.env['npm_execpath'];
  if (script?.endsWith('npm-cli.js')) return [process.execPath, [script]];
  return process.platform === 'win32' ? ['npm.cmd', []] : ['npm', []];
}

/**
 * Runs a script's main function; a {@link ScriptError} ends it with its message, anything else with its stack.
 *
 * @param {() => Promise<number | void>} main answers the exit status
 */
export async function runScript(main) {
  try {
    process.exitCode = (await main()) ?? 0;
  } catch (error) {
    say(
      error instanceof ScriptError
        ? `\n${error.message}`
        : String(error instanceof Error ? error.stack : error),
    );
    process.exitCode = 1;
  }
}
