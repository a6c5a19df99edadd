/**
 * What survives a crash of the engine: a folder with every revision, a checkpoint of the run in progress, and a state
 * file that names the valid ones. Each file is written atomically and contains a check of itself. The state file is
 * written last, so that all files that it names exist.
 */
import { readFile, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { ProtectionProblem } from '../../../shared/contract/views/snapshot.ts';
import type { CurvePoint } from '../../../shared/contract/views/training.ts';
import { thresholdSetting } from '../../../shared/settings/predicting.ts';
import { replaceFile, unfinishedPrefix } from '../../files/replaceFile.ts';
import { protectionProblem } from './protectionProblem.ts';
import { packFiles, unpackFiles, type Container } from './container.ts';
import { liveCurve, liveData, storedCurve, storedData } from './format/live.ts';
import { formatVersion, readRunJson, readStateJson } from './format/versions.ts';
import { decodeJson, encodeJson } from './json.ts';
import { equationsPart, findingsPart, type JournalPart } from './journalParts.ts';
import { readRevision, revisionFiles } from './modelFiles.ts';
import type { DataReference } from '../data/reference.ts';
import type { EquationSteps } from '../equations/steps.ts';
import type { Findings } from '../findings/findings.ts';
import type { History } from '../history/history.ts';
import type { Revision } from '../history/revision.ts';

/** The best model of a run that has not ended. It is a revision that is not in the history yet. */
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
  /** Of two classes: how probable the second must be to be predicted. */
  readonly threshold: number;
  /** The one that a project file holds. */
  readonly savedThreshold: number;
  /** Ids of the revisions that a project file holds. */
  readonly saved: readonly string[];
  /** The differential equation, and whether a project file holds it. */
  readonly equations: EquationSteps;
  readonly equationsSaved: boolean;
  /** What comparisons and phases found, and whether a project file holds it. */
  readonly findings: Findings;
  readonly findingsSaved: boolean;
}

export interface Recovered extends JournalState {
  readonly checkpoint: Checkpoint | null;
}

const stateFile = 'state.json';
/** In the file of a part: whether a project holds it. */
const savedName = 'saved.json';
const checkpointFile = 'checkpoint.kan';
const loadingFile = 'loading.tmp';
/** Time between two attempts to write what could not be written. */
const retryMs = 5_000;
/** Files that a power failure may leave behind. */
const isUnfinished = (name: string): boolean => name.startsWith(unfinishedPrefix);
const revisionFile = (id: string): string => `revision-${id}.kan`;

/** What a journal reports to its owner. */
export interface JournalListener {
  /** A file of the previous engine is incomplete. */
  readonly onDamage: (error: unknown) => void;
  /** The work can't be written any more, for a new reason; or (null) it can be written again. */
  readonly onProblem: (problem: ProtectionProblem | null) => void;
}

export class Journal {
  readonly #folder: string;
  readonly #app: string;
  readonly #told: JournalListener;
  /** The content of each revision's file. A revision that was measured later is written again. */
  readonly #written = new Map<string, Revision>();
  /** By file. */
  readonly #writtenParts = new Map<string, { readonly value: unknown; readonly isSaved: boolean }>();
  #queue: Promise<void> = Promise.resolve();
  /** Requests that are not on the disk yet. They stay here if writing fails. */
  #nextState: JournalState | null = null;
  #nextCheckpoint: Checkpoint | null = null;
  /** The checkpoint on the disk is of an earlier run. */
  #runEnded = false;
  #problem: ProtectionProblem | null = null;
  /** Another attempt is scheduled. */
  #retrying = false;

  /** @param folder private to one engine. */
  constructor(folder: string, app: string, told: JournalListener) {
    this.#folder = folder;
    this.#app = app;
    this.#told = told;
  }

  /** Why the journal does not hold the work at present; null if it does. */
  get problem(): ProtectionProblem | null {
    return this.#problem;
  }

