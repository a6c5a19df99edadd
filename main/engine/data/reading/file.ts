/** The beginning of a file, and the error for a file that cannot be read. */
import { open, stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { cancelled, userError } from '../../../../shared/errors.ts';
import { foreignFile } from './foreign.ts';

/** Bytes from which the kind of a file is detected. */
const START_BYTES = 512 * 1024;

export interface FileStart {
  readonly path: string;
  readonly fileName: string;
  /** Size of the whole file. */
  readonly size: number;
  /** The first bytes, all of them where the file is short. */
  readonly bytes: Buffer;
}

/**
 * @throws KanError `table.missing-file`, `table.directory`, `table.not-a-file`, `table.unreadable`, `table.empty`,
 *   `table.foreign`; `cancelled`.
 */
export async function readStart(path: string, signal?: AbortSignal): Promise<FileStart> {
  const fileName = basename(path);
  const size = await sizeOf(path, fileName);
  const bytes = await readBytes(path, Math.min(size, START_BYTES), signal);
  const foreign = foreignFile(bytes, fileName);
  if (foreign !== null) throw foreign;
  return { path, fileName, size, bytes };
}

/** The first bytes of a file, fewer where it has no more. */
export async function readBytes(path: string, count: number, signal?: AbortSignal): Promise<Buffer> {
  const buffer = Buffer.alloc(count);
  const handle = await openFile(path);
  let length = 0;
  try {
    while (length < count) {
      if (signal?.aborted === true) throw cancelled();
      const { bytesRead } = await handle.read(buffer, length, count - length, length);
      if (bytesRead === 0) break;
      length += bytesRead;
    }
  } finally {
    await handle.close();
  }
  return buffer.subarray(0, length);
}

async function sizeOf(path: string, fileName: string): Promise<number> {
  const info = await stat(path).catch((reason: unknown) => {
    throw unreadable(reason, fileName);
  });
  if (info.isDirectory())
    throw userError('table.directory', `${fileName} is a folder, not a file.`, 'Choose one file inside it.');
  if (!info.isFile())
    throw userError(
      'table.not-a-file',
      `${fileName} is a pipe or a device, not a file.`,
      'Write the table to a file first.',
    );
  if (info.size === 0)
    throw userError('table.empty', `${fileName} is empty.`, 'Choose a file that has rows of numbers in it.');
  return info.size;
}

/** @throws KanError `table.missing-file`, `table.unreadable` */
export async function openFile(path: string): ReturnType<typeof open> {
  try {
    return await open(path, 'r');
  } catch (reason) {
    throw unreadable(reason, basename(path));
  }
}

function unreadable(reason: unknown, fileName: string): Error {
  const code = reason instanceof Error && 'code' in reason ? String(reason.code) : '';
  if (code === 'ENOENT' || code === 'ENOTDIR')
    return userError(
      'table.missing-file',
      `There is no file ${fileName}.`,
      'Check the name and the folder; it may have been moved or renamed.',
    );
  return userError(
    'table.unreadable',
    `${fileName} cannot be read${code === '' ? '' : ` (${code})`}.`,
    'Check that you have permission to read it and that no other program has locked it.',
  );
}
