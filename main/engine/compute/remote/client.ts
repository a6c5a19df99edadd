/** The client: a backend that computes in another process. */
import type { AppError } from '../../../../shared/errors.ts';
import { connect } from '../../../../shared/rpc/client.ts';
import type { Answer, Method, Params } from '../../../../shared/rpc/contract.ts';
import type { Port } from '../../../../shared/rpc/messages.ts';
import type { Backend, Evaluator } from '../backend.ts';
import { requireFit } from '../core/requireFit.ts';
import type { ComputeContract, DeviceFacts } from './contract.ts';

export interface RemoteDevice extends DeviceFacts {
  readonly backend: Backend;
}

/** Longer than any evaluation takes: after this time the server counts as lost. */
const patienceMs = 60_000;

/**
 * Starts the device of the server at the other end of the port.
 * @throws Error with the server's message where it could not start.
 */
export async function connectBackend(port: Port, name: string): Promise<RemoteDevice> {
  const call = callerOver(port);
  const facts = await call('start', undefined);
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
        // The user of the evaluator gets the error.
        made.catch(() => undefined);
        return remoteEvaluator(call, evaluator, made, batch.inputs);
      },
    },
  };
}

type Call = <M extends Method<ComputeContract>>(
  method: M,
  params: Params<ComputeContract, M>,
) => Promise<Answer<ComputeContract, M>>;

function remoteEvaluator(
  call: Call,
  evaluator: number,
  made: Promise<void>,
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

const lost: AppError = {
  kind: 'fault',
  code: 'compute.lost',
  message: 'The compute window was lost.',
  hint: '',
};

/** Calls over the port; a call without a reply for too long fails. */
function callerOver(port: Port): Call {
  const connection = connect<ComputeContract>(port, lost);
  return async (method, params) => {
    const controller = new AbortController();
    const alarm = setTimeout(() => controller.abort(), patienceMs);
    try {
      return await connection.call(method, params, controller.signal);
    } catch (error) {
      throw controller.signal.aborted ? new Error('The compute window does not answer.') : error;
    } finally {
      clearTimeout(alarm);
    }
  };
}
