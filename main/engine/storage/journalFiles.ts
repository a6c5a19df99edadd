/**
 * The files of a journal: a folder with every revision, a checkpoint of the run in progress, and a state file that names
 * the valid ones. Each file is written atomically and contains a check of itself. The state file is written last, so that
 * all files that it names exist.
 */
import { readFile, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { thresholdSetting } from '../../../shared/settings/predicting.ts';
import { replaceFile, unfinishedPrefix } from '../../files/replaceFile.ts';
import { packFiles, unpackFiles, type Container } from './container.ts';
import { liveCurve, liveData, storedCurve, storedData } from './format/live.ts';
import { formatVersion } from './format/present.ts';
import { readRunJson, readStateJson } from './format/versions.ts';
import type { Checkpoint, JournalState, Recovered } from './journalState.ts';
import { decodeJson, encodeJson } from './json.ts';
import { equationsPart, findingsPart, type JournalPart } from './journalParts.ts';
import { readRevision, revisionFiles } from './modelFiles.ts';
import type { Revision } from '../history/revision.ts';

const stateFile = 'state.json';
/** In the file of a part: whether a project holds it. */
const savedName = 'saved.json';
const checkpointFile = 'checkpoint.kan';
const loadingFile = 'loading.tmp';
/** Files that a power failure may leave behind. */
const isUnfinished = (name: string): boolean => name.startsWith(unfinishedPrefix);
const revisionFile = (id: string): string => `revision-${id}.kan`;

export class JournalFiles {
  readonly #folder: string;
  readonly #app: string;
  readonly #onDamage: (error: unknown) => void;
  /** The content of each revision's file. A revision that was measured later is written again. */
  readonly #written = new Map<string, Revision>();
  /** By file. */
  readonly #writtenParts = new Map<string, { readonly value: unknown; readonly isSaved: boolean }>();

  /**
   * @param folder private to one engine
   * @param onDamage gets the reason where a file can't be read
   */
  constructor(folder: string, app: string, onDamage: (error: unknown) => void) {
    this.#folder = folder;
    this.#app = app;
    this.#onDamage = onDamage;
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
    const { data, curve, project = null, saved, endedDuring = [] } = state;
    const equations = await this.#readPart(equationsPart);
    const findings = await this.#readPart(findingsPart);
    return {
      history: { revisions, current, tip },
      data: data && this.#tried(() => ({ ...liveData(data), path: data.path })),
      curve: liveCurve(curve),
      threshold: state.threshold ?? thresholdSetting.default,
      savedThreshold: state.savedThreshold ?? state.threshold ?? thresholdSetting.default,
      ...{ project, saved },
      ...{ equations: equations.value, equationsSaved: equations.isSaved },
      ...{ findings: findings.value, findingsSaved: findings.isSaved },
      endedDuring,
      checkpoint: await this.#readCheckpoint(),
    };
  }

  /** Writes what is not in the folder yet. @throws what the disk says */
  async writeState(state: JournalState): Promise<void> {
    const { history, data, curve, threshold, savedThreshold, project, saved, endedDuring } = state;
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
      ...(project !== null && { project }),
      saved,
      ...(endedDuring.length > 0 && { endedDuring }),
    };
    await replaceFile(join(this.#folder, stateFile), encodeJson(json));
  }

  /** @throws what the disk says */
  async writeCheckpoint({ revision, curve }: Checkpoint): Promise<void> {
    const files = revisionFiles(revision, '');
    files.set('run.json', encodeJson({ curve: storedCurve(curve) }));
    await replaceFile(join(this.#folder, checkpointFile), packFiles(files, this.#app));
  }

  /** @throws what the disk says */
  async removeCheckpoint(): Promise<void> {
    await rm(join(this.#folder, checkpointFile), { force: true });
  }

  /** Whether the table is marked as being read. */
  async isLoading(): Promise<boolean> {
    return (await this.#readFile(loadingFile)) !== null;
  }

  /** @throws what the disk says */
  async markLoading(): Promise<void> {
    await replaceFile(join(this.#folder, loadingFile), '');
  }

  /** @throws what the disk says */
  async unmarkLoading(): Promise<void> {
    await rm(join(this.#folder, loadingFile), { force: true });
  }

  /** All files are written again by the next writing: it is unknown which are still there. */
  forgetWritten(): void {
    this.#written.clear();
    this.#writtenParts.clear();
  }

  /** Removes all files. @throws what the disk says */
  async clear(): Promise<void> {
    this.forgetWritten();
    // The state file is removed first: the other files mean nothing without it.
    await rm(join(this.#folder, stateFile), { force: true });
    for (const name of await this.#names()) {
      if (name.endsWith('.kan') || name === loadingFile || isUnfinished(name)) {
        await rm(join(this.#folder, name), { force: true });
      }
    }
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
      this.#onDamage(error);
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
