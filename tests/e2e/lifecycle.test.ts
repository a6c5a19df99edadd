/** What outlives the window, and what happens when something ends. */
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { launchApp, launchFlags, makeProfile, useApp, type StudioApp } from '../support/app.ts';
import { engineReady } from '../support/story.ts';
import { useFolder } from '../support/folder.ts';

describe('settings', () => {
  let profile = '';
  beforeAll(async () => {
    profile = await makeProfile();
  });
  afterAll(() => rm(profile, { recursive: true, force: true }));

  it('keep the theme and the window’s position from one start to the next', async () => {
    const bounds = { x: 120, y: 80, width: 1111, height: 777 };
    const first = await launchApp({ profile });
    await first.page.evaluate(() => window.studio.app.setTheme('dark'));
    await first.electron.evaluate(({ BrowserWindow }, wanted) => {
      BrowserWindow.getAllWindows()[0]?.setBounds(wanted);
    }, bounds);
    await first.close();

    const second = await launchApp({ profile });
    expect(await second.page.evaluate(() => window.studio.app.theme())).toBe('dark');
    expect(await second.page.evaluate(() => matchMedia('(prefers-color-scheme: dark)').matches)).toBe(true);
    const seen = await second.electron.evaluate(({ BrowserWindow }) =>
      BrowserWindow.getAllWindows()[0]?.getBounds(),
    );
    expect(seen).toEqual(bounds);
    await second.close();
  });

  it('start from the defaults when their file is damaged; that file is kept', async () => {
    await writeFile(join(profile, 'settings.json'), '{"version":1,"theme":');
    const app = await launchApp({ profile });
    expect(await app.page.evaluate(() => window.studio.app.theme())).toBe('system');
    expect(await readFile(join(profile, 'settings.json.bak'), 'utf8')).toBe('{"version":1,"theme":');
    await app.close();
  });
});

it('opens its window with another profile folder when its own cannot be used', async () => {
  const folder = await makeProfile();
  await writeFile(join(folder, 'journal'), 'a file has the place of the folder');
  const app = await launchApp({ profile: folder });
  const used = await app.electron.evaluate(({ app: main }) => main.getPath('userData'));
  expect(used).not.toBe(folder);
  expect(await readFile(join(used, 'logs', 'main.log'), 'utf8')).toContain('The profile cannot be used');
  await engineReady(app.page);
  await app.close();
  await Promise.all([folder, used].map((path) => rm(path, { recursive: true, force: true })));
});

describe('files from outside', () => {
  const folder = useFolder('all tests');
  beforeAll(async () => {
    await writeFile(folder('first.csv'), 'x,y\n1,2\n');
    await writeFile(folder('second.csv'), 'x,y\n3,4\n');
  });

  it('open from the command line and from a second start, which only shows the first window', async () => {
    const app = await launchApp({ args: [folder('first.csv')] });
    await expect.poll(() => recentNames(app)).toEqual(['first.csv']);

    await collectOpenedFiles(app);
    await app.electron.evaluate(({ BrowserWindow }) => {
      BrowserWindow.getAllWindows()[0]?.minimize();
    });
    const second = spawn(inject('electron'), [...launchFlags(app.profile), folder('second.csv')]);
    const status = await new Promise((done) => second.once('exit', done));
    expect(status).toBe(0);
    await expect.poll(() => openedFiles(app)).toContain('second.csv');
    expect(
      await app.electron.evaluate(({ BrowserWindow }) =>
        BrowserWindow.getAllWindows().map((each) => each.isMinimized()),
      ),
    ).toEqual([false]);

    expect(await recentNames(app)).toEqual(['second.csv', 'first.csv']);
    const shown = await app.page.evaluate(async () => JSON.stringify(await window.studio.files.recent()));
    expect(shown).not.toContain(folder());
    await app.close();
  });
});

