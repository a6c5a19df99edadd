/** Attaches a driver to an app that was started with `--remote-debugging-port=0`, over Chromium's own protocol. */
import { setTimeout as sleep } from 'node:timers/promises';
import { chromium, errors } from 'playwright-core';

/**
 * Attaches to the app's page. A driver that attaches while the page is being made can wait for ever, so this waits for the
 * page first, and attaches again if that still happens.
 * @param {import('node:child_process').ChildProcess} child the app; its standard error must be a pipe
 * @returns {Promise<{ browser: import('playwright-core').Browser, page: import('playwright-core').Page }>}
 * @throws if the app ends before it has a page
 */
export async function attach(child) {
  const address = await debuggerAddress(child);
  await pageIsLoaded(address);
  const browser = await connect(address);
  const [context] = browser.contexts();
  if (context === undefined) throw new Error('The app has no browser context.');
  return { browser, page: context.pages()[0] ?? (await context.waitForEvent('page')) };
}

/**
 * The address that Chromium prints when it is ready for a driver.
 * @param {import('node:child_process').ChildProcess} child
 * @returns {Promise<string>}
 */
function debuggerAddress(child) {
  return new Promise((resolve, reject) => {
    let printed = '';
    child.stderr?.on('data', (/** @type {Buffer} */ chunk) => {
      printed += chunk.toString();
      const address = /DevTools listening on (ws:\S+)/.exec(printed)?.[1];
      if (address !== undefined) resolve(address);
    });
    child.once('exit', (code) => {
      reject(new Error(`The app ended with status ${code} before it was ready:\n${printed}`));
    });
  });
}

/**
 * Returns when Chromium lists a page that has a title, that is, one that has loaded.
 * @param {string} address
 */
async function pageIsLoaded(address) {
  const list = `http://${new URL(address).host}/json/list`;
  for (;;) {
    const targets = /** @type {{ type: string, title: string, url: string }[]} */ (
      await (await fetch(list)).json()
    );
    if (targets.some(({ type, title, url }) => type === 'page' && title !== '' && title !== url)) return;
    await sleep(50);
  }
}

/** @param {string} address */
async function connect(address) {
  for (let attempt = 1; ; attempt++) {
    try {
      return await chromium.connectOverCDP(address, { timeout: 50_000 });
    } catch (error) {
      if (attempt === 3 || !(error instanceof errors.TimeoutError)) throw error;
    }
  }
}
