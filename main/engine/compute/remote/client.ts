/** The near end: a backend that computes in another process. */
import type { Port } from '../../../../shared/rpc/messages.ts';
import type { Backend, Evaluator } from '../backend.ts';
import { requireFit } from '../core/requireFit.ts';
import type { DeviceFacts, RemoteCalls, RemoteMethod, RemoteReply } from './protocol.ts';

export interface RemoteDevice extends DeviceFacts {
  readonly backend: Backend;
}

/** Longer than any evaluation takes: beyond it the far end counts as gone. */
const patienceMs = 60_000;

/**
 * Starts the device at the other end of the port.
 * @throws Error with the far end's own words where it could not start.
 */
export async function connectBackend(port: Port, name: string): Promise<RemoteDevice> {
  const call = callerOver(port);
  const facts = await call('start', null);
  let last = 0;
  return {
    ...facts,
    backend: {
      name,
      precision: 'float32',
      evaluator: (structure, batch, objective) => {
        requireFit(structure, batch, objective);
        const evaluator = ++last;
        const made = call('evaluator', { evaluator, structure, batch, objective });
        // Whoever uses the evaluator learns of it.
        made.catch(() => undefined);
        return remoteEvaluator(call, evaluator, made, batch.inputs);
      },
    },
  };
}

type Call = <M extends RemoteMethod>(
  method: M,
  argument: RemoteCalls[M]['argument'],
) => Promise<RemoteCalls[M]['result']>;

function remoteEvaluator(
  call: Call,
  evaluator: number,
  made: Promise<null>,
  inputs: Float64Array,
): Evaluator {
  const after = async <T>(reply: Promise<T>): Promise<T> => {
    reply.catch(() => undefined);
    await made;
    return reply;
  };
  return {
    async evaluate(params, gradient, rows) {
      const request = { evaluator, params, withGradient: gradient !== null, rows: rows ?? null };
      const reply = await after(call('evaluate', request));
      if (reply.gradient !== null) gradient?.set(reply.gradient);
      return reply.value;
    },
    descend: (work) => after(call('descend', { evaluator, work })),
    forward: (params) => after(call('forward', { evaluator, params })),
    statistics: (params) => after(call('statistics', { evaluator, params })),
    layerInputs: (params, layer) =>
      layer === 0
        ? Promise.resolve(inputs.slice())
        : after(call('layerInputs', { evaluator, params, layer })),
    dispose: () => {
      call('dispose', { evaluator }).catch(() => undefined);
    },
  };
}

/** Requests by number, each with its reply; all that wait fail when the port closes. */
function callerOver(port: Port): Call {
  const waiting = new Map<number, { resolve: (value: never) => void; reject: (error: Error) => void }>();
  let last = 0;
  let closed = false;
  port.onMessage((message) => {
    const reply = message as RemoteReply;
    const one = waiting.get(reply.id);
    waiting.delete(reply.id);
    if (reply.ok) one?.resolve(reply.result as never);
    else one?.reject(new Error(reply.message));
  });
  port.onClose(() => {
    closed = true;
    for (const { reject } of waiting.values()) reject(new Error('The compute window was lost.'));
    waiting.clear();
  });
  return (method, argument) =>
    new Promise((resolve, reject) => {
      if (closed) {
        reject(new Error('The compute window was lost.'));
        return;
      }
      const id = ++last;
      const alarm = setTimeout(() => {
        waiting.delete(id);
        reject(new Error('The compute window does not answer.'));
      }, patienceMs);
      waiting.set(id, {
        resolve: (value) => {
          clearTimeout(alarm);
          resolve(value);
        },
        reject: (error) => {
          clearTimeout(alarm);
          reject(error);
        },
      });
      port.send({ id, method, argument });
    });
}
