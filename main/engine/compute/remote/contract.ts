/**
 * What the engine asks of the compute window: a backend by messages. The page has fewer rights than the engine, so it
 * does not check the arguments.
 */
import { call, trusted, type } from '../../../../shared/rpc/contract.ts';
import type { Batch } from '../../data/batch.ts';
import type { Descent, DescentWork, LayerStatistics, Objective, Value } from '../backend.ts';
import type { Structure } from '../../kan/model.ts';

export interface DeviceFacts {
  readonly title: string;
  readonly software: boolean;
}

/** `evaluator` is a number that the engine gives. */
interface Evaluation {
  readonly evaluator: number;
  readonly params: Float64Array;
}

export const computeContract = {
  calls: {
    /** Starts the device. */
    start: call(trusted<undefined>(), type<DeviceFacts>()),
    evaluator:
      call(
        trusted<{
          readonly evaluator: number;
          readonly structure: Structure;
          readonly batch: Batch;
          readonly objective: Objective;
        }>(),
      ),
    evaluate: call(
      trusted<Evaluation & { readonly withGradient: boolean; readonly rows: Uint32Array | null }>(),
      type<{ readonly value: Value; readonly gradient: Float64Array | null }>(),
    ),
    descend: call(trusted<{ readonly evaluator: number; readonly work: DescentWork }>(), type<Descent>()),
    forward: call(trusted<Evaluation>(), type<Float64Array>()),
    statistics: call(trusted<Evaluation>(), type<readonly LayerStatistics[]>()),
    layerInputs: call(trusted<Evaluation & { readonly layer: number }>(), type<Float64Array>()),
    dispose: call(trusted<{ readonly evaluator: number }>()),
  },
  events: {},
} as const;
export type ComputeContract = typeof computeContract;
