/** Files are replaced as a whole, or not at all. */
import { readdir, readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { replaceFile } from '../../../main/files/replaceFile.ts';
import { useFolder } from '../../support/folder.ts';

describe('atomic writing', () => {
  const folder = useFolder();

  it('replaces a file and leaves nothing else behind', async () => {
    const path = folder('sub', 'a.kan');
    await replaceFile(path, 'old');
    await replaceFile(path, 'new');
    expect(await readFile(path, 'utf8')).toBe('new');
    expect(await readdir(folder('sub'))).toEqual(['a.kan']);
  });

  it('leaves the old file whole and no temporary one where it fails', async () => {
    await replaceFile(folder('dir', 'inside'), 'kept');
    await expect(replaceFile(folder('dir'), 'x')).rejects.toMatchObject({
      detail: { kind: 'user', code: 'file.write' },
    });
    await expect(replaceFile(folder('dir', 'inside', 'deeper'), 'x')).rejects.toMatchObject({
      detail: { code: 'file.write' },
    });
    expect(await readdir(folder())).toEqual(['dir']);
    expect(await readFile(folder('dir', 'inside'), 'utf8')).toBe('kept');
  });
});
