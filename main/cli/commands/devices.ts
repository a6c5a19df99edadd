/** `kan devices`: what this machine can compute on, and why something is missing. */
import { sharedDevices } from '../../engine/compute/devices/shared.ts';
import type { Arguments } from '../args.ts';
import { jsonFlag, type Command } from '../command.ts';
import type { Io } from '../io.ts';

export const devicesCommand: Command = {
  name: 'devices',
  summary: 'lists what this machine can compute on, and why something is missing',
  heading: 'This machine and this program',
  positionals: [],
  groups: [{ title: 'Results', flags: [jsonFlag] }],
  notes: [
    'native    the processor, by our own kernel: float64; the only one with Levenberg–Marquardt',
    'cuda      NVIDIA graphics processors by TensorFlow: npm run gpu:install sees to it',
    'webgpu    any graphics processor; in the app nothing need be installed',
    'wasm      TensorFlow.js on the processor, to compare with',
  ].join('\n'),
  run: devices,
};

async function devices({ switches }: Arguments, io: Io): Promise<number> {
  const found = await sharedDevices().list();
  if (switches.has('json')) io.stdout(`${JSON.stringify({ devices: found })}\n`);
  else {
    for (const { id, title, available, detail } of found) {
      io.stdout(`${available ? '✓' : '–'} ${id.padEnd(7)} ${title}\n          ${detail}\n`);
    }
  }
  return 0;
}
