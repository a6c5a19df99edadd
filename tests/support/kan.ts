/** Runs a command of `kan` in this process. */
import { Readable } from 'node:stream';
import { main } from '../../main/cli/main.ts';

export interface Outcome {
  readonly status: number;
  readonly stdout: string;
  readonly stderr: string;
}

interface Surroundings {
  /** The text of standard input. */
  readonly stdin?: string;
  readonly terminalWidth?: number | null;
  readonly interrupted?: AbortSignal;
  readonly onStderr?: (text: string) => void;
}

export async function kanWith(argv: readonly string[], surroundings: Surroundings = {}): Promise<Outcome> {
  const { stdin = '', terminalWidth = null, interrupted, onStderr } = surroundings;
  const written = { stdout: '', stderr: '' };
  const status = await main(argv, {
    stdout: (text) => void (written.stdout += text),
    stderr: (text) => {
      written.stderr += text;
      onStderr?.(text);
    },
    stdin: Readable.from([Buffer.from(stdin)]),
    terminalWidth,
    interrupted: interrupted ?? new AbortController().signal,
  });
  return { status, ...written };
}

/** Without input, at no terminal. */
export function kan(...argv: string[]): Promise<Outcome> {
  return kanWith(argv);
}
