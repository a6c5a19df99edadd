/** What saving does to a file that is there, to what it is reached by, and to the files beside it. */
import { chmodSync, lstatSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { statSync, symlinkSync, writeFileSync } from 'node:fs';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { FileGrants } from '../../../main/app/fileGrants.ts';
import { keepPasted } from '../../../main/app/pastedTable.ts';
import { SettingsStore } from '../../../main/app/settings.ts';
import { writeGranted } from '../../../main/app/writeGranted.ts';
import { replaceFile } from '../../../main/files/replaceFile.ts';
import { disk } from '../../support/faultyDisk.ts';
import { useFolder } from '../../support/folder.ts';

vi.mock('node:fs/promises', async (original) =>
  (await import('../../support/faultyDisk.ts')).faultyDisk(original),
);

const at = useFolder();
beforeEach(() => disk.mend());

const read = (name: string): string => readFileSync(at(name), 'utf8');
const modeOf = (name: string): number => statSync(at(name)).mode & 0o777;

async function writeFileOfPage(name: string, text: string): Promise<void> {
  const grants = new FileGrants();
  await writeGranted(grants, grants.grant(at(name), true).id, text);
}

describe.each([
  ['the engine', (name: string, text: string) => replaceFile(at(name), text)],
  ['the app', writeFileOfPage],
])('a file that %s saves', (_who, save) => {
  it.runIf(process.platform !== 'win32')('keeps its permissions', async () => {
    for (const mode of [0o600, 0o640, 0o755]) {
      writeFileSync(at('a.svg'), 'old');
      chmodSync(at('a.svg'), mode);
      await save('a.svg', 'new');
      expect([read('a.svg'), modeOf('a.svg')]).toEqual(['new', mode]);
    }
  });

  it('is refused when it is read-only, and is not changed', async () => {
    writeFileSync(at('a.svg'), 'old');
    chmodSync(at('a.svg'), 0o444);
    await expect(save('a.svg', 'new')).rejects.toMatchObject({
      detail: { code: 'file.write', message: '“a.svg” could not be written: it is read-only.' },
    });
    expect(read('a.svg')).toBe('old');
    chmodSync(at('a.svg'), 0o644);
  });

  it.runIf(process.platform !== 'win32')(
    'is written to the target of a link, and the link stays',
    async () => {
      mkdirSync(at('elsewhere'));
      writeFileSync(at('elsewhere/real.svg'), 'old');
      symlinkSync(at('elsewhere/real.svg'), at('a.svg'));
      symlinkSync('elsewhere/later.svg', at('b.svg'));
      await save('a.svg', 'new');
      await save('b.svg', 'first');
      expect([read('elsewhere/real.svg'), read('elsewhere/later.svg')]).toEqual(['new', 'first']);
      expect(['a.svg', 'b.svg'].map((name) => lstatSync(at(name)).isSymbolicLink())).toEqual([true, true]);
      symlinkSync('circle.svg', at('circle.svg'));
      await expect(save('circle.svg', 'new')).rejects.toMatchObject({ detail: { code: 'file.write' } });
    },
  );

  it('does not change files beside it, whatever their names', async () => {
    writeFileSync(at('a.svg'), 'old');
    writeFileSync(at('a.svg.tmp'), 'a file of my own');
    await save('a.svg', 'new');
    expect(read('a.svg.tmp')).toBe('a file of my own');
    expect(readdirSync(at()).sort()).toEqual(['a.svg', 'a.svg.tmp']);
  });

  it('may have the longest possible name', async () => {
    const name = `${'n'.repeat(251)}.svg`;
    await save(name, 'new');
    expect(read(name)).toBe('new');
  });

  it.each(['ENOSPC', 'EROFS', 'EIO', 'EACCES'])(
    'is complete after any failure of the disk (%s)',
    async (code) => {
      for (let changes = 0, failed = true; failed; changes++) {
        writeFileSync(at('a.svg'), 'old');
        disk.breakAfter(changes, code);
        const outcome = await save('a.svg', 'new').then(
          () => null,
          (error: unknown) => error,
        );
        failed = outcome !== null;
        disk.mend();
        if (failed) expect(outcome).toMatchObject({ detail: { kind: 'user', code: 'file.write' } });
        expect(read('a.svg')).toBe(failed ? 'old' : 'new');
      }
    },
  );
});

describe('the app’s own files', () => {
  it('a pasted table that cannot be kept gives its own error', async () => {
    disk.breakAfter(1, 'ENOSPC');
    await expect(keepPasted(at(), 'x,y\n1,2\n')).rejects.toMatchObject({
      detail: { code: 'file.write', hint: expect.stringContaining('Free some space') as string },
    });
  });

  it('settings that cannot be written are lost at the next start only', () => {
    const warnings: string[] = [];
    mkdirSync(at('settings.json'));
    const settings = new SettingsStore(at('settings.json'), (text) => warnings.push(text));
    settings.update({ theme: 'dark' });
    expect(settings.value.theme).toBe('dark');
    expect(warnings.at(-1)).toMatch(/^Settings could not be saved \(\w+\)\.$/u);
    expect(readdirSync(at())).toEqual(['settings.json']);
  });
});
