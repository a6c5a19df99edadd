/** Runs the built app under Playwright, each time from an empty profile, and watches it for errors. */
import { mkdir, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { _electron, errors, type ElectronApplication, type Page } from 'playwright-core';
import { afterAll, beforeAll, expect, inject } from 'vitest';

declare module 'vitest' {
  interface ProvidedContext {
    /** The Electron executable that the tests run the built app on. */
    electron: string;
  }
}

/** The repository's root folder. */
export const root = resolve(import.meta.dirname, '../..');

export interface LaunchOptions {
  /** A profile folder to use and keep; a fresh one otherwise. */
  readonly profile?: string;
  readonly args?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
}

export interface StudioApp {
  readonly electron: ElectronApplication;
  readonly page: Page;
  readonly profile: string;
  /** Errors of page and console, and violations of the content security policy, so far. */
  readonly problems: readonly string[];
  /** The app's log so far. */
  log(): Promise<string>;
  /** Quits as a person would, and fails if there were errors. */
  close(): Promise<void>;
  /** Forgets errors that a test has caused on purpose; fails when there were none. */
  expectProblem(pattern: RegExp): void;
}

/** Starts the app and waits for its window. */
export async function launchApp(options: LaunchOptions = {}): Promise<StudioApp> {
  const profile = options.profile ?? (await makeProfile());
  const { electron, page } = await attach(profile, options);
  const problems: string[] = [];
  watch(page, problems);
  await page.waitForFunction(() => document.readyState === 'complete');
  return {
    electron,
    page,
    profile,
    problems,
    log: () => readFile(join(profile, 'logs', 'main.log'), 'utf8'),
    close: async () => {
      await quit(electron);
      if (options.profile === undefined) await rm(profile, { recursive: true, force: true });
      expect(problems, `problems of the app: ${problems.join('; ')}`).toEqual([]);
    },
    expectProblem: (pattern) => {
      const caused = problems.filter((problem) => pattern.test(problem));
      expect(caused, `no problem like ${String(pattern)} among ${JSON.stringify(problems)}`).not.toEqual([]);
      for (const problem of caused) problems.splice(problems.indexOf(problem), 1);
    },
  };
}

/** One app for all the tests of a `describe`. @returns a function that answers the running app */
export function useApp(options: LaunchOptions = {}): () => StudioApp {
  let app: StudioApp | null = null;
  beforeAll(async () => {
    app = await launchApp(options);
  });
  afterAll(() => app?.close());
  return () => running(app);
}

/** The same with a profile that it keeps when it is quit and opened again, with something done in between. */
export function useAppAgain(): {
  readonly app: () => StudioApp;
  readonly openAgain: (between?: () => Promise<void>) => Promise<void>;
} {
  let profile = '';
  let app: StudioApp | null = null;
  beforeAll(async () => {
    profile = await makeProfile();
    app = await launchApp({ profile });
  });
  afterAll(async () => {
    await app?.close();
    await rm(profile, { recursive: true, force: true });
  });
  return {
    app: () => running(app),
    openAgain: async (between) => {
      await running(app).close();
      app = null;
      await between?.();
      app = await launchApp({ profile });
    },
  };
}

function running(app: StudioApp | null): StudioApp {
  if (app === null) throw new Error('The app has not started.');
  return app;
}

/** An empty profile folder, to be removed by the caller. */
export function makeProfile(): Promise<string> {
  return mkdtemp(join(tmpdir(), 'kan-studio-profile-'));
}

/** Writes a picture of the page. */
export async function screenshot(page: Page, file: string): Promise<void> {
  await mkdir(dirname(file), { recursive: true });
  await page.screenshot({ path: file, animations: 'disabled' });
}

/** The command line that runs the built app on a profile, without the program. */
export function launchFlags(profile: string, folder = root): string[] {
  return [...rootFlags(), folder, `--user-data-dir=${profile}`];
}

/** The built app, which is not ready until Playwright has attached. */
const heldApp = join(root, 'tests/support/heldApp');

/** Chromium has no sandbox for root. */
export function rootFlags(): string[] {
  return process.platform === 'linux' && process.getuid?.() === 0 ? ['--no-sandbox'] : [];
}

function definedEnvironment(): Record<string, string> {
  const entries = Object.entries(process.env).filter(
    (entry): entry is [string, string] => entry[1] !== undefined,
  );
  return Object.fromEntries(entries);
}

/** How long a test waits for what must come (ms): no measure of speed, so longer than any busy machine needs. */
export const WAIT = 120_000;

/** How long each attempt to start the app may take (ms): a start that works takes a few seconds. */
const attempts = [20_000, 20_000, 50_000, 100_000];

/**
 * Starts the app and attaches Playwright to it. Where Playwright attached while the app opened its window, it waited for ever
 * about one time in twenty; now the app waits for Playwright. Should that not be enough, it tries again.
 */
async function attach(
  profile: string,
  options: LaunchOptions,
  [timeout, ...later]: readonly number[] = attempts,
): Promise<{ electron: ElectronApplication; page: Page }> {
  let electron: ElectronApplication | null = null;
  try {
    electron = await _electron.launch({
      executablePath: inject('electron'),
      args: [...launchFlags(profile, heldApp), ...(options.args ?? [])],
      cwd: root,
      // The theme comes from the app, not from Playwright.
      colorScheme: null,
      chromiumSandbox: rootFlags().length === 0,
      env: { ...definedEnvironment(), ...options.env },
      timeout,
    });
    repeatLostEvaluations(electron);
    await electron.evaluate(() => {
      const held = globalThis as { isAttached?: boolean; whenAttached?: () => void };
      held.isAttached = true;
      held.whenAttached?.();
    });
    electron.context().setDefaultTimeout(WAIT);
    const page = await electron.firstWindow({ timeout });
    // Nothing fades, slides or glides, so that no test waits for it or meets it half-way.
    await page.emulateMedia({ reducedMotion: 'reduce' });
    return { electron, page };
  } catch (error) {
    electron?.process().kill('SIGKILL');
    if (!(error instanceof errors.TimeoutError) || later.length === 0) throw error;
    return attach(profile, options, later);
  }
}

/**
 * Lets `electron.evaluate` run its function again where Node collected the promise of the answer before it was read: about
 * one time in ten just after the start. What tests run in the main process may run twice.
 */
function repeatLostEvaluations(electron: ElectronApplication): void {
  const evaluate = electron.evaluate.bind(electron) as (...call: unknown[]) => Promise<unknown>;
  const repeat = async (...call: unknown[]): Promise<unknown> => {
    try {
      return await evaluate(...call);
    } catch (error) {
      if (!String(error).includes('promise was garbage collected')) throw error;
      return repeat(...call);
    }
  };
  electron.evaluate = repeat as typeof electron.evaluate;
}

/** Quits the app; one that does not end is killed, and that fails. */
async function quit(electron: ElectronApplication): Promise<void> {
  let stuck = false;
  const alarm = setTimeout(() => {
    stuck = true;
    electron.process().kill('SIGKILL');
  }, 60_000);
  await electron.close();
  clearTimeout(alarm);
  expect(stuck, 'the app did not end within 60 s of being asked to quit').toBe(false);
}

/** Adds to `problems` whatever goes wrong in a page from now on. */
export function watch(page: Page, problems: string[]): void {
  page.on('pageerror', (error) => problems.push(`page error: ${error.message}`));
  // Chromium reports violations of the content security policy as console errors.
  page.on('console', (message) => {
    if (message.type() === 'error') problems.push(`console: ${message.text()}`);
  });
  page.on('crash', () => problems.push('page crash'));
}
