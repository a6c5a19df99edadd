import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { beforeAll, describe, expect, it } from 'vitest';
import { isAllowedAddress } from '../../../main/app/allowedAddress.ts';
import { filesAmong } from '../../../main/app/argumentFiles.ts';
import { checkIsFile, FileGrants, toFileGrant, toSavePlace } from '../../../main/app/fileGrants.ts';
import { answerPageRequest, contentSecurityPolicy } from '../../../main/app/pageFiles.ts';
import { listSamples } from '../../../main/app/samples.ts';
import { toAppError } from '../../../shared/errors.ts';
import { fileId } from '../../../shared/contract/schemas/basic.ts';
import { useFolder } from '../../support/folder.ts';

const folder = useFolder('all tests');
beforeAll(() => {
  mkdirSync(folder('page', 'assets'), { recursive: true });
  writeFileSync(folder('page', 'index.html'), '<p>page</p>');
  writeFileSync(folder('page', 'assets', 'a b.js'), 'export {};');
  writeFileSync(folder('page', 'assets', 'key.pem'), 'not for the page');
  writeFileSync(folder('secret.json'), '{}');
});

describe('FileGrants', () => {
  it('gives a file one opaque id that fits the contract and does not show its path', () => {
    const grants = new FileGrants();
    const grant = grants.grant('/home/someone/secret-project/data.csv', false);
    expect(fileId.parse(grant.id)).toBe(grant.id);
    expect(grants.grant(grant.path, false)).toEqual(grant);
    expect(toFileGrant(grant)).toEqual({ id: grant.id, name: 'data.csv' });
    expect(toSavePlace(grant)).toEqual({ id: grant.id, name: 'data.csv', folder: 'secret-project' });
    expect(toSavePlace(grants.grant('/data.csv', true)).folder).toBe('/');
  });

  it('never takes back the right to write', () => {
    const grants = new FileGrants();
    grants.grant('/a.kan', true);
    expect(grants.grant('/a.kan', false).writable).toBe(true);
    expect(grants.all()).toHaveLength(1);
  });
});

describe('checkIsFile', () => {
  const codeOf = (path: string): Promise<unknown> =>
    checkIsFile(path).then(
      () => null,
      (error: unknown) => toAppError(error).code,
    );

  it('says what is wrong with a path', async () => {
    expect(await codeOf(folder('page', 'index.html'))).toBeNull();
    expect(await codeOf(folder('no-such.csv'))).toBe('file.missing');
    expect(await codeOf(folder())).toBe('file.folder');
    expect(await codeOf('')).toBe('file.no-path');
    expect(await codeOf('relative.csv')).toBe('file.no-path');
    expect(await codeOf('/nul\0byte.csv')).toBe('file.no-path');
    if (process.platform === 'linux') expect(await codeOf('/dev/null')).toBe('file.special');
  });

  // Windows makes links for administrators only, and shorter names.
  it.skipIf(process.platform === 'win32')('does not call a file missing that is there', async () => {
    symlinkSync(folder('b.csv'), folder('a.csv'));
    symlinkSync(folder('a.csv'), folder('b.csv'));
    expect(await codeOf(folder('a.csv'))).toBe('file.loop');
    expect(await codeOf(folder(`${'n'.repeat(300)}.csv`))).toBe('file.unreachable');
  });
});

describe('filesAmong', () => {
  it('finds files, not switches and folders', () => {
    const args = [
      '--no-sandbox',
      '.',
      '--user-data-dir=x.csv',
      'a.CSV',
      '/b/c.kan',
      'd.xlsx',
      'notes.md',
      '-x.csv',
    ];
    expect(filesAmong(args, '/work')).toEqual([
      resolve('/work/a.CSV'),
      resolve('/b/c.kan'),
      resolve('/work/d.xlsx'),
    ]);
  });

  it('takes addresses of files, which some desktops give', () => {
    const path = resolve('/work/a b #1.csv');
    expect(filesAmong([pathToFileURL(path).href, 'https://example.com/a.csv?b.md'], '/')).toEqual([path]);
    expect(filesAmong(['file://elsewhere/%zz.csv'], resolve('/work'))).toEqual([
      resolve('/work', 'file://elsewhere/%zz.csv'),
    ]);
  });
});

describe('answerPageRequest', () => {
  const ask = (path: string, method = 'GET'): Promise<Response> =>
    answerPageRequest(folder('page'), method, `app://studio${path}`);

  it('serves a file with its type and the policy', async () => {
    const answer = await ask('/assets/a%20b.js?v=1#top');
    expect(answer.status).toBe(200);
    expect(await answer.text()).toBe('export {};');
    expect(answer.headers.get('Content-Type')).toBe('text/javascript; charset=utf-8');
    expect(answer.headers.get('Content-Security-Policy')).toBe(contentSecurityPolicy);
    expect(answer.headers.get('X-Content-Type-Options')).toBe('nosniff');
  });

  it.each([
    '/%2e%2e/secret.json',
    '/..%2fsecret.json',
    '/assets/..%5c..%5csecret.json',
    '/assets/%00.js',
    '/c:%5csecret.json',
    '//secret.json',
    '/%E0%A4%A',
    '/assets/key.pem',
    '/assets',
    '/',
    '/none.js',
  ])('refuses %s, with the policy', async (path) => {
    const answer = await ask(path);
    expect([400, 404]).toContain(answer.status);
    expect(await answer.text()).toBe('');
    expect(answer.headers.get('Content-Security-Policy')).toBe(contentSecurityPolicy);
  });

  it('answers GET requests only', async () => {
    expect((await ask('/index.html', 'POST')).status).toBe(405);
    const head = await ask('/index.html', 'HEAD');
    expect([head.status, await head.text()]).toEqual([200, '']);
  });
});

describe('isAllowedAddress', () => {
  it('allows known hosts over https only', () => {
    expect(isAllowedAddress('https://github.com/a/b/issues')).toBe(true);
    for (const address of [
      'http://github.com/',
      'https://github.com.evil.example/',
      'https://github.com@evil.example/',
      'https://user:secret@github.com/',
      'https://github.com:444/',
      'file:///etc/passwd',
      'javascript:alert(1)',
      'nonsense',
    ]) {
      expect(isAllowedAddress(address), address).toBe(false);
    }
  });
});

describe('the list of samples', () => {
  it('lists the examples that exist, without their paths', async () => {
    const grants = new FileGrants();
    const examples = resolve(import.meta.dirname, '../../../examples');
    const samples = await listSamples(examples, grants);
    expect(samples.map((sample) => sample.name)).toContain('hello-kan.csv');
    for (const grant of grants.all()) await checkIsFile(grant.path);
    expect(grants.all().every((grant) => !grant.writable)).toBe(true);
    expect(JSON.stringify(samples)).not.toContain(examples);
  });
});
