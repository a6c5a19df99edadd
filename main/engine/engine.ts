/** The engine as one object: give it files and ports, and it does what the contract says. Free of Electron. */
import { wallClock } from '../../shared/time.ts';
import { randomUUID } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Port } from '../../shared/rpc/messages.ts';
import type { EngineHandlers } from '../../shared/contract/engine.ts';
import type { Risk } from '../../shared/contract/host.ts';
import { toAppError } from '../../shared/errors.ts';
import type { ComputeWindow } from './compute/devices/sources.ts';
import type { ProtectionProblem } from '../../shared/contract/views/snapshot.ts';
import { ScratchTables } from './storage/scratchTables.ts';
import { Journal } from './storage/journal.ts';
import { devicesWith, sharedBackend } from './compute/devices/shared.ts';
import { comparisonHandlers } from './calls/comparison.ts';
import { dataHandlers } from './calls/data.ts';
import { editHandlers } from './calls/edit.ts';
import { historyHandlers } from './calls/history.ts';
import { formulaHandlers } from './calls/formula.ts';
import { evaluationHandlers } from './calls/evaluation.ts';
import { equationHandlers } from './calls/equation.ts';
import { phasesHandlers } from './calls/phases.ts';
import { networkHandlers } from './calls/network.ts';
import { localReader, type Reader } from './reader/reader.ts';
import { projectHandlers } from './calls/project.ts';
import { recover } from './usecases/projects/recover.ts';
import { trainingHandlers } from './calls/training.ts';
import { Session } from './session/session.ts';

export interface EngineOptions {
  /** Where work is journalled, and brought back from; null to keep no journal. The folder is this engine's alone. */
  readonly journalFolder: string | null;
  readonly appVersion: string;
  /** Reads tables; in this thread where absent. */
  readonly reader?: Reader;
  /** Lends the app's graphics processor; absent where there is no app. */
  readonly computeWindow?: ComputeWindow;
  /** For the log on disk; the text is free of the user's data. */
  readonly log?: (level: 'info' | 'warning' | 'error', text: string) => void;
  /** Told when it begins or ends that work would be lost if the process ended. */
  readonly onRisk?: (risk: Risk | null) => void;
}

export interface Engine {
  /** From now on calls may name the file by its id. */
  grant(id: string, path: string, writable: boolean): void;
  /** Serves a window until its port closes. */
  connect(port: Port): void;
  /** Settles when what the journal held is in place; calls wait for it by themselves. */
  readonly ready: Promise<void>;
  /**
   * Before the process is ended on purpose: ends the work under way, keeps what it has found, and writes what is not yet in
   * the journal. Where all of it is in a project file, the journal is cleared and the next engine starts afresh.
   */
  flush(): Promise<void>;
}

/** A new engine with a session of its own; it brings back what the journal holds. */
export function createEngine(options: EngineOptions): Engine {
  const {
    journalFolder,
    appVersion,
    reader = localReader,
    computeWindow = null,
    log = () => undefined,
    onRisk = () => undefined,
  } = options;
  const backend = sharedBackend();
  const app = `KAN Studio ${appVersion}`;
  const journal =
    journalFolder === null
      ? null
      : new Journal(journalFolder, app, {
          onDamage: (error) => log('error', `A file of the journal is damaged (${toAppError(error).code}).`),
          onProblem: (problem) => tellProtection(session, problem),
        });
  // An engine without a journal has a folder of its own: engines remove what they do not use.
  const scratch = new ScratchTables(
    journalFolder === null ? join(tmpdir(), `kan-studio-${randomUUID()}`) : join(journalFolder, 'tables'),
  );
  const session: Session = new Session({
    backend,
    devices: devicesWith(backend, computeWindow),
    journal,
    reader,
    scratch,
    app,
    now: wallClock,
    newId: randomUUID,
    log,
    onRisk,
  });
  const ready = journal === null ? Promise.resolve() : recover(session, journal);
  const handlers = afterwards(ready, {
    ...dataHandlers(session),
    ...networkHandlers(session),
    ...trainingHandlers(session),
    ...projectHandlers(session),
    ...editHandlers(session),
    ...historyHandlers(session),
    ...formulaHandlers(session),
    ...evaluationHandlers(session),
    ...comparisonHandlers(session),
    ...phasesHandlers(session),
    ...equationHandlers(session),
  });
  return {
    grant: (id, path, writable) => session.files.grant(id, path, writable),
    connect: (port) => session.hub.connect(port, handlers),
    ready,
    flush: async () => {
      await ready;
      await session.endWork();
      await journal?.flush();
      const unsaved = session.hasUnsavedWork();
      if (!unsaved) await journal?.clear();
      await scratch.removeAllBut(unsaved ? (session.state.source?.path ?? null) : null);
    },
  };
}

/** To every window and to the log that the work is not kept against a crash any more, or is again. */
function tellProtection(session: Session, problem: ProtectionProblem | null): void {
  session.hub.emit('unprotected', problem);
  if (problem === null) session.log('info', 'Crash protection is on again.');
  else session.log('warning', problem.message);
  session.checkRisk();
}

/** The same handlers, each of which waits first. */
function afterwards(ready: Promise<void>, handlers: EngineHandlers): EngineHandlers {
  const waiting = Object.entries(handlers).map(([method, handler]) => [
    method,
    async (params: never, signal: AbortSignal) => {
      await ready;
      return (handler as unknown as (params: never, signal: AbortSignal) => unknown)(params, signal);
    },
  ]);
  return Object.fromEntries(waiting) as EngineHandlers;
}
