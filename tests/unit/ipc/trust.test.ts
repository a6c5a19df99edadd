import { describe, expect, it } from 'vitest';
import { pageContract } from '../../../main/ipc/contract.ts';
import { isTrusted } from '../../../main/ipc/trustedSender.ts';

describe('isTrusted', () => {
  const origin = 'app://studio';
  const url = `${origin}/index.html`;
  const from = (id: number, senderFrame: { url: string; parent: unknown } | null): boolean =>
    isTrusted({ sender: { id }, senderFrame }, 7, origin);

  it('trusts the main frame of our page in our window', () => {
    expect(from(7, { url, parent: null })).toBe(true);
  });

  it('trusts nobody while there is no window', () => {
    expect(isTrusted({ sender: { id: 7 }, senderFrame: { url, parent: null } }, null, origin)).toBe(false);
  });

  it.each([
    ['another window', 8, { url, parent: null }],
    ['a frame within the page', 7, { url, parent: {} }],
    ['a frame that is gone', 7, null],
    ['another origin', 7, { url: 'https://studio/index.html', parent: null }],
    ['an origin that begins alike', 7, { url: 'app://studio.evil/index.html', parent: null }],
    ['an empty document', 7, { url: 'about:blank', parent: null }],
    ['no address', 7, { url: '', parent: null }],
  ])('does not trust %s', (_what, id, frame) => {
    expect(from(id, frame)).toBe(false);
  });
});

const item = { id: 'a.b', label: 'A', shortcut: null, enabled: true, checked: null, separated: false };
const barOf = (change: object): object => [{ label: 'File', items: [{ ...item, ...change }] }];

describe('the schemas of calls', () => {
  it('accept a menu', () => {
    const bar = barOf({ shortcut: 'Mod+Shift+Enter', checked: true });
    expect(pageContract.calls['app.setMenu'].params.safeParse(bar).success).toBe(true);
  });

  it.each([
    ['app.setTheme', 'purple'],
    ['app.setTheme', undefined],
    ['app.theme', 1],
    ['files.openDialog', 'folder'],
    ['files.saveDialog', 'formula.py'],
    ['files.saveDialog', { name: '', kind: { label: 'Python', extension: 'py' } }],
    ['files.saveDialog', { name: 'x'.repeat(300), kind: { label: 'Python', extension: 'py' } }],
    ['files.saveDialog', { name: 'formula', kind: { label: 'Python', extension: '../py' } }],
    ['files.grantDropped', ['/a.csv']],
    ['files.grantPasted', ''],
    ['files.openRecent', '../a.kan'],
    ['app.openExternal', 'https://example.com'],
    ['app.info', {}],
    ['app.setMenu', Array.from({ length: 13 }, () => ({ label: 'File', items: [] }))],
    ['app.setMenu', [{ label: 'File', items: Array.from({ length: 101 }, () => item) }]],
    ['app.setMenu', new Uint8Array(3)],
    ['app.setMenu', barOf({ id: 'file' })],
    ['app.setMenu', barOf({ id: '__proto__' })],
    ['app.setMenu', barOf({ label: 'x'.repeat(121) })],
    ['app.setMenu', barOf({ shortcut: 'Mod+Nonsense' })],
    ['app.setMenu', barOf({ shortcut: 'K+Mod' })],
    ['app.setMenu', barOf({ role: 'quit' })],
  ] as const)('refuse %s with %j', (channel, argument) => {
    expect(pageContract.calls[channel].params.safeParse(argument).success).toBe(false);
  });
});
