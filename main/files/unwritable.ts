/** Why a file could not be written, in words. */

interface Refusal {
  /** As the end of a sentence. */
  readonly reason: string;
  /** What to do about a file that the person saves. */
  readonly hint: string;
}

/** The file itself is marked read-only: renaming another over it would succeed all the same. */
export class ReadOnlyFile extends Error {}

/** A device, a pipe or a folder lies where the file should be. */
export class NoOrdinaryFile extends Error {}

const permissions: Refusal = {
  reason: 'it may not be written to',
  hint: 'Choose another folder, or change the permissions of this one.',
};

const noFolder: Refusal = { reason: 'a file is where its folder should be', hint: 'Choose another folder.' };

const refusals: Readonly<Record<string, Refusal>> = {
  ENOSPC: { reason: 'the disk is full', hint: 'Free some space, or save to another disk.' },
  EDQUOT: {
    reason: 'your share of the disk is used up',
    hint: 'Free some space, or save to another disk.',
  },
  EACCES: permissions,
  EPERM: permissions,
  EROFS: { reason: 'the disk is read-only', hint: 'Choose another folder.' },
  EFBIG: { reason: 'it would be larger than a file may be here', hint: 'Save to another disk.' },
  EIO: {
    reason: 'the disk reports an error',
    hint: 'Save to another disk, and check this one.',
  },
  EISDIR: { reason: 'there is a folder of that name', hint: 'Choose another name.' },
  ENOENT: { reason: 'its folder is not there', hint: 'Choose another folder.' },
  ENOTDIR: noFolder,
  EEXIST: noFolder,
  ENAMETOOLONG: { reason: 'its name is too long', hint: 'Choose a shorter name.' },
  ELOOP: { reason: 'its links lead in a circle', hint: 'Choose another name.' },
};

/** What a person is told of an error of the file system. */
export function whyUnwritable(error: unknown): Refusal {
  if (error instanceof ReadOnlyFile) {
    return { reason: 'it is read-only', hint: 'Choose another name, or allow this file to be changed.' };
  }
  if (error instanceof NoOrdinaryFile) {
    return { reason: 'that is no ordinary file', hint: 'Choose another name.' };
  }
  const code = (error as NodeJS.ErrnoException).code ?? '';
  return (
    refusals[code] ?? {
      reason: code === '' ? String(error) : `the system says ${code}`,
      hint: 'Try another place.',
    }
  );
}
