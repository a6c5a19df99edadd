/** The far end: a backend served over a port. */
import type { Port } from '../../../../shared/rpc/messages.ts';
import type { Backend, Evaluator } from '../backend.ts';
import { descendOn } from '../core/descend.ts';
import {
  remoteMethods,
  type DeviceFacts,
  type RemoteCalls,
  type RemoteMethod,
  type RemoteReply,
  type RemoteRequest,
} from './protocol.ts';

export interface ServedDevice extends DeviceFacts {
  readonly backend: Backend;
}

/** @param open starts the device; its error's message goes to the near end. */
export function serveBackend(port: Port, open: () => Promise<ServedDevice>): void {
  const evaluators = new Map<number, Evaluator>();
  let opened: Promise<ServedDevice> | null = null;
  const device = (): Promise<ServedDevice> => (opened ??= open());
  const known = (id: number): Evaluator => {
    const evaluator = evaluators.get(id);
    if (evaluator === undefined) throw new Error(`There is no evaluator ${id}.`);
    return evaluator;
  };

  const handlers: {
    [M in RemoteMethod]: (
      argument: RemoteCalls[M]['argument'],
    ) => RemoteCalls[M]['result'] | Promise<RemoteCalls[M]['result']>;
  } = {
    start: async () => {
      const { title, software } = await device();
      return { title, software };
    },
    evaluator: async ({ evaluator, structure, batch, objective }) => {
      evaluators.set(evaluator, (await device()).backend.evaluator(structure, batch, objective));
      return null;
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
      return null;
    },
  };

  /** One after another, in the order in which they came: an evaluator is there before it is used. */
  let queue: Promise<void> = Promise.resolve();
  port.onMessage((message) => {
    if (!isRequest(message)) return;
    const { id, method, argument } = message;
    const handle = handlers[method] as (argument: unknown) => unknown;
    queue = queue.then(async () => {
      const reply = await Promise.resolve()
        .then(() => handle(argument))
        .then(
          (result) => ({ id, ok: true, result }) as RemoteReply,
          (error: unknown): RemoteReply => ({ id, ok: false, message: messageOf(error) }),
        );
      port.send(reply);
    });
  });
}

function isRequest(message: unknown): message is RemoteRequest {
  if (typeof message !== 'object' || message === null) return false;
  const { id, method } = message as { id?: unknown; method?: unknown };
  return typeof id === 'number' && remoteMethods.includes(method as RemoteMethod);
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
