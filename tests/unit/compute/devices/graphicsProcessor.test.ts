/** Which machines may have a graphics processor. */
import { describe, expect, it } from 'vitest';
import { mayHaveGraphicsProcessor } from '../../../../main/engine/compute/devices/graphicsProcessor.ts';

describe('a machine', () => {
  const listing =
    (folders: Readonly<Record<string, readonly string[]>>) =>
    (folder: string): Promise<readonly string[]> =>
      folder in folders ? Promise.resolve(folders[folder]) : Promise.reject(new Error('ENOENT'));
  const usual = ['null', 'tty0', 'shm'];

  it.each([
    ['a kernel driver', { '/dev': usual, '/dev/dri': ['card0', 'renderD128'] }],
    ['a driver of NVIDIA alone', { '/dev': [...usual, 'nvidia0', 'nvidiactl'] }],
    ['Windows below it', { '/dev': [...usual, 'dxg'] }],
  ])('with %s may have a graphics processor', async (_what, folders) => {
    expect(await mayHaveGraphicsProcessor('linux', listing(folders))).toBe(true);
  });

  it('with Linux and none of their device files has none', async () => {
    expect(await mayHaveGraphicsProcessor('linux', listing({ '/dev': usual }))).toBe(false);
    expect(await mayHaveGraphicsProcessor('linux', listing({ '/dev': usual, '/dev/dri': ['card0'] }))).toBe(
      false,
    );
    expect(await mayHaveGraphicsProcessor('linux', listing({}))).toBe(false);
  });

  it('with another system is not asked', async () => {
    expect(await mayHaveGraphicsProcessor('win32', listing({}))).toBe(true);
    expect(await mayHaveGraphicsProcessor('darwin', listing({}))).toBe(true);
  });
});
