import { randomUUID } from 'node:crypto';
import { basename, dirname, isAbsolute } from 'node:path';
import { stat } from 'node:fs/promises';
import type { FileGrant, SavePlace } from '../../shared/contract/studio.ts';
import { userError, type KanError } from '../../shared/errors.ts';

/** A file that the person has chosen, and the opaque id that the window and the engine use for it. */
export interface Grant {
  readonly id: string;
  readonly path: string;
  /** Chosen as a place to save to. */
  readonly writable: boolean;
}

/** The files that the window may name. Main gives paths to the engine only. */
export class FileGrants {
  readonly #byId = new Map<string, Grant>();

  /** Grants a file, or returns its existing grant. A grant can gain the right to write, but never lose it. */
  grant(path: string, writable: boolean, id: string = randomUUID()): Grant {
    const known = [...this.#byId.values()].find((grant) => grant.path === path);
    const grant = { id: known?.id ?? id, path, writable: writable || (known?.writable ?? false) };
    this.#byId.set(grant.id, grant);
    return grant;
  }

  all(): readonly Grant[] {
    return [...this.#byId.values()];
  }
}

/** The part of a grant that is sent to the window. */
export function toFileGrant(grant: Grant): FileGrant {
  return { id: grant.id, name: basename(grant.path) };
}

/** The part of a grant to save that is sent to the window: of its folder only the name. */
export function toSavePlace(grant: Grant): SavePlace {
  const folder = dirname(grant.path);
  return { ...toFileGrant(grant), folder: basename(folder) || folder };
}

/** @throws `file.*` errors if the path is not a file that can be opened */
export async function checkIsFile(path: string): Promise<void> {
  const name = basename(path);
  if (!isAbsolute(path) || path.includes('\0')) {
    throw userError(
      'file.no-path',
      `“${name}” is not a file on this computer.`,
      'Save it to a folder first.',
    );
  }
  const stats = await stat(path).catch((error: unknown) => {
    throw unreachable(name, error);
  });
  if (stats.isDirectory()) {
    throw userError('file.folder', `“${name}” is a folder.`, 'Choose a single file.');
  }
  if (!stats.isFile())
    throw userError('file.special', `“${name}” is not an ordinary file.`, 'Choose another file.');
}

/** Why the system does not find a file, or does not let it be looked at. */
function unreachable(name: string, error: unknown): KanError {
  const code = error instanceof Error && 'code' in error ? String(error.code) : String(error);
  switch (code) {
    case 'EACCES':
    case 'EPERM':
      return userError(
        'file.no-access',
        `You have no permission to read “${name}”.`,
        'Check its permissions.',
      );
    case 'ENOENT':
    case 'ENOTDIR':
      return userError(
        'file.missing',
        `“${name}” does not exist any more.`,
        'It, or the file that it links to, may have been moved, renamed or deleted.',
      );
    case 'ELOOP':
      return userError('file.loop', `“${name}” is a link that leads in a circle.`, 'Choose the file itself.');
    default:
      return userError(
        'file.unreachable',
        `“${name}” cannot be read: the system says ${code}.`,
        'Check the disk that it is on, or choose another file.',
      );
  }
}
