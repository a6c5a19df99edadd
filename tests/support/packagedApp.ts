/**
 * Runs the packaged app. Its fuses shut out the debugger of main that Playwright's Electron driver needs, so that only
 * the page is driven, over Chromium's own protocol.
 */
import { spawn, type ChildProcess } from 'node:child_process';
import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { makeProfile, root, rootFlags, WAIT, watch } from './app.ts';
import { attach } from './attach.mjs';

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
  const { page } = await attach(child);
  page.context().setDefaultTimeout(WAIT);
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