describe('the engine', () => {
  const app = useApp();

  it('is restarted after it is killed, and answers again', async () => {
    await watchStatus(app());
    await expect.poll(() => statuses(app())).toContain('ready 0');
    expect(await snapshotAnswers(app())).toBe(true);

    const [pid] = await enginePids(app());
    if (pid === undefined) throw new Error('There is no engine process.');
    process.kill(pid, 'SIGKILL');
    await expect.poll(() => statuses(app())).toContain('ready 1');
    expect(await statuses(app())).toEqual(['ready 0', 'lost engine.lost', 'starting', 'ready 1']);
    expect(await enginePids(app())).not.toContain(pid);
    expect(await snapshotAnswers(app())).toBe(true);
    expect(await app().log()).toContain('The engine crashed');
  });

  it('is connected again after the page is reloaded', async () => {
    await app().page.reload();
    await watchStatus(app());
    await expect.poll(() => statuses(app())).toContain('ready 1');
    expect(await snapshotAnswers(app())).toBe(true);
  });

  it('ends with the app', async () => {
    const own = await launchApp();
    await watchStatus(own);
    await expect.poll(() => statuses(own)).toContain('ready 0');
    const [pid] = await enginePids(own);
    await own.close();
    await expect.poll(() => isRunning(pid)).toBe(false);
  });
});

async function recentNames({ page }: StudioApp): Promise<string[]> {
  const files = await page.evaluate(() => window.studio.files.recent());
  return files.map(({ name }) => name);
}

async function collectOpenedFiles({ page }: StudioApp): Promise<void> {
  await page.evaluate(() => {
    window.studio.app.onOpenFile(({ name }) => {
      const { dataset } = document.documentElement;
      dataset['opened'] = `${dataset['opened'] ?? ''} ${name}`;
    });
  });
}

function openedFiles({ page }: StudioApp): Promise<string> {
  return page.evaluate(() => document.documentElement.dataset['opened'] ?? '');
}

/** Notes the engine's states from now on in the page, where {@link statuses} finds them. */
async function watchStatus({ page }: StudioApp): Promise<void> {
  await page.evaluate(() => {
    window.studio.engine.onStatus((status) => {
      const { dataset } = document.documentElement;
      const detail =
        status.state === 'ready'
          ? ` ${status.restarts}`
          : status.state === 'lost'
            ? ` ${status.error.code}`
            : '';
      dataset['engine'] = `${dataset['engine'] ?? ''}${status.state}${detail};`;
    });
  });
}

/** The states that were seen, without a first `starting`. */
async function statuses({ page }: StudioApp): Promise<string[]> {
  const noted = await page.evaluate(() => document.documentElement.dataset['engine'] ?? '');
  const all = noted.split(';').filter(Boolean);
  return all[0] === 'starting' ? all.slice(1) : all;
}

/** Whether a call over the port is answered, with a number that no client of the page uses. */
function snapshotAnswers({ page }: StudioApp): Promise<boolean> {
  return page.evaluate(
    () =>
      new Promise<boolean>((resolve) => {
        const id = 1_000_000_001;
        const off = window.studio.engine.onMessage((message) => {
          const reply = message as { id?: number; type: string };
          if (reply.id !== id) return;
          off();
          resolve(reply.type === 'result');
        });
        window.studio.engine.send({ type: 'call', id, method: 'session.snapshot', params: undefined });
      }),
  );
}

function enginePids({ electron }: StudioApp): Promise<number[]> {
  return electron.evaluate(({ app }) =>
    app
      .getAppMetrics()
      .filter((metric) => metric.name === 'KAN Studio engine')
      .map((metric) => metric.pid),
  );
}

/** Whether a process runs; one that has ended and only waits to be collected does not. */
function isRunning(pid: number | undefined): boolean {
  try {
    if (pid === undefined || !process.kill(pid, 0)) return false;
  } catch {
    return false;
  }
  if (process.platform !== 'linux') return true;
  return !/\) Z /.test(readFileSync(`/proc/${pid}/stat`, { encoding: 'latin1' }));
}
