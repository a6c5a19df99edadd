/** Whether the machine has a graphics processor, as far as its system says without starting a driver. */
import { readdir } from 'node:fs/promises';

/** Device files of graphics processors on Linux: kernel drivers, NVIDIA's own, AMD's for computing, Windows' under WSL, phones'. */
const linuxFolders = [
  { folder: '/dev/dri', file: /^renderD\d+$/ },
  { folder: '/dev', file: /^(?:nvidia\d+|nvidiactl|kfd|dxg|kgsl-3d\d+|mali\d+|pvr_sync)$/ },
] as const;

/**
 * Linux names every graphics processor by a device file. Without any, a driver could only imitate one on the processor; other
 * systems are not asked.
 * @param platform as Node names it
 * @param list the names in a folder
 */
export async function mayHaveGraphicsProcessor(
  platform: string = process.platform,
  list: (folder: string) => Promise<readonly string[]> = (folder) => readdir(folder),
): Promise<boolean> {
  if (platform !== 'linux') return true;
  for (const { folder, file } of linuxFolders) {
    const names = await list(folder).catch(() => []);
    if (names.some((name) => file.test(name))) return true;
  }
  return false;
}
