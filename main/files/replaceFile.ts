/** Files that are either the old one or the new one, whatever happens in between. */
import { randomUUID } from 'node:crypto';
import {
  access,
  constants,
  lstat,
  mkdir,
  open,
  readlink,
  realpath,
  rename,
  rm,
  stat,
} from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { userError } from '../../shared/errors.ts';
import { NoOrdinaryFile, ReadOnlyFile, whyUnwritable } from './unwritable.ts';

/** What the names of unfinished files begin with: never that of a file of the person's own, and short whatever the target's. */
export const unfinishedPrefix = '.kan-studio-unfinished-';

/** Permissions of an unfinished file: nobody else reads it before it has those of the file that it replaces. */
const privateMode = 0o600;

/**
 * Writes beside the target, forces the bytes to the disk and renames: a reader, or a crash, sees one whole file. The file
 * keeps its permissions; where the path is a link, what it leads to is replaced and the link stays.
 * @throws KanError `file.write` with the system's reason (its `cause`), and where the file is read-only.
 */
export async function replaceFile(path: string, bytes: Uint8Array | string): Promise<void> {
  await explained(path, async () => {
    const target = await targetOf(path);
    const mode = await modeOf(target);
    const folder = dirname(target);
    await mkdir(folder, { recursive: true });
    const unfinished = join(folder, `${unfinishedPrefix}${randomUUID()}`);
    try {
      await writeNew(unfinished, bytes, mode);
      await rename(unfinished, target);
    } catch (error) {
      await rm(unfinished, { force: true }).catch(() => undefined);
      throw error;
    }
    await syncFolder(folder);
  });
}

/**
 * For a check before long work: what lies at the path may be replaced, as far as can be told without writing.
 * @throws KanError `file.write` as {@link replaceFile} would.
 */
export async function requireReplaceable(path: string): Promise<void> {
  await explained(path, async () => {
    await modeOf(await targetOf(path));
  });
}

async function explained(path: string, work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    const { reason, hint } = whyUnwritable(error);
    const failure = userError('file.write', `“${basename(path)}” could not be written: ${reason}.`, hint);
    failure.cause = error;
    throw failure;
  }
}

async function writeNew(path: string, bytes: Uint8Array | string, mode: number | null): Promise<void> {
  const file = await (mode === null ? open(path, 'wx') : open(path, 'wx', privateMode));
  try {
    await file.writeFile(bytes);
    if (mode !== null) await file.chmod(mode);
    await file.sync();
  } finally {
    await file.close();
  }
}

/** Whether two paths lead to the same file, whatever links they go through; links in a circle lead nowhere. */
export async function isSameFile(path: string, other: string): Promise<boolean> {
  return (await fileBehind(path)) === (await fileBehind(other));
}

/** The file that a path leads to; the path itself where its links lead in a circle. */
export async function fileBehind(path: string): Promise<string> {
  return resolve(await targetOf(path).catch(() => path));
}

/** Where a link leads to, also one to a file that is not there yet; the path itself where it is no link. */
async function targetOf(path: string): Promise<string> {
  try {
    return await realpath(path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
  }
  const isLink = await lstat(path).then(
    (found) => found.isSymbolicLink(),
    () => false,
  );
  return isLink ? resolve(dirname(path), await readlink(path)) : path;
}

/** Permissions of the file that is there, null where there is none. @throws where it may not be replaced. */
async function modeOf(target: string): Promise<number | null> {
  const found = await stat(target).catch((error: unknown) => {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  });
  if (found === null) return null;
  if (found.isDirectory()) throw Object.assign(new Error(), { code: 'EISDIR' });
  if (!found.isFile()) throw new NoOrdinaryFile();
  // Root may write whatever the permissions say: they are asked themselves.
  const writable = (found.mode & 0o222) !== 0 && (await mayWrite(target));
  if (!writable) throw new ReadOnlyFile();
  return found.mode & 0o777;
}

async function mayWrite(path: string): Promise<boolean> {
  return access(path, constants.W_OK).then(
    () => true,
    () => false,
  );
}

/** Makes the rename itself durable, where the system can (Windows cannot open folders and needs no such thing). */
async function syncFolder(folder: string): Promise<void> {
  try {
    const handle = await open(folder, 'r');
    await handle.sync().finally(() => handle.close());
  } catch {
    // The file is whole either way.
  }
}
