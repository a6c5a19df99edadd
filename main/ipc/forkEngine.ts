import { utilityProcess } from 'electron';
import type { Log } from '../app/log.ts';
import { engineFile } from '../app/paths.ts';
import type { EngineProcess } from './engineSupervisor.ts';

/** Starts the engine as a process of its own; what it prints goes to the log. */
export function forkEngine(log: Log): EngineProcess {
  const child = utilityProcess.fork(engineFile, [], { serviceName: 'KAN Studio engine', stdio: 'pipe' });
  child.stdout?.on('data', (chunk: Buffer) => {
    log.info(`engine: ${chunk.toString().trimEnd()}`);
  });
  child.stderr?.on('data', (chunk: Buffer) => {
    log.warn(`engine: ${chunk.toString().trimEnd()}`);
  });
  return {
    postMessage: (message, transfer) => {
      child.postMessage(message, transfer);
    },
    on: (event: 'message' | 'exit', listener: (value: never) => void) =>
      child.on(event as 'message', listener as (message: unknown) => void),
    kill: () => {
      // One that is caught in something, or stopped, does not hear the polite signal.
      if (child.pid !== undefined) process.kill(child.pid, 'SIGKILL');
      return child.kill();
    },
  };
}
