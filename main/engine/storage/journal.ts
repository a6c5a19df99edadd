/** What survives a crash of the engine. What can't be written is reported, and tried again until it can be. */
import type { ProtectionProblem } from '../../../shared/contract/views/snapshot.ts';
import { JournalFiles } from './journalFiles.ts';
import type { Checkpoint, JournalState, Recovered } from './journalState.ts';
import { protectionProblem } from './protectionProblem.ts';

/** Time between two attempts to write what could not be written. */
const retryMs = 5_000;

/** What a journal reports to its owner. */
export interface JournalListener {
  /** A file of the previous engine is incomplete. */
  readonly onDamage: (error: unknown) => void;
  /** The work can't be written any more, for a new reason; or (null) it can be written again. */
  readonly onProblem: (problem: ProtectionProblem | null) => void;
}

export class Journal {
  readonly #files: JournalFiles;
  readonly #told: JournalListener;
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
    this.#files = new JournalFiles(folder, app, told.onDamage);
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
  read(): Promise<Recovered | null> {
    return this.#files.read();
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
    if (await this.#files.isLoading()) return false;
    // If the mark can't be written, a table that crashes the engine crashes it each time, until the restarts stop.
    await this.#attempt(() => this.#files.markLoading());
    return true;
  }

  async endLoading(): Promise<void> {
    await this.#attempt(() => this.#files.unmarkLoading());
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
    await this.#attempt(() => this.#files.clear());
  }

  #writeSoon(): void {
    this.#queue = this.#queue.then(() => this.#attempt(() => this.#writeNext()));
  }

  async #writeNext(): Promise<void> {
    const state = this.#nextState;
    if (state !== null) {
      await this.#files.writeState(state);
      if (this.#runEnded) await this.#files.removeCheckpoint();
      this.#runEnded = false;
      if (this.#nextState === state) this.#nextState = null;
    }
    const checkpoint = this.#nextCheckpoint;
    if (checkpoint !== null) {
      await this.#files.writeCheckpoint(checkpoint);
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
      this.#files.forgetWritten();
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
}