  /**
   * What the previous engine left, or null. Damaged revisions are left out, together with all revisions made from
   * them.
   */
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
    const equations = await this.#readPart(equationsPart);
    const findings = await this.#readPart(findingsPart);
    return {
      history: { revisions, current, tip },
      data: data && this.#tried(() => ({ ...liveData(data), path: data.path })),
      curve: liveCurve(curve),
      threshold: state.threshold ?? thresholdSetting.default,
      savedThreshold: state.savedThreshold ?? state.threshold ?? thresholdSetting.default,
      saved,
      ...{ equations: equations.value, equationsSaved: equations.isSaved },
      ...{ findings: findings.value, findingsSaved: findings.isSaved },
      checkpoint: await this.#readCheckpoint(),
    };
  }

  /**
   * Writes the state soon. Of several states in a row, only the last one is written.
   * @param isTraining the run goes on whose checkpoint is kept; else the checkpoint is of an earlier run, and removed
   */
  save(state: JournalState, isTraining: boolean): void {
    if (!isTraining) {
      this.#nextCheckpoint = null;
      this.#runEnded = true;
    }
    this.#nextState = state;
    this.#writeSoon();
  }

  /** Writes the checkpoint soon. It replaces the previous one. */
  checkpoint(checkpoint: Checkpoint): void {
    this.#nextCheckpoint = checkpoint;
    this.#writeSoon();
  }

  /**
   * Marks that the table is being read again. @returns false if the previous engine did not finish this. Then the
   * table should not be read, or the engine might crash again and again.
   */
  async beginLoading(): Promise<boolean> {
    if ((await this.#readFile(loadingFile)) !== null) return false;
    // If the mark can't be written, a table that crashes the engine crashes it each time, until the restarts stop.
    await this.#attempt(() => replaceFile(join(this.#folder, loadingFile), ''));
    return true;
  }

  async endLoading(): Promise<void> {
    await this.#attempt(() => rm(join(this.#folder, loadingFile), { force: true }));
  }

  /** Settles when all requests have been written, or could not be: see {@link problem}. */
  async flush(): Promise<void> {
    if (this.#problem !== null) this.#writeSoon();
    await this.#queue;
  }

  /** Deletes everything: there is nothing to recover. */
  async clear(): Promise<void> {
    this.#nextState = null;
    this.#nextCheckpoint = null;
    await this.#queue;
    this.#written.clear();
    this.#writtenParts.clear();
    await this.#attempt(async () => {
      // The state file is removed first: the other files mean nothing without it.
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
      if (this.#runEnded) await rm(join(this.#folder, checkpointFile), { force: true });
      this.#runEnded = false;
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

  /**
   * Writes something. If writing fails, that is reported, and the waiting requests are tried again until they
   * succeed.
   */
  async #attempt(write: () => Promise<void>): Promise<void> {
    try {
      await write();
    } catch (error) {
      // It is unknown which files are still there, so all are written again.
      this.#written.clear();
      this.#writtenParts.clear();
      this.#tell(protectionProblem(error));
      this.#retryLater();
      return;
    }
    // Other files may be written even if a waiting one could not be.
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

  async #writeState(state: JournalState): Promise<void> {
    const { history, data, curve, threshold, savedThreshold, saved } = state;
    await this.#writePart(equationsPart, state.equations, state.equationsSaved);
    await this.#writePart(findingsPart, state.findings, state.findingsSaved);
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
      threshold,
      savedThreshold,
      saved,
    };
    await replaceFile(join(this.#folder, stateFile), encodeJson(json));
  }

  async #writePart<T>({ file, files }: JournalPart<T>, value: T, isSaved: boolean): Promise<void> {
    const written = this.#writtenParts.get(file);
    if (written?.value === value && written.isSaved === isSaved) return;
    const content = files(value).set(savedName, encodeJson(isSaved));
    await replaceFile(join(this.#folder, file), packFiles(content, this.#app));
    this.#writtenParts.set(file, { value, isSaved });
  }

  async #readPart<T>({ file, none, read }: JournalPart<T>): Promise<{ value: T; isSaved: boolean }> {
    const container = await this.#unpacked(file);
    const value = container && this.#tried(() => read(container));
    if (container === null || value === null) return { value: none, isSaved: true };
    return { value, isSaved: decodeJson(container.files.get(savedName) ?? new Uint8Array()) === true };
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

  /** Null if the file does not exist, or is incomplete. */
  async #unpacked(name: string): Promise<Container | null> {
    const bytes = await this.#readFile(name);
    return bytes && this.#tried(() => unpackFiles(bytes, name));
  }

  /** Null if reading fails. `onDamage` gets the reason. */
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
    // These files only take space. If they can't be removed, that does no harm.
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
