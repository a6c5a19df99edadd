import { EventEmitter } from 'node:events';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Grant } from '../../../main/app/fileGrants.ts';
import { EngineSupervisor, type EngineProcess } from '../../../main/ipc/engineSupervisor.ts';
import { restartDelay } from '../../../main/ipc/restartPolicy.ts';
import type { EngineStatus } from '../../../shared/contract/studio.ts';
import { engineProcessContract, type EngineProcessContract } from '../../../shared/contract/host.ts';
import type { Method } from '../../../shared/rpc/contract.ts';
import type { ClientMessage } from '../../../shared/rpc/messages.ts';

type Received = Extract<ClientMessage, { type: 'call' }> & { readonly method: Method<EngineProcessContract> };

/** An engine process that answers everything at once, unless told to be silent. */
class FakeProcess extends EventEmitter implements EngineProcess {
  readonly received: Received[] = [];
  /** Answers of main. */
  readonly replies: unknown[] = [];
  silent: boolean;
  killed = false;

  constructor(silent: boolean) {
    super();
    this.silent = silent;
  }

  postMessage(message: unknown): void {
    const { type, id } = message as { type: string; id: number };
    if (type !== 'call') {
      this.replies.push(message);
      return;
    }
    const call = message as Received;
    expect(engineProcessContract.calls[call.method].params.safeParse(call.params).success).toBe(true);
    this.received.push(call);
    if (!this.silent) this.emit('message', { type: 'result', id, value: undefined });
  }

  kill(): boolean {
    this.killed = true;
    this.crash(9);
    return true;
  }

  crash(code = 139): void {
    this.emit('exit', code);
  }
}

interface Rig {
  readonly supervisor: EngineSupervisor;
  readonly processes: FakeProcess[];
  readonly statuses: string[];
  readonly logged: string[];
  readonly latest: () => FakeProcess;
}

function rig(grants: Grant[] = [], silent = false): Rig {
  const processes: FakeProcess[] = [];
  const statuses: string[] = [];
  const logged: string[] = [];
  const write = (text: string): void => void logged.push(text);
  const supervisor = new EngineSupervisor({
    fork: () => {
      const child = new FakeProcess(silent);
      processes.push(child);
      return child;
    },
    init: { journalFolder: '/journal', appVersion: '1.2.3' },
    grants: () => grants,
    onStatus: (status) => void statuses.push(describeStatus(status)),
    onHung: (hung) => void statuses.push(hung ? 'hung' : 'answers'),
    openComputeWindow: () => Promise.reject(new Error('There are no windows here.')),
    log: { info: write, warn: write, error: write },
  });
  supervisor.start();
  return { supervisor, processes, statuses, logged, latest: () => processes.at(-1) };
}

function describeStatus(status: EngineStatus): string {
  if (status.state === 'lost') return `lost ${status.error.code}`;
  return status.state === 'ready' ? `ready ${status.restarts}` : status.state;
}

const grant: Grant = { id: 'abcdefgh-1', path: '/data/a.csv', writable: false };

