import { mkdirSync, readFileSync, renameSync } from 'node:fs';
import { dirname } from 'node:path';
import { z } from 'zod';
import { fileId } from '../../shared/contract/schemas/basic.ts';
import { replaceFileSync } from '../files/replaceFileSync.ts';

const coordinate = z.int().min(-100_000).max(100_000);
const length = z.int().min(1).max(100_000);

const settingsSchema = z.object({
  version: z.literal(1),
  theme: z.enum(['system', 'light', 'dark']),
  /** The last position of the window; null before the first time. */
  window: z
    .object({ x: coordinate, y: coordinate, width: length, height: length, maximized: z.boolean() })
    .nullable(),
  /** Newest first. */
  recent: z.array(z.object({ id: fileId, path: z.string().min(1) })).max(50),
});
export type Settings = z.infer<typeof settingsSchema>;
export type WindowState = NonNullable<Settings['window']>;

const defaults: Settings = { version: 1, theme: 'system', window: null, recent: [] };

/** The settings that the app keeps from one run to the next, as JSON in the user's folder. */
export class SettingsStore {
  readonly #file: string;
  readonly #warn: (text: string) => void;
  #value: Settings;

  /** Reads the file. A damaged file is renamed to `<file>.bak`, and the defaults are used. */
  constructor(file: string, warn: (text: string) => void) {
    this.#file = file;
    this.#warn = warn;
    this.#value = this.#read();
  }

  get value(): Settings {
    return this.#value;
  }

  /**
   * Changes some settings and writes them at once. If writing fails, for example on a full disk, the changes last until
   * the app ends.
   */
  update(change: Partial<Omit<Settings, 'version'>>): void {
    this.#value = { ...this.#value, ...change };
    try {
      mkdirSync(dirname(this.#file), { recursive: true });
      replaceFileSync(this.#file, `${JSON.stringify(this.#value, null, 2)}\n`);
    } catch (error) {
      this.#warn(`Settings could not be saved (${reason(error)}).`);
    }
  }

  #read(): Settings {
    let text: string;
    try {
      text = readFileSync(this.#file, 'utf8');
    } catch (error) {
      if (reason(error) !== 'ENOENT') this.#warn(`Settings could not be read (${reason(error)}).`);
      return defaults;
    }
    try {
      return settingsSchema.parse(JSON.parse(text));
    } catch {
      this.#warn('The settings file is damaged; it was renamed to .bak, and the default settings are used.');
      try {
        renameSync(this.#file, `${this.#file}.bak`);
      } catch (error) {
        this.#warn(`The damaged settings file could not be renamed (${reason(error)}).`);
      }
      return defaults;
    }
  }
}

/** The system's code of the error. It contains no paths. */
function reason(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : 'unknown reason';
}
