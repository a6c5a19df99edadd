/** Calls of the protocol: answers, errors, cancellation, a closed port, bad messages. */
import { describe, expect, it, vi } from 'vitest';
import type { EngineMethod } from '../../../shared/contract/engine.ts';
import type { TrainingView } from '../../../shared/contract/views/training.ts';
import { userError } from '../../../shared/errors.ts';
import { portPair } from '../../../shared/rpc/inProcess.ts';
import { serve } from '../../../shared/rpc/server.ts';
import { contract, idle, at, handlersWith, joinedBy, setup } from './testContract.ts';
import { rejection } from '../../support/rejection.ts';

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
  /** A call whose handler never answers. */
  async function running() {
    const signals: AbortSignal[] = [];
    const { client, ports } = joinedBy({
      'train.stop': (_params, signal) => {
        signals.push(signal);
        return new Promise(() => undefined);
      },
    });
    const pending = client.call('train.stop', undefined);
    await vi.waitFor(() => expect(signals).toHaveLength(1));
    return { client, ports, pending, signal: signals[0] };
  }

  it('rejects pending and later calls with engine.lost, and aborts running calls', async () => {
    const { client, ports, pending, signal } = await running();
    ports[1].close();
    expect((await rejection(pending)).code).toBe('engine.lost');
    expect((await rejection(client.call('train.stop', undefined))).code).toBe('engine.lost');
    expect(signal.aborted).toBe(true);
  });

  it('aborts running calls when the client is gone', async () => {
    const { client, pending, signal } = await running();
    client.close();
    expect((await rejection(pending)).code).toBe('engine.lost');
    await vi.waitFor(() => expect(signal.aborted).toBe(true));
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
