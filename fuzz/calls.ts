/** Random calls to a real engine: it answers each call or refuses it with a message for people, and does not crash. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { z } from 'zod';
import { engineContract, type EngineMethod } from '../shared/contract/engine.ts';
import { toAppError } from '../shared/errors.ts';
import { seededRandom } from '../shared/random.ts';
import { pick, randomArgument, type Random } from './arguments.ts';
import { startEngine, writeTables, type EngineProcess } from './engineProcess.ts';

/** Calls of one session. */
export const sessionCalls = 60;
/** A call that takes longer is cancelled. */
const mostMs = 3000;
/** Within this time after that, the call must end and the engine must answer. */
const patienceMs = 30_000;
const mostMegabytes = 1500;

/** Work that a session begins with, so that calls find something. */
const beginnings: readonly (readonly [EngineMethod, unknown])[] = [
  ['data.load', { file: 'table-file', overrides: {} }],
  [
    'data.prepare',
    {
      ...{ inputs: ['x1', 'x2', 'kind'], targets: ['y'], weights: null, task: 'regression' },
      ...{ validationFraction: 0.2, testFraction: 0.2, seed: 1, scaling: 'range', missing: 'drop' },
    },
  ],
  ['model.create', { hidden: [2], grid: 3, order: 3, seed: 1 }],
];

const methods = Object.keys(engineContract.calls) as EngineMethod[];

/** @param program the built `engineChild.ts`. @returns what went wrong */
export async function fuzzCalls(program: string, first: number, count: number): Promise<readonly string[]> {
  const wrong: string[] = [];
  for (let seed = first; seed < first + count / sessionCalls; seed++)
    wrong.push(...(await session(program, seed)));
  return wrong;
}

async function session(program: string, seed: number): Promise<string[]> {
  const folder = mkdtempSync(join(tmpdir(), 'kan-calls-'));
  writeTables(folder);
  const engine = startEngine(program, folder);
  const random = seededRandom(seed);
  const wrong: string[] = [];
  const revisions: string[] = [];
  engine.client.on('model', ({ history }) => {
    revisions.splice(0, Infinity, ...history.revisions.map(({ id }) => id));
  });
  let gone = false;
  void engine.ended.then(() => (gone = true));
  try {
    for (const [method, argument] of beginnings.slice(0, random.integer(4)))
      await ask(engine, method, argument, patienceMs);
    const pending: Promise<void>[] = [];
    for (let n = 0; n < sessionCalls && !gone; n++) {
      const method = pick(random, methods);
      const { params } = engineContract.calls[method];
      const wild = random.integer(4) === 0 ? 0.1 : 0;
      const argument = randomArgument(params as unknown as z.ZodType, random, revisions, wild);
      const told = `seed ${seed}, call ${n}: ${method} ${JSON.stringify(argument)?.slice(0, 500)}`;
      const call = ask(engine, method, argument, patienceOf(random)).then((problem) => {
        if (problem !== null) wrong.push(`${told}: ${problem}`);
      });
      // Some calls run while the next ones are sent.
      if (random.integer(4) === 0) pending.push(call);
      else await call;
    }
    await Promise.all(pending);
    const alive = await ask(engine, 'session.snapshot', undefined, patienceMs);
    if (alive !== null) wrong.push(`seed ${seed}: afterwards ${alive}`);
    const megabytes = memoryOf(engine);
    if (megabytes > mostMegabytes) wrong.push(`seed ${seed}: the engine takes ${megabytes} MB`);
  } finally {
    engine.child.kill('SIGKILL');
    await engine.ended;
    rmSync(folder, { recursive: true });
  }
  return wrong;
}

const patienceOf = (random: Random): number => (random.integer(10) === 0 ? random.integer(50) : mostMs);

/** @returns what is wrong with how the call ended; null where nothing is */
async function ask(
  { client, ended }: EngineProcess,
  method: EngineMethod,
  argument: unknown,
  cancelAfterMs: number,
): Promise<string | null> {
  const stop = new AbortController();
  const timer = setTimeout(() => stop.abort(), cancelAfterMs);
  const answer = client.call(method, argument as never, stop.signal).then(
    () => null,
    (reason: unknown) => {
      const { kind, code, message } = toAppError(reason);
      return kind === 'fault' ? `${code}: ${message}` : null;
    },
  );
  try {
    const late = sleep(cancelAfterMs + patienceMs, 'no answer', { ref: false });
    return await Promise.race([answer, late, ended.then(() => 'the engine ended')]);
  } finally {
    clearTimeout(timer);
  }
}

/** Resident memory in MB; 0 where the system does not tell. */
function memoryOf({ child }: EngineProcess): number {
  try {
    const status = readFileSync(`/proc/${child.pid}/status`, 'utf8');
    return Number(/VmHWM:\s+(?<kb>\d+)/u.exec(status)?.groups?.['kb'] ?? 0) / 1024;
  } catch {
    return 0;
  }
}
