import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { z } from 'zod';
import { engineContract, type EngineMethod } from '../../../shared/contract/engine.ts';
import { trainingSetup } from '../../../shared/contract/schemas.ts';
import type { TrainingView } from '../../../shared/contract/views.ts';
import { KanError, userError, type AppError } from '../../../shared/errors.ts';
import { connect, type Connection } from '../../../shared/rpc/client.ts';
import { call, type, type Handlers } from '../../../shared/rpc/contract.ts';
import { portPair } from '../../../shared/rpc/inProcess.ts';
import type { Port } from '../../../shared/rpc/messages.ts';
import { serve, type Server } from '../../../shared/rpc/server.ts';

/** The engine's contract, with answers for these tests where it has none. */
const contract = {
  calls: {
    ...engineContract.calls,
    'train.start': call(trainingSetup, type<TrainingView>()),
    'train.pause': call(z.undefined(), type<TrainingView>()),
    'train.stop': call(z.undefined(), type<TrainingView>()),
  },
  events: engineContract.events,
};
type TestContract = typeof contract;
type TestHandlers = Handlers<TestContract>;

const lost: AppError = { kind: 'fault', code: 'engine.lost', message: 'Gone.', hint: '' };

const idle: TrainingView = {
  status: 'running',
  optimizer: 'L-BFGS',
  device: null,
  step: 0,
  steps: 10,
  seconds: 0,
  rowsPerSecond: 0,
  stepsPerSecond: 0,
  secondsLeft: null,
  decisions: [],
  ladder: null,
  message: '',
  points: [],
};
const at = (step: number): TrainingView => ({
  ...idle,
  step,
  points: [{ step, train: 1 / step, validation: 1 }],
});

/** Handlers that all refuse, but for those given. */
function handlersWith(some: Partial<TestHandlers>): TestHandlers {
  const refuse = (): never => {
    throw userError('test.unused', 'Not part of this test.');
  };
  const all = Object.fromEntries(
    (Object.keys(contract.calls) as EngineMethod[]).map((name) => [name, refuse]),
  );
  return { ...(all as unknown as TestHandlers), ...some };
}

function joinedBy(some: Partial<TestHandlers>): {
  client: Connection<TestContract>;
  server: Server<TestContract>;
  ports: [Port, Port];
} {
  const ports = portPair();
  return {
    server: serve(contract, ports[1], handlersWith(some)),
    client: connect<TestContract>(ports[0], lost),
    ports,
  };
}

async function rejection(promise: Promise<unknown>): Promise<AppError> {
  try {
    await promise;
  } catch (error) {
    if (error instanceof KanError) return error.detail;
    throw error;
  }
  throw new Error('was not rejected');
}

const setup = {
  optimizer: 'lbfgs',
  steps: 5,
  lamb: 0,
  learningRate: 0.1,
  batch: 0,
  updateGrid: true,
} as const;

