/** Project files on disk, and the tables that belong to them. */
import { createHash } from 'node:crypto';
import { readFile, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { userError, type KanError } from '../../../shared/errors.ts';
import { replaceFile } from '../../files/replaceFile.ts';
import { decodeProject, encodeProject, type Project } from './project.ts';
import type { ScratchTables } from './scratchTables.ts';

/** Tables up to this size are saved inside a project, so that it opens anywhere as it was left. */
const embeddedBytes = 16 * 1024 * 1024;

/** @throws KanError `file.read`, `project.foreign`, `project.damaged`, `project.newer` */
export async function readProject(path: string): Promise<Project> {
  let bytes: Uint8Array;
  try {
    bytes = await readFile(path);
  } catch (error) {
    throw unreadable(path, error);
  }
  return decodeProject(bytes, basename(path));
}

/**
 * @returns the size of the file in bytes.
 * @throws KanError `file.write`
 */
export async function writeProject(path: string, project: Project, app: string): Promise<number> {
  const bytes = encodeProject(project, app);
  await replaceFile(path, bytes);
  return bytes.length;
}

/** The bytes of a table's file to save inside; null where it is large, gone, or no longer the one that was read. */
export async function bytesToEmbed(path: string, hash: string): Promise<Uint8Array | null> {
  try {
    if ((await stat(path)).size > embeddedBytes) return null;
    const bytes = await readFile(path);
    return createHash('sha256').update(bytes).digest('hex') === hash ? bytes : null;
  } catch {
    return null;
  }
}

/**
 * Where a project's table is: in a file of `scratch` where it came inside, else the file of its name beside the project.
 * Whether that is still the same table shows when it is read.
 * @throws KanError `file.write` where the table inside can be written nowhere.
 */
export async function locateTable(
  projectPath: string,
  { data, embedded }: Project,
  scratch: ScratchTables,
): Promise<string | null> {
  if (data === null) return null;
  // The name comes out of a file: no way to another folder may be in it.
  const name = basename(data.fileName.replace(/[\\/:*?"<>|\0]/g, '_')).replace(/^\.+/, '_');
  if (embedded === null) return join(dirname(projectPath), name);
  return scratch.write(name, embedded);
}

function unreadable(path: string, error: unknown): KanError {
  const code = (error as NodeJS.ErrnoException).code;
  const reasons: Readonly<Record<string, string>> = {
    ENOENT: 'it is not there',
    EISDIR: 'it is a folder',
    EACCES: 'it may not be read',
    ERR_FS_FILE_TOO_LARGE: 'it is too large for a project',
  };
  const reason = reasons[code ?? ''] ?? String(error);
  return userError('file.read', `“${basename(path)}” could not be read: ${reason}.`, 'Check the file name.');
}
