/** Training on WebGPU in the app's hidden compute window, with SwiftShader for a graphics processor. */
import { describe, expect, it } from 'vitest';
import type { DeviceView } from '../../shared/contract/views/devices.ts';
import type { Snapshot } from '../../shared/contract/views/snapshot.ts';
import { useApp } from '../support/app.ts';
import { button, readRun, room } from '../support/shown.ts';
import { askEngine, chooseLongRun, openSample, waitForStatus, waitForStep } from '../support/story.ts';

const softwareGpu = [
  '--enable-features=Vulkan',
  '--use-vulkan=swiftshader',
  '--use-webgpu-adapter=swiftshader',
  '--use-angle=swiftshader',
];

describe('training on WebGPU', () => {
  const app = useApp({ args: softwareGpu });

  it('computes in the compute window, says so, and continues on another device when that is lost', async () => {
    const { page, electron } = app();
    await openSample(page, 'Hello, KAN');
    const devices = (await askEngine(page, 'devices.list', undefined)) as readonly DeviceView[];
    const webgpu = devices.find(({ id }) => id === 'webgpu');
    expect(webgpu).toMatchObject({ available: true });
    expect(webgpu?.title).toMatch(/^WebGPU: .*swiftshader/i);
    expect(webgpu?.detail).toMatch(/emulated by the processor/);
    expect(devices.find(({ id }) => id === 'wasm')).toMatchObject({ available: true });

    await chooseLongRun(page);
    const training = room(page, 'Training');
    await training
      .getByLabel('Compute on', { exact: true })
      .selectOption({ label: 'Graphics processor (WebGPU)' });
    await button(page, 'Train').click();
    await waitForStep(page, 1);
    const start = await readRun(page);
    const run = async () => ((await askEngine(page, 'session.snapshot', undefined)) as Snapshot).training;
    expect((await run()).device).toMatchObject({ id: 'webgpu', reason: 'Chosen by hand.' });

    // Sandboxed, hidden, and without a thing of the app's own page.
    const hidden = await electron.evaluate(async ({ BrowserWindow }) => {
      const window = BrowserWindow.getAllWindows().find((each) => !each.isVisible());
      const studio: unknown = await window?.webContents.executeJavaScript('typeof window.studio');
      return { url: window?.webContents.getURL(), studio };
    });
    expect(hidden).toEqual({ url: 'app://studio/compute.html', studio: 'undefined' });

    await electron.evaluate(({ BrowserWindow }) => {
      for (const window of BrowserWindow.getAllWindows()) {
        if (!window.isVisible()) window.webContents.forcefullyCrashRenderer();
      }
    });
    await expect.poll(async () => (await run()).device?.id).toBe('native');
    await waitForStep(page, start.step + 50);
    expect((await run()).device?.reason).toMatch(
      /failed in the middle of the run: The compute window was lost\. Training continued on Processor/,
    );
    await button(page, 'Stop').click();
    await waitForStatus(page, 'Stopped');
    await training
      .getByText(/WebGPU.*failed in the middle of the run/)
      .first()
      .waitFor();
  });
});
