/** Reads a table from standard input, which a command line calls `-`. */
import { createWriteStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { cancelled, userError } from '../../shared/errors.ts';
import { whyUnwritable } from '../files/unwritable.ts';
import type { Io } from './io.ts';

export const STANDARD_INPUT = '-';

/**
 * Gives `work` its tables as files. Standard input is saved in a temporary file until the work is done, because tables
 * are read more than once.
 * @param work gets `fileOf`, which takes a path, or `-`; it accepts `-` only once
 * @throws KanError `cli.standard-input` for a second `-`; `cancelled`
 */
export async function withTableFiles<T>(
  io: Io,
  work: (fileOf: (path: string) => Promise<string>) => Promise<T>,
): Promise<T> {
  let folder: string | null = null;
  const fileOf = async (path: string): Promise<string> => {
    if (path !== STANDARD_INPUT) return path;
    if (folder !== null) {
      throw userError(
        'cli.standard-input',
        'Standard input can be used for one table only.',
        'Name a file for the other table.',
      );
    }
    folder = await mkdtemp(join(tmpdir(), 'kan-')).catch(notKept);
    const file = join(folder, 'standard input');
    await pipeline(io.stdin, createWriteStream(file), { signal: io.interrupted }).catch((error: unknown) => {
      if (io.interrupted.aborted) throw cancelled();
      return notKept(error);
    });
    return file;
  };
  try {
    return await work(fileOf);
  } finally {
    if (folder !== null) await rm(folder, { recursive: true, force: true });
  }
}

function notKept(error: unknown): never {
  throw userError(
    'cli.standard-input',
    `Standard input could not be kept in “${tmpdir()}”: ${whyUnwritable(error).reason}.`,
    'Set TMPDIR to a folder with room, or name a file.',
  );
}
