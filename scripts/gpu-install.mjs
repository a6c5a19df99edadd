// npm run gpu:install: TensorFlow for CUDA, with a look at what it needs first. `-- --check` only looks; `-- --unverified` downloads.
// No checksum of the download is known that we could compare it with, so it is made only where the person agrees to that.
import './lib/node-version.mjs';
import { existsSync, readdirSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { checkCuda, cudaSystem, readGpus } from './lib/cuda.mjs';
import { capture, npm, root, run, runScript, say, ScriptError } from './lib/run.mjs';

const packageName = '@tensorflow/tfjs-node-gpu';

await runScript(async () => {
  const system = cudaSystem(process.platform, process.arch);
  if (system === null) {
    throw new ScriptError(
      `TensorFlow has no CUDA for ${process.platform} on ${process.arch}: only for Linux and Windows on x64. ` +
        'The app uses this machine’s graphics processor by WebGPU, for which nothing is to be installed.',
    );
  }
  const query = ['--query-gpu=name,driver_version,memory.total', '--format=csv,noheader'];
  const { output } = await capture('nvidia-smi', query);
  const known = await libraries();
  const findings = checkCuda(system, { gpus: readGpus(output), has: (file) => known.has(file) });
  for (const { ok, text } of findings) say(`${ok ? '✓' : '✗'} ${text}`);
  const ready = findings.every(({ ok }) => ok);
  if (process.argv.includes('--check')) return ready ? 0 : 1;

  if (!existsSync(join(root, 'node_modules', packageName))) {
    throw new ScriptError(`${packageName} is not there. Run npm install first, without --omit=optional.`);
  }
  if (!process.argv.includes('--unverified')) {
    throw new ScriptError(
      `${system.library} cannot be verified: its publisher names no checksum that is known here, and it is run as a part of the program. ` +
        'If you trust the host and your connection, run npm run gpu:install -- --unverified.',
    );
  }
  say(`\nDownloading for ${packageName}:`);
  say(`  ${system.library} (TensorFlow 2.9.1 with CUDA, some hundred megabytes)`);
  say('  and its binding to Node, from storage.googleapis.com/tf-builds (a few megabytes) …');
  const [program, leading] = npm();
  const rebuild = ['rebuild', packageName, '--ignore-scripts=false', '--foreground-scripts'];
  const status = await run(program, [...leading, ...rebuild]);
  if (status !== 0) throw new ScriptError('The download failed; what npm printed above says why.');
  say(
    ready
      ? '\nInstalled. `npm run kan -- devices` shows whether it starts.'
      : '\nInstalled; TensorFlow will not find the graphics processor until what is marked ✗ is there.',
  );
  return 0;
});

/** Names of all libraries that programs find here. @returns {Promise<Set<string>>} */
async function libraries() {
  const variable = process.platform === 'win32' ? 'PATH' : 'LD_LIBRARY_PATH';
  const folders = (process.env[variable] ?? '').split(delimiter).filter((folder) => folder !== '');
  const names = folders.flatMap((folder) => {
    try {
      return readdirSync(folder);
    } catch {
      return [];
    }
  });
  if (process.platform === 'linux') {
    const { output } = await capture('ldconfig', ['-p']);
    names.push(...[...output.matchAll(/^\s*(\S+) \(/gm)].map(([, name = '']) => name));
  }
  return new Set(names);
}
