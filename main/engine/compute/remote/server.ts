/** The server: a backend for another process over a port. */
import { KanError } from '../../../../shared/errors.ts';
import type { Answer, Handlers, Method, Params } from '../../../../shared/rpc/contract.ts';
import type { Port } from '../../../../shared/rpc/messages.ts';
import { serve } from '../../../../shared/rpc/server.ts';
import type { Backend, Evaluator } from '../backend.ts';
import { descendOn } from '../core/descend.ts';
import { computeContract, type ComputeContract, type DeviceFacts } from './contract.ts';

export interface ServedDevice extends DeviceFacts {
  readonly backend: Backend;
}

/** @param open starts the device; the message of its error is sent to the client. */
export function serveBackend(port: Port, open: () => Promise<ServedDevice>): void {
  const evaluators = new Map<number, Evaluator>();
  let opened: Promise<ServedDevice> | null = null;
  const device = (): Promise<ServedDevice> => (opened ??= open());
  const known = (id: number): Evaluator => {
    const evaluator = evaluators.get(id);
    if (evaluator === undefined) throw new Error(`There is no evaluator ${id}.`);
    return evaluator;
  };

  const work: Handlers<ComputeContract> = {
    start: async () => {
      const { title, software } = await device();
      return { title, software };
    },
    evaluator: async ({ evaluator, structure, batch, objective }) => {
      evaluators.set(evaluator, (await device()).backend.evaluator(structure, batch, objective));
    },
    evaluate: async ({ evaluator, params, withGradient, rows }) => {
      const gradient = withGradient ? new Float64Array(params.length) : null;
      const value = await known(evaluator).evaluate(params, gradient, rows ?? undefined);
      return { value, gradient };
    },
    descend: ({ evaluator, work }) => descendOn(known(evaluator), work),
    forward: ({ evaluator, params }) => known(evaluator).forward(params),
    statistics: ({ evaluator, params }) => known(evaluator).statistics(params),
    layerInputs: ({ evaluator, params, layer }) => known(evaluator).layerInputs(params, layer),
    dispose: ({ evaluator }) => {
      known(evaluator).dispose();
      evaluators.delete(evaluator);
    },
  };
  serve(computeContract, port, inOrder(work));
}

/**
 * The same handlers, run one after another in the order of the calls, so that an evaluator exists before it is used.
 */
function inOrder(handlers: Handlers<ComputeContract>): Handlers<ComputeContract> {
  let queue: Promise<unknown> = Promise.resolve();
  const queued =
    <M extends Method<ComputeContract>>(handler: Handlers<ComputeContract>[M]) =>
    (params: Params<ComputeContract, M>, signal: AbortSignal): Promise<Answer<ComputeContract, M>> => {
      const result = queue.then(() => handler(params, signal, [])).catch(rethrow);
      queue = result.catch(() => undefined);
      return result;
    };
  const { start, evaluator, evaluate, descend, forward, statistics, layerInputs, dispose } = handlers;
  return {
    start: queued<'start'>(start),
    evaluator: queued<'evaluator'>(evaluator),
    evaluate: queued<'evaluate'>(evaluate),
    descend: queued<'descend'>(descend),
    forward: queued<'forward'>(forward),
    statistics: queued<'statistics'>(statistics),
    layerInputs: queued<'layerInputs'>(layerInputs),
    dispose: queued<'dispose'>(dispose),
  };
}

/** The message of a driver's error. */
function rethrow(error: unknown): never {
  const message = error instanceof Error ? error.message : String(error);
  throw new KanError({ kind: 'fault', code: 'compute.failed', message, hint: '' });
}
