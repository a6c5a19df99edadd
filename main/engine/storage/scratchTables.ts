/** Tables that came inside a project, as files of the engine's own. They exist while the session works with them. */
import { createHash } from 'node:crypto';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { replaceFile } from '../../files/replaceFile.ts';

export class ScratchTables {
  readonly #folder: string;
  /** Temporary folders of the system that were made instead of the app's folder. */
  readonly #elsewhere: string[] = [];

  /** @param folder private to the app; it is made when it is first needed. */
  constructor(folder: string) {
    this.#folder = folder;
  }

  /**
   * Writes a table. If the folder can't be written, the table goes into a temporary folder.
   * @param name plain, without folders.
   * @returns the path of its file.
   * @throws KanError `file.write`
   */
  async write(name: string, bytes: Uint8Array): Promise<string> {
    const path = join(this.#folder, createHash('sha256').update(bytes).digest('hex').slice(0, 16), name);
    try {
      await replaceFile(path, bytes);
      return path;
    } catch (error) {
      const folder = await mkdtemp(join(tmpdir(), 'kan-studio-table-')).catch(() => null);
      if (folder === null) throw error;
      this.#elsewhere.push(folder);
      await replaceFile(join(folder, name), bytes);
      return join(folder, name);
    }
  }

  /** Removes the files that are no longer used. @param used path of the table that stays; null for none */
  async removeAllBut(used: string | null): Promise<void> {
    const names = await readdir(this.#folder).catch(() => []);
    const own = used === null ? [this.#folder] : names.map((name) => join(this.#folder, name));
    const folders = [...own, ...this.#elsewhere];
    const unused = folders.filter((folder) => used === null || dirname(used) !== folder);
    // If one can't be removed now, a later call removes it.
    await Promise.allSettled(unused.map((folder) => rm(folder, { recursive: true, force: true })));
  }
}
