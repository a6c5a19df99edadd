import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { beforeAll, expect, it } from 'vitest';
import { useFolder } from '../../support/folder.ts';
import { builtProgram } from '../../support/programs.ts';

const folder = useFolder('all tests');
let program: string;

beforeAll(async () => {
  program = await builtProgram('kan');
});

it('a reader that closes the pipe early causes no error', async () => {
  const rows = Array.from({ length: 20_000 }, (_, i) => `${i % 97},${i % 89}`);
  const csv = folder('many.csv');
  await writeFile(csv, ['a,b', ...rows].join('\n'));
  const model = folder('many.kan');
  const fit = spawn(process.execPath, [
    program,
    'fit',
    csv,
    '--target',
    'b',
    '--hidden',
    'none',
    '--steps',
    '1',
    '--out',
    model,
  ]);
  expect((await once(fit, 'exit'))[0]).toBe(0);

  const predict = spawn(process.execPath, [program, 'predict', model, csv]);
  let stderr = '';
  predict.stderr.on('data', (text: Buffer) => (stderr += text.toString()));
  await once(predict.stdout, 'data');
  predict.stdout.destroy();
  expect((await once(predict, 'exit'))[0]).toBe(0);
  expect(stderr).not.toContain('EPIPE');
});

// A device that is always full is there on Linux only.
it.skipIf(process.platform !== 'linux')(
  'output to a full disk ends with the reason (needs Linux)',
  async () => {
    const full = openSync('/dev/full', 'w');
    const help = spawn(process.execPath, [program, '--help'], { stdio: ['ignore', full, 'pipe'] });
    let stderr = '';
    help.stderr?.on('data', (text: Buffer) => (stderr += text.toString()));
    expect((await once(help, 'close'))[0]).toBe(2);
    closeSync(full);
    expect(stderr).toBe(
      'kan: The output could not be written: the disk is full.\n  Free some space, or save to another disk.\n',
    );
  },
);

it('Ctrl-C ends a run cleanly', async () => {
  const csv = folder('few.csv');
  await writeFile(csv, ['a,b', ...Array.from({ length: 200 }, (_, i) => `${i % 97},${i % 89}`)].join('\n'));
  const model = folder('stopped.kan');
  const flags = ['--target', 'b', '--optimizer', 'adam', '--steps', '1000000', '--out', model];
  const fit = spawn(process.execPath, [program, 'fit', csv, ...flags]);
  let [stdout, stderr] = ['', ''];
  fit.stdout.on('data', (text: Buffer) => (stdout += text.toString()));
  fit.stderr.on('data', (text: Buffer) => (stderr += text.toString()));
  while (!stderr.includes('step ')) await once(fit.stderr, 'data');
  fit.kill('SIGINT');
  expect((await once(fit, 'exit'))[0]).toBe(0);
  expect(stderr).toMatch(/Interrupted after [\d\s]+ steps?/);
  expect(stdout).toContain(`Saved ${model}`);
});
