import { accessSync, constants, mkdirSync, mkdtempSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

/** The app's own folders in the profile. Only this user has access. */
const folders = ['logs', 'journal', 'pasted'] as const;

/** The folders that the app keeps its settings, log, journal and pasted tables in. */
export interface Profile {
  readonly root: string;
  readonly logs: string;
  readonly journal: string;
  readonly pasted: string;
  /** Why the wanted folder is not used, as a text for people; null if it is used. */
  readonly problem: ProfileProblem | null;
}

export interface ProfileProblem {
  readonly message: string;
  readonly detail: string;
}

/**
 * Makes missing folders of the profile, and checks that all can be read and written. If this fails, a temporary folder
 * is used instead, so that the app still works.
 * @param wanted the system's folder for the app.
 * @param temporary folder in which temporary folders may be made.
 * @throws if no folder can be made there either.
 */
export function openProfile(wanted: string, temporary: string): Profile {
  try {
    return makeFolders(wanted, null);
  } catch (error) {
    return makeFolders(mkdtempSync(join(temporary, 'kan-studio-profile-')), problemWith(wanted, error));
  }
}

function makeFolders(root: string, problem: ProfileProblem | null): Profile {
  for (const name of ['', ...folders]) {
    const folder = join(root, name);
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    accessSync(folder, constants.R_OK | constants.W_OK | constants.X_OK);
    readdirSync(folder);
  }
  return {
    root,
    logs: join(root, 'logs'),
    journal: join(root, 'journal'),
    pasted: join(root, 'pasted'),
    problem,
  };
}

const reasons: Readonly<Record<string, string>> = {
  EACCES: 'You have no permission to write to it.',
  EPERM: 'You have no permission to write to it.',
  EROFS: 'Its disk is read-only.',
  ENOSPC: 'The disk is full.',
  ENOTDIR: 'A file has the name of the folder.',
  EEXIST: 'A file has the name of the folder.',
};

function problemWith(wanted: string, error: unknown): ProfileProblem {
  const { code = '', message } = error as NodeJS.ErrnoException;
  return {
    message: 'KAN Studio cannot use its own folder.',
    detail: [
      `${wanted}\n${reasons[code] ?? message}`,
      'You can work and save your projects in any folder. Settings, recent files and the data for recovery after a crash are kept in a temporary folder, which the system may delete.',
      'Make the folder writable, then start KAN Studio again.',
    ].join('\n\n'),
  };
}
