/**
 * What survives a crash of the engine: a folder with every revision, a checkpoint of the run under way, and a state
 * file that ties them together. Each file is written atomically and checks itself; the state file comes last, so that
 * whatever it names is there.
 */
import { readFile, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { ProtectionProblem } from '../../../shared/contract/views.ts';
import type { CurvePoint } from '../../../shared/contract/views.ts';
import { replaceFile, unfinishedPrefix } from '../../files/replaceFile.ts';
import { protectionProblem } from './protectionProblem.ts';
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
/** Between two attempts to write what could not be written. */
const retryMs = 5_000;
/** What a power cut may leave behind. */
const isUnfinished = (name: string): boolean => name.startsWith(unfinishedPrefix);
const revisionFile = (id: string): string => `revision-${id}.kan`;

/** What a journal tells those who keep it. */
export interface JournalListener {
  /** A file of the last engine's that is not whole. */
  readonly onDamage: (error: unknown) => void;
  /** The work can't be written any more, for another reason than before, or (null) is written again. */
  readonly onProblem: (problem: ProtectionProblem | null) => void;
}

export class Journal {
  readonly #folder: string;
  readonly #app: string;
  readonly #told: JournalListener;
  /** What each revision's file holds: one that was measured since is written anew. */
  readonly #written = new Map<string, Revision>();
  #queue: Promise<void> = Promise.resolve();
  /** What was asked for and is not on the disk yet; it stays where the disk says no. */
  #nextState: JournalState | null = null;
  #nextCheckpoint: Checkpoint | null = null;
  #problem: ProtectionProblem | null = null;
  /** Another attempt comes by itself. */
  #retrying = false;

  /** @param folder private to one engine. */
  constructor(folder: string, app: string, told: JournalListener) {
    this.#folder = folder;
    this.#app = app;
    this.#told = told;
  }

  /** Why the work is not in the journal at present; null where it is. */
  get problem(): ProtectionProblem | null {
    return this.#problem;
  }

  /** What the last engine left, or null. Revisions that are damaged are left out, with all that came of them. */
  async read(): Promise<Recovered | null> {
    await this.#removeUnfinished();
    const bytes = await this.#readFile(stateFile);
    const state = bytes && this.#tried(() => readStateJson(decodeJson(bytes)));
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
    this.#writeSoon();
  }

  /** Writes the checkpoint soon, in place of the one before. */
  checkpoint(checkpoint: Checkpoint): void {
    this.#nextCheckpoint = checkpoint;
    this.#writeSoon();
  }

  /**
   * Marks that the table is being read back. @returns false where the last engine never came to the end of that: it is
   * then better left alone, or the engine would end again and again.
   */
  async beginLoading(): Promise<boolean> {
    if ((await this.#readFile(loadingFile)) !== null) return false;
    // Where the mark can't be made, a table that ends the engine ends it again, until it is given up on.
    await this.#attempt(() => replaceFile(join(this.#folder, loadingFile), ''));
    return true;
  }

  async endLoading(): Promise<void> {
    await this.#attempt(() => rm(join(this.#folder, loadingFile), { force: true }));
  }

  /** Settles when all that was asked for has been written, or could not be: see {@link problem}. */
  async flush(): Promise<void> {
    if (this.#problem !== null) this.#writeSoon();
    await this.#queue;
  }

  /** Forgets everything: there is nothing to bring back. */
  async clear(): Promise<void> {
    this.#nextState = null;
    this.#nextCheckpoint = null;
    await this.#queue;
    this.#written.clear();
    await this.#attempt(async () => {
      // The state first: without it the rest means nothing.
      await rm(join(this.#folder, stateFile), { force: true });
      for (const name of await this.#names()) {
        if (name.endsWith('.kan') || name === loadingFile || isUnfinished(name)) {
          await rm(join(this.#folder, name), { force: true });
        }
      }
    });
  }

  #writeSoon(): void {
    this.#queue = this.#queue.then(() => this.#attempt(() => this.#writeNext()));
  }

  async #writeNext(): Promise<void> {
    const state = this.#nextState;
    if (state !== null) {
      await this.#writeState(state);
      await rm(join(this.#folder, checkpointFile), { force: true });
      if (this.#nextState === state) this.#nextState = null;
    }
    const checkpoint = this.#nextCheckpoint;
    if (checkpoint !== null) {
      const files = revisionFiles(checkpoint.revision, '');
      files.set('run.json', encodeJson({ curve: storedCurve(checkpoint.curve) }));
      await replaceFile(join(this.#folder, checkpointFile), packFiles(files, this.#app));
      if (this.#nextCheckpoint === checkpoint) this.#nextCheckpoint = null;
    }
  }

  /** Writes something. Where the disk says no, that is told, and what waits is tried again until it succeeds. */
  async #attempt(write: () => Promise<void>): Promise<void> {
    try {
      await write();
    } catch (error) {
      // Nobody knows what is still there: all is written anew.
      this.#written.clear();
      this.#tell(protectionProblem(error));
      this.#retryLater();
      return;
    }
    // Other files may be written where one that waits could not be.
    if (this.#nextState === null && this.#nextCheckpoint === null) this.#tell(null);
  }

  #retryLater(): void {
    if (this.#retrying) return;
    this.#retrying = true;
    setTimeout(() => {
      this.#retrying = false;
      this.#writeSoon();
    }, retryMs).unref();
  }

  #tell(problem: ProtectionProblem | null): void {
    if (this.#problem?.message === problem?.message) return;
    this.#problem = problem;
    this.#told.onProblem(problem);
  }

  async #writeState({ history, data, curve, saved }: JournalState): Promise<void> {
    for (const revision of history.revisions) {
      if (this.#written.get(revision.id) === revision) continue;
      const bytes = packFiles(revisionFiles(revision, ''), this.#app);
      await replaceFile(join(this.#folder, revisionFile(revision.id)), bytes);
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
    await replaceFile(join(this.#folder, stateFile), encodeJson(json));
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

  /** Null where reading fails; why is told to `onDamage`. */
  #tried<T>(read: () => T): T | null {
    try {
      return read();
    } catch (error) {
      this.#told.onDamage(error);
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

  async #removeUnfinished(): Promise<void> {
    const names = (await this.#names()).filter(isUnfinished);
    // They take space and mean nothing: where they can't be removed that is no harm.
    await Promise.allSettled(names.map((name) => rm(join(this.#folder, name), { force: true })));
  }

  async #names(): Promise<readonly string[]> {
    try {
      return await readdir(this.#folder);
    } catch {
      return [];
    }
  }
}
