import { existsSync } from 'node:fs';
import { svelte } from '@sveltejs/vite-plugin-svelte';
import { playwright } from '@vitest/browser-playwright';
import { defineConfig } from 'vitest/config';
import { bitsUiParts } from './scripts/lib/bits-ui.mjs';

/** A Chromium that is on this machine; undefined lets Playwright look for its own. */
const chromium = [
  process.env['KAN_STUDIO_CHROMIUM'],
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
].find((path) => path !== undefined && existsSync(path));

/** A guard against hanging, not a measure of speed: machines that run tests may be slow and busy. */
const patience = { testTimeout: 180_000, hookTimeout: 180_000 };

/** Node itself loads what is tested, so that what is imported is as fast as in the program. It cannot replace modules in all its versions. */
const inNode = {
  environment: 'node' as const,
  execArgv: ['--import', './tests/support/sources.mjs'],
  experimental: { viteModuleRunner: false, nodeLoader: false },
  ...patience,
};

/** Tests that replace modules, or load drivers of graphics processors: each file needs a process of its own. */
const alone = 'tests/unit/**/*.alone.test.ts';

/** Tests that drive the built app, one after another. */
const inElectron = {
  ...inNode,
  globalSetup: ['tests/support/electron.mjs'],
  fileParallelism: false,
  // What drives the app is loaded once.
  isolate: false,
  // A question to the app costs it time: ten a second are enough.
  expect: { poll: { timeout: 120_000, interval: 100 } },
};

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          ...inNode,
          name: 'unit',
          include: ['tests/unit/**/*.test.ts'],
          exclude: [alone],
          globalSetup: ['tests/support/programsFolder.mjs'],
          // Files share a process and what it has loaded: to load the engine takes longer than most files.
          isolate: false,
        },
      },
      { test: { ...patience, name: 'unit-alone', include: [alone], environment: 'node' } },
      { test: { ...inNode, name: 'parity', include: ['tests/parity/**/*.test.ts'], isolate: false } },
      {
        plugins: [svelte()],
        optimizeDeps: { rolldownOptions: { plugins: [bitsUiParts] } },
        test: {
          ...patience,
          name: 'component',
          include: ['tests/component/**/*.test.ts'],
          setupFiles: ['tests/component/support/setup.ts'],
          // A question to the page costs it time: ten a second are enough.
          expect: { poll: { interval: 100 } },
          // Files share a page and what it has loaded: to load the window takes longer than most files.
          isolate: false,
          browser: {
            enabled: true,
            headless: true,
            screenshotFailures: false,
            viewport: { width: 1280, height: 800 },
            instances: [{ browser: 'chromium' }],
            provider: playwright({
              // Nothing fades, slides or glides, so that no test waits for it or meets it half-way.
              contextOptions: { reducedMotion: 'reduce' },
              launchOptions: {
                ...(chromium === undefined ? {} : { executablePath: chromium }),
                // Chromium has no sandbox for root, as in containers.
                chromiumSandbox: process.getuid?.() !== 0,
              },
            }),
          },
        },
      },
      { test: { ...inElectron, name: 'e2e', include: ['tests/e2e/**/*.test.ts'] } },
      { test: { ...inElectron, name: 'screenshots', include: ['tests/screenshots/**/*.test.ts'] } },
    ],
  },
});
