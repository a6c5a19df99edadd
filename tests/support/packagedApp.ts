/**
 * Runs the packaged app. Its fuses shut out the debugger of main that Playwright's Electron driver needs, so that only
 * the page is driven, over Chromium's own protocol.
 */
import { spawn, type ChildProcess } from 'node:child_process';
import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { chromium, errors, type Browser, type Page } from 'playwright-core';
import { expect } from 'vitest';
import { makeProfile, root, rootFlags, WAIT, watch } from './app.ts';

export interface PackagedApp {
  readonly page: Page;
  readonly process: ChildProcess;
  /** Closes the window, waits for the app to end, and fails if anything was out of order. @returns its exit status */
  close(): Promise<number | null>;
}

/** Makes the unpacked app with `npm run dist:dir`. @returns its folder */
export async function packageApp(): Promise<string> {
  const release = join(root, 'release');
  await rm(release, { recursive: true, force: true });
  const child = spawn(process.execPath, [join(root, 'scripts', 'dist.mjs'), '--dir'], { cwd: root });
  const output: Buffer[] = [];
  child.stdout.on('data', (chunk: Buffer) => output.push(chunk));
  child.stderr.on('data', (chunk: Buffer) => output.push(chunk));
  const status = await new Promise((done) => child.once('close', done));
  expect(status, Buffer.concat(output).toString()).toBe(0);
  const unpacked = (await readdir(release)).find((name) => name.endsWith('unpacked'));
  if (unpacked === undefined) throw new Error('npm run dist:dir left no unpacked app in release/.');
  return join(release, unpacked);
}

/** Starts the packaged app on an empty profile and waits for its page. */
export async function launchPackagedApp(
  executable: string,
  env: Readonly<Record<string, string>> = {},
): Promise<PackagedApp> {
  const profile = await makeProfile();
  const child = spawn(
    executable,
    [...rootFlags(), `--user-data-dir=${profile}`, '--remote-debugging-port=0'],
    {
      env: { ...process.env, ...env },
    },
  );
  const ended = new Promise<number | null>((done) => child.once('exit', done));
  const browser = await connect(await debuggerAddress(child));
  const [context] = browser.contexts();
  if (context === undefined) throw new Error('The packaged app has no browser context.');
  context.setDefaultTimeout(WAIT);
  const page = context.pages()[0] ?? (await context.waitForEvent('page'));
  const problems: string[] = [];
  watch(page, problems);
  await page.waitForFunction(() => document.readyState === 'complete');
  return {
    page,
    process: child,
    close: async () => {
      await page.close({ runBeforeUnload: true }).catch(() => undefined);
      const status = await ended;
      await rm(profile, { recursive: true, force: true });
      expect(problems).toEqual([]);
      return status;
    },
  };
}

/** The driver now and then waits for ever for a page that shows at this moment: then it attaches again. */
async function connect(address: string): Promise<Browser> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await chromium.connectOverCDP(address, { timeout: 50_000 });
    } catch (error) {
      if (attempt === 3 || !(error instanceof errors.TimeoutError)) throw error;
    }
  }
}

/** The address that Chromium prints when it is ready for a driver. */
function debuggerAddress(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let printed = '';
    child.stderr?.on('data', (chunk: Buffer) => {
      printed += chunk.toString();
      const address = /DevTools listening on (ws:\S+)/.exec(printed)?.[1];
      if (address !== undefined) resolve(address);
    });
    child.once('exit', (code) => {
      reject(new Error(`The packaged app ended with status ${code} before it was ready:\n${printed}`));
    });
  });
}
