import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { FileGrants } from '../../../main/app/fileGrants.ts';
import { RecentFiles } from '../../../main/app/recentFiles.ts';
import { SettingsStore } from '../../../main/app/settings.ts';
import { useFolder } from '../../support/folder.ts';

const folder = useFolder();
let warnings: string[] = [];
beforeEach(() => {
  warnings = [];
});

const file = (): string => folder('settings.json');
const open = (): SettingsStore => new SettingsStore(file(), (text) => warnings.push(text));

describe('SettingsStore', () => {
  it('starts from the defaults, without a warning', () => {
    expect(open().value).toEqual({ version: 1, theme: 'system', window: null, recent: [] });
    expect(warnings).toEqual([]);
  });

  it('reads what an earlier run has written, and leaves no temporary file', () => {
    open().update({ theme: 'dark', window: { x: -5, y: 1, width: 900, height: 600, maximized: true } });
    expect(open().value).toMatchObject({ theme: 'dark', window: { x: -5, maximized: true } });
    expect(readdirSync(folder())).toEqual(['settings.json']);
  });

  it.each([
    ['half a file', '{"version":1,"th'],
    ['an unknown theme', '{"version":1,"theme":"purple","window":null,"recent":[]}'],
    [
      'a window of no size',
      '{"version":1,"theme":"dark","window":{"x":0,"y":0,"width":0,"height":0,"maximized":false},"recent":[]}',
    ],
    ['nothing', ''],
  ])('uses the defaults for %s, and keeps the damaged file under another name', (_what, text) => {
    writeFileSync(file(), text);
    expect(open().value.theme).toBe('system');
    expect(readFileSync(`${file()}.bak`, 'utf8')).toBe(text);
    expect(warnings).toHaveLength(1);
    expect(warnings[0]).not.toContain(folder());
  });

  it('works without its file when that cannot be written', () => {
    const store = new SettingsStore(join(file(), 'not', 'a', 'folder'), (text) => warnings.push(text));
    writeFileSync(file(), '');
    store.update({ theme: 'light' });
    expect(store.value.theme).toBe('light');
    expect(warnings).toHaveLength(1);
  });
});

describe('RecentFiles', () => {
  it('keeps ids from one run to the next, newest first and each file once', () => {
    const grants = new FileGrants();
    const recent = new RecentFiles(open(), grants);
    const a = grants.grant('/data/a.csv', false);
    const b = grants.grant('/data/b.kan', true);
    for (const grant of [a, b, a]) recent.add(grant);

    const later = new FileGrants();
    const listed = new RecentFiles(open(), later).list();
    expect(listed.map(({ id, path }) => [id, path])).toEqual([
      [a.id, a.path],
      [b.id, b.path],
    ]);
    expect(later.all().map((grant) => grant.writable)).toEqual([false, false]);
  });

  it('keeps at most twelve', () => {
    const grants = new FileGrants();
    const recent = new RecentFiles(open(), grants);
    for (let i = 0; i < 20; i++) recent.add(grants.grant(`/data/${i}.csv`, false));
    expect(recent.list()).toHaveLength(12);
    expect(recent.list()[0]?.path).toBe('/data/19.csv');
  });
});
