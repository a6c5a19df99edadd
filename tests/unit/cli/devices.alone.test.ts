import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import type { DeviceView } from '../../../shared/contract/views/devices.ts';
import { kan } from '../../support/kan.ts';

const hello = fileURLToPath(new URL('../../../examples/hello-kan.csv', import.meta.url));

describe('devices on the command line', () => {
  it('are listed with a description, and the reason when one is missing', async () => {
    const { status, stdout } = await kan('devices', '--json');
    expect(status).toBe(0);
    const { devices } = JSON.parse(stdout) as { devices: DeviceView[] };
    expect(devices.map(({ id, available }) => [id, available])).toEqual([
      ['native', true],
      ['cuda', false],
      ['webgpu', true],
      ['wasm', true],
    ]);
    expect(devices[1].detail).toMatch(/npm run gpu:install/);
    const { stdout: text } = await kan('devices');
    expect(text).toMatch(/✓ native {2}Processor/);
    expect(text).toMatch(/– cuda/);
  });

  it('a run says which device it used, which others there were, and why', async () => {
    const flags = ['--target', 'y', '--optimizer', 'adam', '--steps', '5', '--json'];
    const automatic = await kan('fit', hello, ...flags);
    const { device } = JSON.parse(automatic.stdout) as { device: Record<string, unknown> };
    expect(device).toMatchObject({ used: 'native', alternatives: [{ device: 'native' }, {}, {}] });
    expect(device['reason']).toMatch(/processor/);
    const byHand = await kan('fit', hello, ...flags, '--device', 'wasm');
    expect(JSON.parse(byHand.stdout)).toMatchObject({ device: { used: 'wasm', reason: 'Chosen by hand.' } });
    expect(byHand.stderr).toContain('TensorFlow.js on the processor: Chosen by hand.');
  });

  it('a missing device is refused with advice on what to do', async () => {
    const { status, stdout, stderr } = await kan('fit', hello, '--target', 'y', '--device', 'cuda');
    expect(status).toBe(2);
    // Not the errors of a network that was not trained.
    expect(stdout).not.toContain('RMSE');
    expect(stderr.match(/npm run gpu:install says what is missing and installs it/g)).toHaveLength(1);
    expect(stderr).toMatch(
      /tfjs-node-gpu is installed without its CUDA library|tfjs-node-gpu is not installed/,
    );
  });
});
