/** Programs that run printed code. */
import { execFileSync } from 'node:child_process';

export const python = process.env['KAN_STUDIO_PYTHON'] ?? '/usr/bin/python3';

/** Whether a program does not answer. In CI all of them must be there. */
export function lacks(command: string, ...args: string[]): boolean {
  return process.env['CI'] !== 'true' && !answers(command, args);
}

/** R is large: its code is run only where R is there already, and read by a grammar of ours everywhere. */
export const noR = !answers('Rscript', ['--version']);

function answers(command: string, args: readonly string[]): boolean {
  try {
    execFileSync(command, args, { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}
