/** The app as it is shipped: what is in it, what is shut off in it, and that it runs. */
import { execFile } from 'node:child_process';
import { existsSync, statSync } from 'node:fs';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { listPackage } from '@electron/asar';
import { FuseState, FuseV1Options, getCurrentFuseWire } from '@electron/fuses';
import { beforeAll, describe, expect, it } from 'vitest';
import { root } from '../support/app.ts';
import { launchPackagedApp, packageApp } from '../support/packagedApp.ts';
import { button, graph, readNumber, room } from '../support/shown.ts';
import { openSample } from '../support/story.ts';

describe('the packaged app', () => {
  let folder = '';
  let executable = '';
  beforeAll(async () => {
    folder = await packageApp();
    executable = join(folder, 'kan-studio');
  }, 300_000);

  it('holds what was built and its dependencies, no sources, tests or source maps', async () => {
    const files = listPackage(join(folder, 'resources', 'app.asar'), { isPack: false });
    for (const needed of [
      '/out/main/index.js',
      '/out/main/engine.js',
      '/out/main/shared/tfjs-backend-wasm-simd.wasm',
      '/out/preload/index.cjs',
      '/out/preload/compute.cjs',
      '/out/renderer/index.html',
      '/out/renderer/compute.html',
    ]) {
      expect(files).toContain(needed);
    }
    const own = files.filter((file) => !file.startsWith('/node_modules'));
    expect(own.filter((file) => !/^\/(out(\/|$)|package\.json$)/.test(file))).toEqual([]);
    expect(files.filter((file) => /\.(ts|mts|cts|map|svelte)$|\/tests?\//.test(file))).toEqual([]);
    expect(await readdir(join(folder, 'resources'))).not.toContain('app');
    expect(existsSync(join(folder, 'resources', 'examples', 'hello-kan.csv'))).toBe(true);
    expect(statSync(join(folder, 'resources', 'app.asar')).size).toBeLessThan(20e6);
  });

  it('has its fuses set', async () => {
    const wire = await getCurrentFuseWire(executable);
    const states = Object.fromEntries(
      [
        FuseV1Options.RunAsNode,
        FuseV1Options.EnableCookieEncryption,
        FuseV1Options.EnableNodeOptionsEnvironmentVariable,
        FuseV1Options.EnableNodeCliInspectArguments,
        FuseV1Options.EnableEmbeddedAsarIntegrityValidation,
        FuseV1Options.OnlyLoadAppFromAsar,
        FuseV1Options.LoadBrowserProcessSpecificV8Snapshot,
        FuseV1Options.GrantFileProtocolExtraPrivileges,
      ].map((fuse) => [FuseV1Options[fuse], wire[fuse] === FuseState.ENABLE]),
    );
    expect(states).toEqual({
      RunAsNode: false,
      EnableCookieEncryption: true,
      EnableNodeOptionsEnvironmentVariable: false,
      EnableNodeCliInspectArguments: false,
      EnableEmbeddedAsarIntegrityValidation: true,
      OnlyLoadAppFromAsar: true,
      LoadBrowserProcessSpecificV8Snapshot: false,
      GrantFileProtocolExtraPrivileges: false,
    });
  });

  it('starts, connects its page to its engine, and ends with status 0', async () => {
    const app = await launchPackagedApp(executable);
    expect(await app.page.evaluate(() => window.studio.app.info())).toMatchObject({ packaged: true });
    const ready = await app.page.evaluate(
      () =>
        new Promise<unknown>((resolve) => {
          window.studio.engine.onStatus((status) => {
            if (status.state !== 'starting') resolve(status);
          });
        }),
    );
    expect(ready).toEqual({ state: 'ready', restarts: 0 });
    expect(await app.close()).toBe(0);
  });

  it('trains the sample automatically on the native kernel, and shows the spline of an edge', async () => {
    const app = await launchPackagedApp(executable);
    const { page } = app;
    await openSample(page, 'Hello, KAN');
    await button(page, 'Train').click();
    await room(page, 'Training').getByText('Finished', { exact: true }).waitFor();
    const test = room(page, 'Inspector').locator('tr[data-split=test] td').nth(1);
    expect(readNumber(await test.innerText())).toBeLessThan(1e-3);
    await graph(page).focus();
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('Enter');
    await page.getByRole('table', { name: 'Values of the spline' }).waitFor({ state: 'attached' });
    expect(await app.close()).toBe(0);
  });

  // Its own network needs root on Linux.
  it.skipIf(process.platform !== 'linux' || process.getuid?.() !== 0)(
    'sends no packet, neither at work nor when a page tries to reach the network (needs root on Linux)',
    async () => {
      const own = await mkdtemp(join(tmpdir(), 'kan-studio-network-'));
      const driver = join(root, 'tests', 'support', 'watchedNetwork.mjs');
      const { stdout } = await promisify(execFile)(
        'unshare',
        ['--net', '--mount', process.execPath, driver, executable, own],
        { cwd: root },
      );
      await rm(own, { recursive: true, force: true });
      const { atWork, tried, counted } = JSON.parse(stdout) as Record<string, number>;
      expect({ atWork, tried }).toEqual({ atWork: 0, tried: 0 });
      expect(counted).toBeGreaterThan(0);
    },
  );
});