describe('calls', () => {
  it('pass arguments and results, as copies', async () => {
    const result = { ...idle, optimizer: 'seen' };
    const { client } = joinedBy({ 'train.start': (params) => ({ ...result, steps: params.steps }) });
    const view = await client.call('train.start', setup);
    expect(view).toEqual({ ...result, steps: 5 });
  });

  it('pair every reply with its call, whatever the order', async () => {
    const waiting: ((view: TrainingView) => void)[] = [];
    const { client } = joinedBy({ 'train.start': () => new Promise((resolve) => waiting.push(resolve)) });
    const first = client.call('train.start', setup);
    const second = client.call('train.start', setup);
    await vi.waitFor(() => expect(waiting).toHaveLength(2));
    waiting[1](at(2));
    waiting[0](at(1));
    expect((await first).step).toBe(1);
    expect((await second).step).toBe(2);
  });

  it('keep typed arrays and NaN', async () => {
    const curve = { layer: 0, input: 0, output: 0, y: new Float32Array([1, NaN]) };
    const { client } = joinedBy({
      'curves.watch': () => ({ revision: 'r', curves: [curve], scores: new Float32Array([2]) }),
    });
    const view = await client.call('curves.watch', { edges: 'all', points: 8 });
    expect(view.curves[0].y).toEqual(new Float32Array([1, NaN]));
    expect(view.curves[0].y).not.toBe(curve.y);
  });

  it('return errors as they were thrown', async () => {
    const { client } = joinedBy({
      'train.pause': () => {
        throw userError('train.idle', 'Nothing is being trained.', 'Press Train.');
      },
      'train.stop': () => Promise.reject(new TypeError('x is undefined')),
    });
    expect(await rejection(client.call('train.pause', undefined))).toEqual({
      kind: 'user',
      code: 'train.idle',
      message: 'Nothing is being trained.',
      hint: 'Press Train.',
    });
    const fault = await rejection(client.call('train.stop', undefined));
    expect(fault).toMatchObject({ kind: 'fault', code: 'internal' });
    expect(fault.message).toContain('x is undefined');
  });

  it('name the field that does not fit the schema, and never reach the handler', async () => {
    const start = vi.fn();
    const { client } = joinedBy({ 'train.start': start, 'model.create': start });
    const steps = await rejection(client.call('train.start', { ...setup, steps: 0 }));
    expect(steps).toMatchObject({ kind: 'user', code: 'rpc.invalid' });
    expect(steps.message).toContain('“steps” of train.start');
    const hidden = await rejection(
      client.call('model.create', { hidden: [3, -1], grid: 5, order: 3, seed: 1 }),
    );
    expect(hidden.message).toContain('“hidden.1”');
    const extra = await rejection(client.call('train.start', { ...setup, more: 1 } as typeof setup));
    expect(extra.message).toContain('more');
    expect(start).not.toHaveBeenCalled();
  });

  it('refuse a method that is not in the contract, inherited names included', async () => {
    const { client } = joinedBy({});
    for (const name of ['no.such', 'toString', '__proto__', 'constructor']) {
      const error = await rejection(client.call(name as EngineMethod, undefined));
      expect(error.code).toBe('rpc.unknown-method');
    }
  });

  it('give an error at both ends for values that cannot be cloned', async () => {
    const { client } = joinedBy({
      'train.pause': () => ({ ...idle, message: (() => 1) as unknown as string }),
    });
    expect((await rejection(client.call('train.pause', undefined))).kind).toBe('fault');
    const unsendable = { ...setup, steps: (() => 1) as unknown as number };
    expect((await rejection(client.call('train.start', unsendable))).code).toBe('rpc.unsendable');
  });
});

describe('cancellation', () => {
  it('rejects at once and aborts the handler', async () => {
    let seen: AbortSignal | null = null;
    const { client } = joinedBy({
      'data.load': (_params, signal) => {
        seen = signal;
        return new Promise(() => undefined);
      },
    });
    const controller = new AbortController();
    const call = client.call('data.load', { file: 'abcdefgh', overrides: {} }, controller.signal);
    await vi.waitFor(() => expect(seen).not.toBeNull());
    controller.abort();
    expect((await rejection(call)).kind).toBe('cancelled');
    await vi.waitFor(() => expect(seen!.aborted).toBe(true));
  });

  it('sends nothing for a signal that is already aborted', async () => {
    const load = vi.fn();
    const { client } = joinedBy({ 'data.load': load });
    const call = client.call('data.load', { file: 'abcdefgh', overrides: {} }, AbortSignal.abort());
    expect((await rejection(call)).kind).toBe('cancelled');
    await Promise.resolve();
    expect(load).not.toHaveBeenCalled();
  });

  it('does not affect other calls, and a late result is ignored', async () => {
    const finish: (() => void)[] = [];
    const { client } = joinedBy({
      'train.start': (params) => new Promise((resolve) => finish.push(() => resolve(at(params.steps)))),
    });
    const controller = new AbortController();
    const gone = client.call('train.start', { ...setup, steps: 1 }, controller.signal);
    const kept = client.call('train.start', { ...setup, steps: 2 });
    await vi.waitFor(() => expect(finish).toHaveLength(2));
    controller.abort();
    finish.forEach((end) => end());
    expect((await rejection(gone)).kind).toBe('cancelled');
    expect((await kept).step).toBe(2);
  });
});

describe('a closed port', () => {
  it('rejects pending and later calls with engine.lost, and aborts running calls', async () => {
    let seen: AbortSignal | null = null;
    const { client, ports } = joinedBy({
      'train.stop': (_params, signal) => {
        seen = signal;
        return new Promise(() => undefined);
      },
    });
    const pending = client.call('train.stop', undefined);
    await vi.waitFor(() => expect(seen).not.toBeNull());
    ports[1].close();
    expect((await rejection(pending)).code).toBe('engine.lost');
    expect((await rejection(client.call('train.stop', undefined))).code).toBe('engine.lost');
    expect(seen!.aborted).toBe(true);
  });

  it('aborts running calls when the client is gone', async () => {
    let seen: AbortSignal | null = null;
    const { client } = joinedBy({
      'train.stop': (_params, signal) => {
        seen = signal;
        return new Promise(() => undefined);
      },
    });
    const pending = client.call('train.stop', undefined);
    await vi.waitFor(() => expect(seen).not.toBeNull());
    client.close();
    expect((await rejection(pending)).code).toBe('engine.lost');
    await vi.waitFor(() => expect(seen!.aborted).toBe(true));
  });
});

