/** The window and its walls: what the page can reach, and what it cannot. */
import { describe, expect, it } from 'vitest';
import type { StudioApi } from '../../shared/contract/studio.ts';
import { contentSecurityPolicy } from '../../main/app/pageFiles.ts';
import { useApp } from '../support/app.ts';

declare global {
  interface Window {
    studio: StudioApi;
  }
}

const app = useApp();

describe('the window', () => {
  it('is a single one, visible, with its title', async () => {
    const windows = (): Promise<[string, boolean][]> =>
      app().electron.evaluate(({ BrowserWindow }) =>
        BrowserWindow.getAllWindows().map((window) => [window.getTitle(), window.isVisible()]),
      );
    await expect.poll(windows).toEqual([['KAN Studio', true]]);
  });

  it('gives the page only named functions', async () => {
    const surface = await app().page.evaluate(() =>
      Object.entries(window.studio).map(([room, functions]) => [
        room,
        Object.entries(functions as object).map(([name, value]) => `${name}: ${typeof value}`),
      ]),
    );
    const all = (...names: string[]): string[] => names.map((name) => `${name}: function`);
    expect(Object.fromEntries(surface)).toEqual({
      engine: all('send', 'onMessage', 'onStatus', 'onHung', 'wait', 'restart'),
      files: all(
        ...['grantDropped', 'grantPasted', 'openDialog', 'saveDialog', 'write'],
        ...['openRecent', 'recent', 'samples'],
      ),
      app: all(
        ...['info', 'theme', 'setTheme', 'setMenu', 'onCommand', 'onOpenFile'],
        ...['openExternal', 'showLog', 'copyText', 'copyImage'],
      ),
    });
  });

  it('gives the page no access to Node.js or Electron', async () => {
    const reachable = await app().page.evaluate(() =>
      ['require', 'process', 'module', 'Buffer', 'global', 'electron', 'ipcRenderer'].filter(
        (name) => name in globalThis,
      ),
    );
    expect(reachable).toEqual([]);
  });

  it('tells its versions', async () => {
    const info = await app().page.evaluate(() => window.studio.app.info());
    expect(info).toMatchObject({ version: '0.1.0', platform: process.platform, packaged: false });
  });
});

describe('the content security policy', () => {
  it('is the strict one, in a header of every file', async () => {
    const headers = await app().page.evaluate(async () => {
      const answers = await Promise.all([fetch('/index.html'), fetch('/no-such-file.js')]);
      return answers.map((answer) => answer.headers.get('Content-Security-Policy'));
    });
    expect(headers).toEqual([contentSecurityPolicy, contentSecurityPolicy]);
    expect(contentSecurityPolicy).not.toContain('unsafe');
    expect(contentSecurityPolicy).toMatch(/^default-src 'none'; script-src 'self';/);
  });

  it('refuses inline scripts and inline styles, and the tests notice it', async () => {
    const ran = await app().page.evaluate(() => {
      const script = document.createElement('script');
      script.textContent = 'document.documentElement.dataset.inline = "ran"';
      document.head.append(script);
      const style = document.createElement('style');
      style.textContent = 'html { outline: 7px solid red }';
      document.head.append(style);
      const outcome = {
        script: document.documentElement.dataset['inline'] ?? 'refused',
        style: getComputedStyle(document.documentElement).outlineWidth === '7px' ? 'ran' : 'refused',
      };
      script.remove();
      style.remove();
      return outcome;
    });
    expect(ran).toEqual({ script: 'refused', style: 'refused' });
    app().expectProblem(/Refused to execute inline script/);
    app().expectProblem(/Refused to apply inline style/);
  });

  it.each(['/../../package.json', '/%2e%2e/%2e%2e/package.json', '/..%2f..%2fpackage.json', '/assets', '/'])(
    'answers nothing for %s',
    async (path) => {
      const status = await app().page.evaluate(async (address) => (await fetch(address)).status, path);
      expect([400, 404]).toContain(status);
      app().expectProblem(/Failed to load resource/);
    },
  );
});

describe('what the page is not allowed to do', () => {
  it('it cannot open a window', async () => {
    const opened = await app().page.evaluate(() => window.open('https://example.com') !== null);
    expect(opened).toBe(false);
    expect(app().electron.windows()).toHaveLength(1);
  });

  it('it cannot go to another page', async () => {
    const before = app().page.url();
    await app().page.evaluate(() => {
      location.href = 'https://example.com/';
    });
    await expect.poll(() => app().log()).toContain('Denied: navigation');
    expect(app().page.url()).toBe(before);
  });

  it('it cannot reach the network, even from main’s session', async () => {
    const outcome = await app().electron.evaluate(async ({ session }) => {
      try {
        await session.defaultSession.fetch('http://127.0.0.1:9/');
        return 'reached';
      } catch (error) {
        return String(error);
      }
    });
    expect(outcome).toContain('ERR_BLOCKED_BY_CLIENT');
  });

  it('it gets no permission', async () => {
    const state = await app().page.evaluate(async () => {
      const { state } = await navigator.permissions.query({ name: 'geolocation' });
      return state;
    });
    expect(state).toBe('denied');
  });
});

describe('messages to main', () => {
  it('are refused when they do not fit their schema', async () => {
    const error = await app().page.evaluate(() =>
      window.studio.app.setTheme('purple' as 'dark').then(
        () => null,
        (thrown: unknown) => thrown,
      ),
    );
    expect(error).toMatchObject({ kind: 'user', code: 'rpc.invalid' });
  });

  it('are answered with errors that say what to do', async () => {
    const error = await app().page.evaluate(() =>
      window.studio.files.grantDropped(new File(['x'], 'not-from-disk.csv')).then(
        () => null,
        (thrown: unknown) => thrown,
      ),
    );
    expect(error).toMatchObject({
      kind: 'user',
      code: 'file.no-path',
      hint: expect.stringMatching(/\w/) as string,
    });
  });

  it('are refused from a foreign window and from a foreign page', async () => {
    const replies = await app().electron.evaluate(
      async ({ BrowserWindow }, preload) => {
        const replies: unknown[] = [];
        for (const url of ['app://studio/index.html', 'data:text/html,<title>foreign</title>']) {
          const window = new BrowserWindow({
            show: false,
            webPreferences: { preload, sandbox: true, contextIsolation: true },
          });
          await window.loadURL(url);
          replies.push(
            await window.webContents.executeJavaScript(
              'studio.app.info().then(() => null, (error) => error)',
            ),
          );
          window.destroy();
        }
        return replies;
      },
      `${import.meta.dirname}/../../out/preload/index.cjs`,
    );
    expect(replies).toEqual([
      expect.objectContaining({ code: 'ipc.untrusted' }),
      expect.objectContaining({ code: 'ipc.untrusted' }),
    ]);
  });
});
