/** What the engine and the compute window say to each other: a backend by messages, one reply to each request. */
import type { Descent, DescentWork, LayerStatistics, Objective, Value } from '../backend.ts';
import type { Batch } from '../../data/batch.ts';
import type { Structure } from '../../kan/model.ts';

/** What is asked of the far end, by name; `evaluator` is a number that the near end gives. */
export interface RemoteCalls {
  /** Starts the device. */
  start: { readonly argument: null; readonly result: DeviceFacts };
  evaluator: { readonly argument: EvaluatorRequest; readonly result: null };
  evaluate: { readonly argument: EvaluateRequest; readonly result: EvaluateReply };
  descend: {
    readonly argument: { readonly evaluator: number; readonly work: DescentWork };
    readonly result: Descent;
  };
  forward: { readonly argument: PointRequest; readonly result: Float64Array };
  statistics: { readonly argument: PointRequest; readonly result: readonly LayerStatistics[] };
  layerInputs: {
    readonly argument: PointRequest & { readonly layer: number };
    readonly result: Float64Array;
  };
  dispose: { readonly argument: { readonly evaluator: number }; readonly result: null };
}
export type RemoteMethod = keyof RemoteCalls;

export interface DeviceFacts {
  readonly title: string;
  readonly software: boolean;
}

interface EvaluatorRequest {
  readonly evaluator: number;
  readonly structure: Structure;
  readonly batch: Batch;
  readonly objective: Objective;
}

interface PointRequest {
  readonly evaluator: number;
  readonly params: Float64Array;
}

interface EvaluateRequest extends PointRequest {
  readonly withGradient: boolean;
  readonly rows: Uint32Array | null;
}

interface EvaluateReply {
  readonly value: Value;
  readonly gradient: Float64Array | null;
}

export type RemoteRequest = {
  [M in RemoteMethod]: {
    readonly id: number;
    readonly method: M;
    readonly argument: RemoteCalls[M]['argument'];
  };
}[RemoteMethod];

export type RemoteReply =
  | { readonly id: number; readonly ok: true; readonly result: RemoteCalls[RemoteMethod]['result'] }
  | { readonly id: number; readonly ok: false; readonly message: string };

/** Names of the methods, to check an arriving message by. */
export const remoteMethods: readonly RemoteMethod[] = [
  'start',
  'evaluator',
  'evaluate',
  'descend',
  'forward',
  'statistics',
  'layerInputs',
  'dispose',
];
