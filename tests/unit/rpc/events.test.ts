/** Events of the protocol: back-pressure and order. */
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { TrainingView } from '../../../shared/contract/views/training.ts';
import { connect } from '../../../shared/rpc/client.ts';
import { portPair } from '../../../shared/rpc/inProcess.ts';
import { serve } from '../../../shared/rpc/server.ts';
import { contract, type TestContract, lost, idle, at, handlersWith, joinedBy } from './testContract.ts';

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
