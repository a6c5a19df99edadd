/**
 * What survives a crash of the engine: a folder with every revision, a checkpoint of the run under way, and a state
 * file that ties them together. Each file is written atomically and checks itself; the state file comes last, so that
 * whatever it names is there.
 */
import { readFile, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { CurvePoint } from '../../../shared/contract/views.ts';
import { writeAtomically } from './atomicWrite.ts';
import { packFiles, unpackFiles, type Container } from './container.ts';
import { liveCurve, liveData, storedCurve, storedData } from './format/live.ts';
import { formatVersion, readRunJson, readStateJson } from './format/versions.ts';
import { decodeJson, encodeJson } from './json.ts';
import { readRevision, revisionFiles } from './modelFiles.ts';
import type { DataReference } from '../data/reference.ts';
import type { History } from '../history/history.ts';
import type { Revision } from '../history/revision.ts';

/** The best model of a run that has not ended, as a revision that is not in the tree yet. */
export interface Checkpoint {
  readonly revision: Revision;
  readonly curve: readonly CurvePoint[];
}

export interface JournalState {
  readonly history: History;
  /** The table and where it was read from. */
  readonly data: (DataReference & { readonly path: string }) | null;
  /** Curve of the last run. */
  readonly curve: readonly CurvePoint[];
  /** Ids of the revisions that a project file holds. */
  readonly saved: readonly string[];
}

export interface Recovered extends JournalState {
  readonly checkpoint: Checkpoint | null;
}

const stateFile = 'state.json';
const checkpointFile = 'checkpoint.kan';
const loadingFile = 'loading.tmp';
const revisionFile = (id: string): string => `revision-${id}.kan`;

export class Journal {
  readonly #folder: string;
  readonly #app: string;
  readonly #onError: (error: unknown) => void;
  /** What each revision's file holds: one that was measured since is written anew. */
  readonly #written = new Map<string, Revision>();
  #queue: Promise<void> = Promise.resolve();
  #nextState: JournalState | null = null;
  #nextCheckpoint: Checkpoint | null = null;

  /**
   * @param folder private to one engine.
   * @param onError is told what could not be written; the engine works on without.
   */
  constructor(folder: string, app: string, onError: (error: unknown) => void) {
    this.#folder = folder;
    this.#app = app;
    this.#onError = onError;
  }

  /** What the last engine left, or null. Revisions that are damaged are left out, with all that came of them. */
  async read(): Promise<Recovered | null> {
    const bytes = await this.#readFile(stateFile);
    const state = bytes && readStateJson(decodeJson(bytes));
    if (state === null) return null;
    const revisions: Revision[] = [];
    for (const id of state.revisions) {
      const revision = await this.#readRevision(id);
      if (revision?.id !== id) continue;
      if (revision.parent === null || revisions.some((other) => other.id === revision.parent)) {
        revisions.push(revision);
        this.#written.set(id, revision);
      }
    }
    const known = (id: string | null): string | null =>
      revisions.some((revision) => revision.id === id) ? id : null;
    const [current, tip] = [known(state.current), known(state.tip ?? state.current)];
    const { data, curve, saved } = state;
    return {
      history: { revisions, current, tip },
      data: data && this.#tried(() => ({ ...liveData(data), path: data.path })),
      curve: liveCurve(curve),
      saved,
      checkpoint: await this.#readCheckpoint(),
    };
  }

  /** Writes the state soon; of several in a row only the last one. Ends the checkpoint of an earlier run. */
  save(state: JournalState): void {
    this.#nextCheckpoint = null;
    this.#nextState = state;
    this.#enqueue(async () => {
      const next = this.#nextState;
      if (next === null) return;
      this.#nextState = null;
      await this.#writeState(next);
      await rm(join(this.#folder, checkpointFile), { force: true });
    });
  }

  /** Writes the checkpoint soon, in place of the one before. */
  checkpoint(checkpoint: Checkpoint): void {
    this.#nextCheckpoint = checkpoint;
    this.#enqueue(async () => {
      const next = this.#nextCheckpoint;
      if (next === null) return;
      this.#nextCheckpoint = null;
      const files = revisionFiles(next.revision, '');
      files.set('run.json', encodeJson({ curve: storedCurve(next.curve) }));
      await writeAtomically(join(this.#folder, checkpointFile), packFiles(files, this.#app));
    });
  }

  /**
   * Marks that the table is being read back. @returns false where the last engine never came to the end of that: it is
   * then better left alone, or the engine would end again and again.
   */
  async beginLoading(): Promise<boolean> {
    if ((await this.#readFile(loadingFile)) !== null) return false;
    await writeAtomically(join(this.#folder, loadingFile), '');
    return true;
  }

  async endLoading(): Promise<void> {
    await rm(join(this.#folder, loadingFile), { force: true });
  }

  /** Settles when all that was asked for has been written. */
  async flush(): Promise<void> {
    await this.#queue;
  }

  /** Forgets everything: there is nothing to bring back. */
  async clear(): Promise<void> {
    this.#nextState = null;
    this.#nextCheckpoint = null;
    await this.#queue;
    this.#written.clear();
    // The state first: without it the rest means nothing.
    await rm(join(this.#folder, stateFile), { force: true });
    for (const name of await this.#names()) {
      if (name.endsWith('.kan') || name.endsWith('.tmp')) await rm(join(this.#folder, name), { force: true });
    }
  }

  #enqueue(task: () => Promise<void>): void {
    this.#queue = this.#queue.then(task).catch(this.#onError);
  }

  async #writeState({ history, data, curve, saved }: JournalState): Promise<void> {
    for (const revision of history.revisions) {
      if (this.#written.get(revision.id) === revision) continue;
      const bytes = packFiles(revisionFiles(revision, ''), this.#app);
      await writeAtomically(join(this.#folder, revisionFile(revision.id)), bytes);
      this.#written.set(revision.id, revision);
    }
    const revisions = history.revisions.map((revision) => revision.id);
    const { current, tip } = history;
    const json = {
      version: formatVersion,
      revisions,
      current,
      tip,
      data: data && { ...storedData(data), path: data.path },
      curve: storedCurve(curve),
      saved,
    };
    await writeAtomically(join(this.#folder, stateFile), encodeJson(json));
  }

  async #readCheckpoint(): Promise<Checkpoint | null> {
    const container = await this.#unpacked(checkpointFile);
    const revision = container && this.#tried(() => readRevision(container, ''));
    if (container === null || revision === null) return null;
    const curve = readRunJson(decodeJson(container.files.get('run.json') ?? new Uint8Array()));
    return curve && { revision, curve: liveCurve(curve) };
  }

  async #readRevision(id: string): Promise<Revision | null> {
    const container = await this.#unpacked(revisionFile(id));
    return container && this.#tried(() => readRevision(container, ''));
  }

  /** Null where the file is not there, or not whole. */
  async #unpacked(name: string): Promise<Container | null> {
    const bytes = await this.#readFile(name);
    return bytes && this.#tried(() => unpackFiles(bytes, name));
  }

  /** Null where reading fails; why is told to `onError`. */
  #tried<T>(read: () => T): T | null {
    try {
      return read();
    } catch (error) {
      this.#onError(error);
      return null;
    }
  }

  async #readFile(name: string): Promise<Uint8Array | null> {
    try {
      return await readFile(join(this.#folder, name));
    } catch {
      return null;
    }
  }

  async #names(): Promise<readonly string[]> {
    try {
      return await readdir(this.#folder);
    } catch {
      return [];
    }
  }
}