describe('bad messages', () => {
  const rubbish = [
    null,
    undefined,
    7,
    'call',
    [],
    {},
    { type: 'call' },
    { type: 'call', id: 'one', method: 'train.stop' },
    { type: 'call', id: 1.5, method: 'train.stop' },
    { type: 'cancel' },
    { type: 'ready', event: 4 },
    { type: 'ready', event: 'no-such-event' },
    { type: 'result', id: null, value: 1 },
    { type: 'error', id: 1, error: { message: 'half an error' } },
    { type: 'event', value: 1 },
  ];

  it('are dropped at either end, and the connection works on', async () => {
    const stop = vi.fn(() => idle);
    const { client, ports } = joinedBy({ 'train.stop': stop });
    for (const message of rubbish) {
      ports[0].send(message);
      ports[1].send(message);
    }
    await new Promise((resolve) => setTimeout(resolve, 5));
    expect(stop).not.toHaveBeenCalled();
    expect(await client.call('train.stop', undefined)).toEqual(idle);
  });

  it('a call whose number is in use is ignored', async () => {
    const ports = portPair();
    const replies: unknown[] = [];
    const stop = vi.fn(() => new Promise<TrainingView>(() => undefined));
    serve(contract, ports[1], handlersWith({ 'train.stop': stop }));
    ports[0].onMessage((message) => replies.push(message));
    const call = { type: 'call', id: 1, method: 'train.stop', params: undefined };
    ports[0].send(call);
    ports[0].send(call);
    await new Promise((resolve) => setTimeout(resolve, 5));
    expect(stop).toHaveBeenCalledTimes(1);
    expect(replies).toEqual([]);
  });
});

