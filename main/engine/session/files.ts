/** The files that main has granted, by their opaque ids, and the project file that the journal names. A call can name no other files. */
import { randomUUID } from 'node:crypto';
import { userError } from '../../../shared/errors.ts';

export class Files {
  readonly #granted = new Map<string, { readonly path: string; readonly writable: boolean }>();

  grant(id: string, path: string, writable: boolean): void {
    this.#granted.set(id, { path, writable });
  }

  /** The id of the project file of the session; one that only the journal knew gets an id, so that it can be saved to. */
  idOfProject(path: string): string {
    const known = [...this.#granted].find(([, file]) => file.path === path && file.writable)?.[0];
    const id = known ?? randomUUID();
    if (known === undefined) this.grant(id, path, true);
    return id;
  }

  /** @throws KanError `file.unknown` */
  readable(id: string): string {
    return this.#find(id).path;
  }

  /** @throws KanError `file.unknown`; `file.read-only` if the file was not chosen as a place to save to. */
  writable(id: string): string {
    const { path, writable } = this.#find(id);
    if (writable) return path;
    throw userError(
      'file.read-only',
      'This file was opened for reading only.',
      'Choose where to save with “Save as”.',
    );
  }

  #find(id: string): { readonly path: string; readonly writable: boolean } {
    const file = this.#granted.get(id);
    if (file !== undefined) return file;
    throw userError('file.unknown', 'This file is no longer known.', 'Choose it again.');
  }
}
