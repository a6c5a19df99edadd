/** Programs that run printed code. */
import { execFileSync } from 'node:child_process';

export const python = process.env['KAN_STUDIO_PYTHON'] ?? '/usr/bin/python3';

/** Whether a program does not answer. In CI all of them must be there. */
export function lacks(command: string, ...args: string[]): boolean {
  if (process.env['CI'] === 'true') return false;
  try {
    execFileSync(command, args, { stdio: 'ignore' });
    return false;
  } catch {
    return true;
  }
}
