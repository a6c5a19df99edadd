import type { FileGrants, Grant } from './fileGrants.ts';
import type { SettingsStore } from './settings.ts';

const most = 12;

/**
 * Recently opened files, newest first. The next run of the app knows only their ids. No file may be written before a
 * person chooses it again.
 */
export class RecentFiles {
  readonly #settings: SettingsStore;
  readonly #grants: FileGrants;

  constructor(settings: SettingsStore, grants: FileGrants) {
    this.#settings = settings;
    this.#grants = grants;
    for (const { id, path } of settings.value.recent) grants.grant(path, false, id);
  }

  add({ id, path }: Grant): void {
    const others = this.#settings.value.recent.filter((file) => file.path !== path);
    this.#settings.update({ recent: [{ id, path }, ...others].slice(0, most) });
  }

  clear(): void {
    this.#settings.update({ recent: [] });
  }

  list(): readonly Grant[] {
    return this.#settings.value.recent.map(({ id, path }) => this.#grants.grant(path, false, id));
  }
}

/** Whether a file is a project, by its name. */
export function isProject(path: string): boolean {
  return path.toLowerCase().endsWith('.kan');
}
