import { existsSync, mkdirSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openProfile } from '../../../main/app/profile.ts';
import { useFolder } from '../../support/folder.ts';

describe('the profile', () => {
  const folder = useFolder();

  it('is made at the wanted path, readable by this user only', () => {
    const wanted = folder('a', 'KAN Studio');
    const profile = openProfile(wanted, folder());
    expect(profile).toEqual({
      root: wanted,
      logs: join(wanted, 'logs'),
      journal: join(wanted, 'journal'),
      pasted: join(wanted, 'pasted'),
      problem: null,
    });
    for (const made of [profile.logs, profile.journal, profile.pasted]) {
      expect(statSync(made).mode & 0o777).toBe(0o700);
    }
  });

  it('is used again unchanged', () => {
    const first = openProfile(folder(), folder());
    writeFileSync(join(first.pasted, 'a.txt'), 'x');
    expect(openProfile(folder(), folder())).toEqual(first);
    expect(existsSync(join(first.pasted, 'a.txt'))).toBe(true);
  });

  it.each(['', 'logs', 'journal', 'pasted'])(
    'is in another folder when a file is at the path of “%s”',
    (name) => {
      const wanted = folder('profile');
      if (name !== '') mkdirSync(wanted);
      writeFileSync(join(wanted, name), 'a file');
      const profile = openProfile(wanted, folder());
      expect(profile.root).not.toBe(wanted);
      expect(dirname(profile.root)).toBe(folder());
      expect(existsSync(profile.journal)).toBe(true);
      expect(profile.problem?.message).toBe('KAN Studio cannot use its own folder.');
      expect(profile.problem?.detail).toContain(`${wanted}\nA file has the name of the folder.`);
    },
  );

  it('fails when no temporary folder can be made either', () => {
    writeFileSync(folder('file'), '');
    expect(() => openProfile(folder('file'), folder('file'))).toThrow();
  });
});