describe('events', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());
  const settle = (): Promise<unknown> => vi.advanceTimersByTimeAsync(0);

  it('wait for a listener, then send the newest value', async () => {
    const { client, server } = joinedBy({});
    server.emit('data.progress', { rows: 1, bytes: 1, totalBytes: 9 });
    server.emit('data.progress', { rows: 2, bytes: 2, totalBytes: 9 });
    await settle();
    const seen: number[] = [];
    client.on('data.progress', (value) => seen.push(value.rows));
    await settle();
    expect(seen).toEqual([2]);
  });

  it('have at most one value under way, and lose no point of the curve', async () => {
    const ports = portPair();
    const server = serve(contract, ports[1], handlersWith({}));
    const values: TrainingView[] = [];
    ports[0].onMessage((message) => values.push((message as { value: TrainingView }).value));
    const ready = (): void => ports[0].send({ type: 'ready', event: 'training' });
    ready();
    await settle();
    for (let step = 1; step <= 100; step++) {
      server.emit('training', at(step));
      await vi.advanceTimersByTimeAsync(10);
    }
    expect(values).toHaveLength(1);
    ready();
    await settle();
    expect(values).toHaveLength(2);
    expect(values[1].step).toBe(100);
    expect(values.flatMap((value) => value.points.map((point) => point.step))).toEqual(
      Array.from({ length: 100 }, (_, index) => index + 1),
    );
  });

  it.each([
    ['training', 50, () => at(1)],
    ['data.progress', 50, () => ({ rows: 0, bytes: 0, totalBytes: 0 })],
    ['curves', 200, () => ({ revision: '', curves: [], scores: new Float32Array() })],
  ] as const)('%s leaves %d ms between values, and the last one arrives', async (event, interval, value) => {
    const { client, server } = joinedBy({});
    const times: number[] = [];
    client.on(event, () => void times.push(Date.now()));
    await settle();
    for (let tick = 0; tick < 500; tick++) {
      server.emit(event, value());
      await vi.advanceTimersByTimeAsync(2);
    }
    await vi.advanceTimersByTimeAsync(interval);
    const gaps = times.slice(1).map((time, index) => time - times[index]);
    expect(Math.min(...gaps)).toBeGreaterThanOrEqual(interval);
    expect(times.length).toBeGreaterThanOrEqual(Math.floor(1000 / interval));
    expect(times.length).toBeLessThanOrEqual(1000 / interval + 2);
  });

  it('continue when the clock is set back by an hour', async () => {
    const { client, server } = joinedBy({});
    const seen: number[] = [];
    client.on('training', ({ step }) => seen.push(step));
    await settle();
    server.emit('training', at(1));
    await vi.advanceTimersByTimeAsync(100);
    vi.setSystemTime(Date.now() - 3_600_000);
    server.emit('training', at(2));
    await vi.advanceTimersByTimeAsync(100);
    expect(seen).toEqual([1, 2]);
  });

  it('a point of step 0 starts a new curve among the waiting points', async () => {
    const { client, server } = joinedBy({});
    server.emit('training', at(7));
    server.emit('training', { ...idle, points: [{ step: 0, train: 1, validation: 1 }] });
    server.emit('training', at(1));
    const seen: TrainingView[] = [];
    client.on('training', (value) => seen.push(value));
    await settle();
    expect(seen.map((value) => value.points.map((point) => point.step))).toEqual([[0, 1]]);
  });

  it('log lines queue up and none is replaced', async () => {
    const { client, server } = joinedBy({});
    for (let time = 0; time < 20; time++) server.emit('log', { time, level: 'info', text: '' });
    const seen: number[] = [];
    client.on('log', (line) => seen.push(line.time));
    for (let turn = 0; turn < 60; turn++) await settle();
    expect(seen).toEqual(Array.from({ length: 20 }, (_, index) => index));
  });

  it('say whether a value would be sent at once', async () => {
    const { client, server } = joinedBy({});
    const curves = { revision: '', curves: [], scores: new Float32Array() };
    expect(server.wants('curves')).toBe(false);
    client.on('curves', () => undefined);
    await settle();
    expect(server.wants('curves')).toBe(true);
    server.emit('curves', curves);
    await settle();
    expect(server.wants('curves')).toBe(false);
    await vi.advanceTimersByTimeAsync(200);
    expect(server.wants('curves')).toBe(true);
  });

  it('reach every listener until it unsubscribes, and a new one afterwards', async () => {
    const { client, server } = joinedBy({});
    const seen: string[] = [];
    const offs = ['a', 'b'].map((name) => client.on('model', () => void seen.push(name)));
    const model = null as never;
    await settle();
    server.emit('model', model);
    await settle();
    offs[0]();
    server.emit('model', model);
    await settle();
    offs[1]();
    server.emit('model', model);
    await settle();
    expect(seen).toEqual(['a', 'b', 'b']);
    client.on('model', () => void seen.push('c'));
    server.emit('model', model);
    await settle();
    await settle();
    expect(seen).toContain('c');
  });

  it('a listener that throws keeps neither the others nor the next value from arriving', () => {
    const sent: unknown[] = [];
    let receive: (message: unknown) => void = () => undefined;
    const client = connect<TestContract>(
      {
        send: (message) => void sent.push(message),
        onMessage: (listener) => (receive = (message) => listener(message, [])),
        onClose: () => undefined,
        close: () => undefined,
      },
      lost,
    );
    const seen = vi.fn();
    client.on('log', () => {
      throw new Error('in a listener');
    });
    client.on('log', seen);
    sent.length = 0;
    expect(() => receive({ type: 'event', event: 'log', value: {} })).toThrow('in a listener');
    expect(seen).toHaveBeenCalledTimes(1);
    expect(sent).toEqual([{ type: 'ready', event: 'log' }]);
  });

  it('that were emitted before an answer arrive before it, even if the client is busy', async () => {
    const { client, server } = joinedBy({
      'train.stop': () => {
        server.emit('training', at(3));
        server.emit('training', at(4));
        return idle;
      },
    });
    const seen: number[] = [];
    client.on('training', (view) => seen.push(...view.points.map((point) => point.step)));
    await settle();
    server.emit('training', at(1));
    // Within the interval of the event: it would have to wait.
    server.emit('training', at(2));
    await client.call('train.stop', undefined);
    expect(seen).toEqual([1, 2, 3, 4]);
    // The client can take values as before.
    server.emit('training', at(5));
    await vi.advanceTimersByTimeAsync(50);
    expect(seen).toEqual([1, 2, 3, 4, 5]);
  });

  it('that wait go to the client that replaces the last one; its calls are cancelled', async () => {
    const ports = portPair();
    let aborted = false;
    const server = serve(
      contract,
      ports[1],
      handlersWith({
        'train.stop': (_params, signal) => {
          signal.addEventListener('abort', () => (aborted = true));
          return new Promise(() => undefined);
        },
      }),
    );
    const messages: unknown[] = [];
    ports[0].onMessage((message) => messages.push(message));
    ports[0].send({ type: 'ready', event: 'log' });
    ports[0].send({ type: 'call', id: 1, method: 'train.stop', params: undefined });
    await settle();
    server.restart();
    expect(aborted).toBe(true);
    server.emit('log', { time: 1, level: 'info', text: 'kept' });
    await settle();
    expect(messages).toEqual([]);
    ports[0].send({ type: 'ready', event: 'log' });
    await settle();
    expect(messages).toEqual([
      { type: 'event', event: 'log', value: { time: 1, level: 'info', text: 'kept' } },
    ]);
  });
});
