/** Runs a command of `kan` in this process, and reads its JSON. */
import { Readable } from 'node:stream';
import { main } from '../../main/cli/main.ts';

/** @throws Error with what the command says, where it fails */
export async function kanJson(...argv: string[]): Promise<unknown> {
  const written = { stdout: '', stderr: '' };
  const status = await main(argv, {
    stdout: (text) => void (written.stdout += text),
    stderr: (text) => void (written.stderr += text),
    stdin: Readable.from([]),
    terminalWidth: null,
    interrupted: new AbortController().signal,
  });
  if (status !== 0) throw new Error(written.stderr);
  return JSON.parse(written.stdout);
}

/** Processor seconds of this process: other work on the machine does not count. */
export function processorClock(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e6;
}
