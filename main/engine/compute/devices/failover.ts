/** A backend that continues on another device when its device fails. */
import type { DeviceId } from '../../../../shared/contract/views/devices.ts';
import { KanError } from '../../../../shared/errors.ts';
import type { Backend, Evaluator, Objective } from '../backend.ts';
import type { Batch } from '../../data/batch.ts';
import { descendOn } from '../core/descend.ts';
import type { Structure } from '../../kan/model.ts';
import { reasonOf, type Devices, type OpenDevice } from './devices.ts';

/** The order in which a failed device is replaced by the next available one. */
const succession: readonly DeviceId[] = ['cuda', 'webgpu', 'native'];

export interface FailoverOptions {
  readonly devices: Devices;
  readonly first: OpenDevice;
  /** Called when another device is used, with the failure of the one before. */
  readonly onSwitch: (now: OpenDevice, before: OpenDevice, reason: string) => void;
}

/**
 * An evaluation depends on its parameters only, and steps of Adam on their first point only. If a device fails during
 * them, they are repeated on the next device, and the optimiser continues. The precision may increase, but is never
 * below float32.
 */
export function withFailover({ devices, first, onSwitch }: FailoverOptions): Backend {
  let current = first;
  let replacing: Promise<void> | null = null;

  const replace = async (failed: OpenDevice, error: unknown): Promise<void> => {
    devices.forget(failed.id);
    for (const id of succession.slice(succession.indexOf(failed.id) + 1)) {
      const next = await devices.open(id).catch(() => null);
      if (next === null || (next.software && id !== 'native')) continue;
      current = next;
      onSwitch(next, failed, reasonOf(error));
      return;
    }
    throw error;
  };

  /** Several evaluators may notice the failure at once; one of them replaces the device. */
  const leave = async (failed: OpenDevice, error: unknown): Promise<void> => {
    if (current !== failed) return;
    replacing ??= replace(failed, error).finally(() => (replacing = null));
    await replacing;
  };

  return {
    get name() {
      return current.backend.name;
    },
    get precision() {
      return current.backend.precision;
    },
    evaluator: (structure, batch, objective) => movingEvaluator(structure, batch, objective),
  };

  function movingEvaluator(structure: Structure, batch: Batch, objective: Objective): Evaluator {
    let at = current;
    let evaluator: Evaluator | null = null;
    const onCurrent = (): Evaluator => {
      if (evaluator !== null && at === current) return evaluator;
      release();
      at = current;
      return (evaluator = at.backend.evaluator(structure, batch, objective));
    };
    const release = (): void => {
      const old = evaluator;
      evaluator = null;
      try {
        old?.dispose();
      } catch {
        // The memory of a failed device cannot be freed.
      }
    };
    const attempt = async <T>(use: (evaluator: Evaluator) => T | Promise<T>): Promise<T> => {
      for (;;) {
        const device = current;
        try {
          return await use(onCurrent());
        } catch (error) {
          // An error for the person (data that do not fit) is not a failure of the device.
          if (device.id === 'native' || (error instanceof KanError && error.detail.kind === 'user'))
            throw error;
          await leave(device, error);
        }
      }
    };
    // Data that do not fit are refused at once, as by every backend.
    if (current.id === 'native') onCurrent();
    return {
      evaluate: (params, gradient, rows) => attempt((one) => one.evaluate(params, gradient, rows)),
      descend: (work) => attempt((one) => descendOn(one, work)),
      forward: (params) => attempt((one) => one.forward(params)),
      statistics: (params) => attempt((one) => one.statistics(params)),
      layerInputs: (params, layer) => attempt((one) => one.layerInputs(params, layer)),
      dispose: release,
    };
  }
}
