/**
 * A disk that fails, for `vi.mock('node:fs/promises', faultyDisk)`: from the n-th change on every change fails, and all
 * changes are recorded, so that they can be repeated up to any of them.
 */
import type * as Promises from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';

/** A change of the disk, in the order in which it was made. */
export type Change =
  | { readonly type: 'folder'; readonly path: string }
  | { readonly type: 'write'; readonly path: string; readonly bytes: Uint8Array }
  | { readonly type: 'rename'; readonly path: string; readonly to: string }
  | { readonly type: 'remove'; readonly path: string };

class Disk {
  /** Changes that still succeed. */
  #left = Infinity;
  #code = 'EIO';
  changes: Change[] = [];
  /** Changes that were asked for since it was mended. */
  asked = 0;

  breakAfter(changes: number, code: string): void {
    [this.#left, this.#code, this.asked] = [changes, code, 0];
  }

  mend(): void {
    this.#left = Infinity;
    this.asked = 0;
  }

  allow(): void {
    this.asked++;
    if (this.#left-- > 0) return;
    throw Object.assign(new Error(this.#code), { code: this.#code });
  }
}

export const disk = new Disk();

export async function faultyDisk(original: () => Promise<typeof Promises>): Promise<typeof Promises> {
  const real = await original();
  return {
    ...real,
    open: (async (path: string, flags?: string, mode?: number) => {
      if (flags !== 'r') disk.allow();
      const file = await real.open(path, flags, mode);
      return flags === 'r' ? file : recording(file, path);
    }) as typeof real.open,
    mkdir: (async (path: string, options: Parameters<typeof real.mkdir>[1]) => {
      disk.allow();
      disk.changes.push({ type: 'folder', path });
      return real.mkdir(path, options);
    }) as typeof real.mkdir,
    rename: async (path, to) => {
      disk.allow();
      await real.rename(path, to);
      disk.changes.push({ type: 'rename', path: path as string, to: to as string });
    },
    rm: async (path, options) => {
      disk.allow();
      await real.rm(path, options);
      disk.changes.push({ type: 'remove', path: path as string });
    },
  };
}

function recording(file: FileHandle, path: string): FileHandle {
  return {
    writeFile: async (content: Uint8Array | string) => {
      const bytes = Buffer.from(content as Uint8Array);
      try {
        disk.allow();
      } catch (error) {
        // A full disk takes the first part.
        await file.writeFile(bytes.subarray(0, bytes.length / 2));
        throw error;
      }
      await file.writeFile(bytes);
      disk.changes.push({ type: 'write', path, bytes });
    },
    chmod: (mode: number) => file.chmod(mode),
    sync: async () => {
      disk.allow();
      await file.sync();
    },
    close: () => file.close(),
  } as unknown as FileHandle;
}