describe('EngineSupervisor', () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  it('is ready once the engine has confirmed all messages', async () => {
    const { latest, statuses } = rig([grant]);
    await vi.advanceTimersByTimeAsync(0);
    expect(latest().received.map(({ method }) => method)).toEqual(['init', 'grant']);
    expect(latest().received[0]).toMatchObject({
      params: { journalFolder: '/journal', appVersion: '1.2.3' },
    });
    expect(statuses).toEqual(['starting', 'ready 0']);
  });

  it('restarts a crashed engine and grants it the files again', async () => {
    const { latest, processes, statuses, logged } = rig([grant]);
    await vi.advanceTimersByTimeAsync(0);
    latest().crash();
    await vi.advanceTimersByTimeAsync(1000);
    expect(processes).toHaveLength(2);
    expect(latest().received.map(({ method }) => method)).toEqual(['init', 'grant']);
    expect(statuses).toEqual(['starting', 'ready 0', 'lost engine.lost', 'starting', 'ready 1']);
    expect(logged).toContain('The engine crashed (exit status 139).');
  });

  it('distinguishes an end that it requested from a crash', async () => {
    const { latest, logged } = rig();
    await vi.advanceTimersByTimeAsync(0);
    latest().crash(0);
    expect(logged).toContain('The engine ended by itself.');
  });

  it('stops restarting an engine after five restarts', async () => {
    const { supervisor, latest, processes, statuses } = rig();
    for (let i = 0; i < 6; i++) {
      await vi.advanceTimersByTimeAsync(5000);
      latest().crash();
    }
    await vi.advanceTimersByTimeAsync(120_000);
    expect(processes).toHaveLength(6);
    expect(statuses.at(-1)).toBe('lost engine.gave-up');
    await expect(supervisor.grant(grant)).rejects.toMatchObject({ detail: { code: 'engine.gave-up' } });
  });

  it('kills an engine that does not become ready, and tries again', async () => {
    const { processes, latest, statuses } = rig([], true);
    await vi.advanceTimersByTimeAsync(20_000);
    expect(processes[0].killed).toBe(true);
    await vi.advanceTimersByTimeAsync(1000);
    expect(processes).toHaveLength(2);
    expect(latest().received).toHaveLength(1);
    expect(statuses).toEqual(['starting', 'lost engine.lost', 'starting']);
  });

  it('delays a grant while the engine is restarted', async () => {
    const grants: Grant[] = [];
    const { supervisor, latest, processes } = rig(grants);
    await vi.advanceTimersByTimeAsync(0);
    latest().crash();
    grants.push(grant);
    let done = false;
    void supervisor.grant(grant).then(() => (done = true));
    await vi.advanceTimersByTimeAsync(10);
    expect(done).toBe(false);
    await vi.advanceTimersByTimeAsync(1000);
    expect(done).toBe(true);
    expect(processes[1].received).toContainEqual(expect.objectContaining({ method: 'grant', params: grant }));
  });

  it('notices an engine that does not answer, waits on request, and notices when it answers again', async () => {
    const { supervisor, latest, statuses, processes } = rig();
    await vi.advanceTimersByTimeAsync(5000);
    const pings = latest().received.filter(({ method }) => method === 'ping').length;
    expect(pings).toBeGreaterThan(3);
    latest().silent = true;
    await vi.advanceTimersByTimeAsync(9000);
    expect(statuses).not.toContain('hung');
    await vi.advanceTimersByTimeAsync(4000);
    expect(statuses.splice(2)).toEqual(['hung']);
    supervisor.wait();
    await vi.advanceTimersByTimeAsync(25_000);
    expect(statuses.splice(2)).toEqual(['answers']);
    await vi.advanceTimersByTimeAsync(10_000);
    expect(statuses.splice(2)).toEqual(['hung']);
    const unanswered = latest().received.at(-1);
    latest().silent = false;
    latest().emit('message', { type: 'result', id: unanswered.id, value: undefined });
    await vi.advanceTimersByTimeAsync(20_000);
    expect(statuses.splice(2)).toEqual(['answers']);
    expect(processes).toHaveLength(1);
  });

  it('restarts an engine that does not answer, which is not counted as a crash', async () => {
    const { supervisor, latest, statuses, processes } = rig([grant]);
    for (let times = 1; times <= 8; times++) {
      await vi.advanceTimersByTimeAsync(0);
      latest().silent = true;
      await vi.advanceTimersByTimeAsync(13_000);
      expect(supervisor.hung).toBe(true);
      supervisor.restart();
      expect(processes[times - 1].killed).toBe(true);
      await vi.advanceTimersByTimeAsync(10);
      expect(statuses.splice(0)).toEqual([
        ...(times === 1 ? ['starting', 'ready 0'] : []),
        ...['hung', 'answers', 'lost engine.hung', 'starting', `ready ${times}`],
      ]);
    }
    expect(processes).toHaveLength(9);
  });

  it('lets the engine flush before it ends it, and does not count that as a crash', async () => {
    const { supervisor, latest, processes, statuses } = rig();
    await vi.advanceTimersByTimeAsync(0);
    await supervisor.stop();
    expect(latest().received.at(-1)).toMatchObject({ method: 'flush' });
    expect(latest().killed).toBe(true);
    await vi.advanceTimersByTimeAsync(60_000);
    expect(processes).toHaveLength(1);
    expect(statuses).toEqual(['starting', 'ready 0']);
  });

  it('waits at most ten seconds for a flush', async () => {
    vi.useRealTimers();
    const { supervisor, latest } = rig();
    await new Promise(setImmediate);
    latest().silent = true;
    const started = performance.now();
    await supervisor.stop();
    expect(performance.now() - started).toBeGreaterThan(9900);
    expect(latest().killed).toBe(true);
  });

  it('writes the engine’s lines to the log and reports messages of unknown form', async () => {
    const { latest, logged } = rig();
    await vi.advanceTimersByTimeAsync(0);
    const slow = { level: 'warning', text: 'slow' };
    latest().emit('message', { type: 'call', id: 1, method: 'log', params: slow });
    latest().emit('message', { type: 'call', id: 2, method: 'log', params: { ...slow, level: 'loud' } });
    await vi.advanceTimersByTimeAsync(0);
    latest().emit('message', { type: 'surprise' });
    expect(logged).toEqual([
      'engine: slow',
      'The engine’s “log” failed.',
      'The engine sent main a message of unknown form.',
    ]);
  });
});

describe('restartDelay', () => {
  it('doubles, and ends at the sixth crash within a minute', () => {
    const ends: number[] = [];
    const delays = [0, 1, 2, 3, 4, 5].map((second) => {
      ends.push(second * 1000);
      return restartDelay(ends);
    });
    expect(delays).toEqual([200, 400, 800, 1600, 3200, null]);
  });

  it('ignores crashes that are more than a minute ago', () => {
    expect(restartDelay([0, 1000, 2000, 3000, 4000, 65_000])).toBe(200);
  });
});
