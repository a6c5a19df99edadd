/** A backend that goes on elsewhere where its device fails. */
import type { DeviceId } from '../../../../shared/contract/deviceViews.ts';
import { KanError } from '../../../../shared/errors.ts';
import type { Backend, Evaluator, Objective } from '../backend.ts';
import type { Batch } from '../../data/batch.ts';
import { descendOn } from '../core/descend.ts';
import type { Structure } from '../../kan/model.ts';
import { reasonOf, type Devices, type OpenDevice } from './devices.ts';

/** The order in which a device that fails is replaced: each by the next one that is there. */
const succession: readonly DeviceId[] = ['cuda', 'webgpu', 'native'];

export interface FailoverOptions {
  readonly devices: Devices;
  readonly first: OpenDevice;
  /** Told when another device has taken over, and what was wrong with the one before. */
  readonly onSwitch: (now: OpenDevice, before: OpenDevice, reason: string) => void;
}

/**
 * An evaluation is a function of its parameters alone, and so are steps of Adam of where they begin: where a device fails
 * in the middle of them, they are made again on the next device, and the optimiser goes on from where it was. Precision may rise on the way, never fall below float32.
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

  /** Several evaluators may notice at once; one of them replaces it. */
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
        // What a lost device held is gone with it.
      }
    };
    const attempt = async <T>(use: (evaluator: Evaluator) => T | Promise<T>): Promise<T> => {
      for (;;) {
        const device = current;
        try {
          return await use(onCurrent());
        } catch (error) {
          // A person's mistake (data that does not fit) is no failure of the device.
          if (device.id === 'native' || (error instanceof KanError && error.detail.kind === 'user'))
            throw error;
          await leave(device, error);
        }
      }
    };
    // Data that does not fit is refused at once, as by every backend.
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
