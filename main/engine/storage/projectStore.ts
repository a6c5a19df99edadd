/** Project files on disk, and the tables that belong to them. */
import { createHash } from 'node:crypto';
import { readFile, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { userError, type KanError } from '../../../shared/errors.ts';
import { replaceFile } from '../../files/replaceFile.ts';
import { decodeProject, encodeProject, type Project } from './project.ts';
import type { ScratchTables } from './scratchTables.ts';

/** Tables up to this size are saved inside a project, so that the project can be opened unchanged on any machine. */
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

/** A project file as it was when it was read or written. */
export interface ProjectFile {
  readonly path: string;
  /** Of its bytes. */
  readonly hash: string;
}

/** The file as it is now; null where there is none, or none that can be read. */
export async function projectFileAt(path: string): Promise<ProjectFile | null> {
  const bytes = await readFile(path).catch(() => null);
  return bytes && { path, hash: hashOf(bytes) };
}

/**
 * @returns the file, and its size in bytes.
 * @throws KanError `file.write`
 */
export async function writeProject(
  path: string,
  project: Project,
  app: string,
): Promise<{ readonly file: ProjectFile; readonly bytes: number }> {
  const bytes = encodeProject(project, app);
  await replaceFile(path, bytes);
  return { file: { path, hash: hashOf(bytes) }, bytes: bytes.length };
}

function hashOf(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

/**
 * The bytes of a table's file, to save inside; null if the file is large, missing, or no longer the one that was
 * read.
 */
export async function bytesToEmbed(path: string, hash: string): Promise<Uint8Array | null> {
  try {
    if ((await stat(path)).size > embeddedBytes) return null;
    const bytes = await readFile(path);
    return hashOf(bytes) === hash ? bytes : null;
  } catch {
    return null;
  }
}

/**
 * Where a project's table is: in a file of `scratch` if the project contained it, otherwise the file of its name
 * beside the project. The reader of the file finds out whether it is still the same table.
 * @throws KanError `file.write` if the table from the project can't be written anywhere.
 */
export async function locateTable(
  projectPath: string,
  { data, embedded }: Project,
  scratch: ScratchTables,
): Promise<string | null> {
  if (data === null) return null;
  // The name comes from a file: it must not lead to another folder.
  const name = data.fileName.replace(/[\\/:*?"<>|\0]/g, '_').replace(/^\.+/, '_');
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
