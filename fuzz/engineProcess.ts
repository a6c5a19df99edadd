/** Starts the engine of `engineChild.ts` and speaks to it over the contract, as a window does. */
import { fork, type ChildProcess } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { connectEngine, type EngineConnection } from '../shared/contract/engineConnection.ts';
import { seededRandom } from '../shared/random.ts';
import type { Port } from '../shared/rpc/messages.ts';

export interface EngineProcess {
  readonly child: ChildProcess;
  readonly client: EngineConnection;
  /** Settles when the process has ended. */
  readonly ended: Promise<void>;
}

/** @param program the built `engineChild.ts`. @param folder holds journal, tables and projects */
export function startEngine(program: string, folder: string): EngineProcess {
  const child = fork(program, [folder], {
    // What is built needs no loader of tests.
    execArgv: [],
    serialization: 'advanced',
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const port: Port = {
    send: (message) => {
      if (child.connected) child.send(message as object);
    },
    onMessage: (listener) => void child.on('message', (message) => listener(message, [])),
    onClose: (listener) => void child.once('exit', listener),
    close: () => undefined,
  };
  return { child, client: connectEngine(port), ended };
}

/** Seconds that all threads of a process have computed; null where the system does not tell. */
export function processorSeconds({ pid }: ChildProcess): number | null {
  try {
    // After the name, which may hold anything: user and system time, in hundredths of a second.
    const fields = readFileSync(`/proc/${pid}/stat`, 'latin1')
      .replace(/^.*\) /su, '')
      .split(' ');
    return (Number(fields[11]) + Number(fields[12])) / 100;
  } catch {
    return null;
  }
}

/** A table of two inputs, a label and a target, and another one of the same columns. */
export function writeTables(folder: string): void {
  const random = seededRandom(3);
  const line = (i: number): string => {
    const [x1, x2] = [random.next(), random.next()];
    return `${x1},${x2},${i % 2 ? 'red' : 'blue'},${Math.exp(Math.sin(Math.PI * x1) + x2 ** 2)}\n`;
  };
  for (const [name, rows] of [
    ['table.csv', 200],
    ['other.csv', 60],
  ] as const)
    writeFileSync(
      join(folder, name),
      `x1,x2,kind,y\n${Array.from({ length: rows }, (_, i) => line(i)).join('')}`,
    );
}
