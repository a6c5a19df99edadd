/** `kan devices`: what this machine can compute on, and why something is missing. */
import { userError } from '../../shared/errors.ts';
import { sharedDevices } from '../engine/compute/devices/shared.ts';
import { parseArguments } from './args.ts';
import type { Io } from './io.ts';

export async function devices(argv: readonly string[], io: Io): Promise<number> {
  const { positionals, switches } = parseArguments(argv, [], ['json']);
  if (positionals.length > 0) {
    throw userError(
      'cli.arguments',
      `kan devices takes no “${positionals[0]}”.`,
      'Usage: kan devices [--json]',
    );
  }
  const found = await sharedDevices().list();
  if (switches.has('json')) io.stdout(`${JSON.stringify({ devices: found })}\n`);
  else {
    for (const { id, title, available, detail } of found) {
      io.stdout(`${available ? '✓' : '–'} ${id.padEnd(7)} ${title}\n          ${detail}\n`);
    }
  }
  return 0;
}
