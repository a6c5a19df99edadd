/** `kan devices`: the devices of this machine, and why a device is not available. */
import { sharedDevices } from '../../engine/compute/devices/shared.ts';
import type { Arguments } from '../parsing/args.ts';
import { jsonFlag, type Command } from '../command.ts';
import type { Io } from '../io.ts';

export const devicesCommand: Command = {
  name: 'devices',
  summary: 'lists the devices of this machine, and what is missing',
  heading: 'This machine and this program',
  positionals: [],
  groups: [{ title: 'Results', flags: [jsonFlag] }],
  notes: [
    'native    the processor, with our own kernel: float64; the only one with Levenberg–Marquardt',
    'cuda      NVIDIA graphics processors, with TensorFlow: npm run gpu:install installs it',
    'webgpu    any graphics processor; the app needs no installation for it',
    'wasm      TensorFlow.js on the processor, for comparison',
  ].join('\n'),
  run: devices,
};

async function devices(_: Arguments, io: Io): Promise<number> {
  const found = await sharedDevices().list();
  const lines = found.map(
    ({ id, title, available, detail }) =>
      `${available ? '✓' : '–'} ${id.padEnd(7)} ${title}\n          ${detail}\n`,
  );
  io.report(
    () => ({ devices: found }),
    () => lines.join(''),
  );
  return 0;
}
