/** The device of a run: the one chosen for it, and the next one if that fails. */
import type { DeviceUse } from '../../../../shared/contract/views/devices.ts';
import { ownSettings } from '../../../../shared/settings/optimizers.ts';
import type { Backend } from '../../compute/backend.ts';
import { chooseDevice, type Workload } from '../../compute/devices/choose.ts';
import type { Devices } from '../../compute/devices/devices.ts';
import { withFailover } from '../../compute/devices/failover.ts';
import type { KanModel } from '../../kan/model.ts';
import { automaticBatch, methodFor } from '../auto/policy.ts';
import { trainingObjective } from '../objective/objective.ts';
import { implementationOf, type MethodName } from '../steps/optimizers.ts';
import type { FitTask } from '../steps/task.ts';

/** @param note a sentence for the log or ''. @param failure what went wrong, or ''. */
export type DeviceReport = (use: DeviceUse, note: string, failure: string) => void;

/**
 * @param report called once with the chosen device, and again at each change.
 * @throws KanError `device.unavailable` where the requested device is not available.
 */
export async function placeRun(
  devices: Devices,
  task: Pick<FitTask, 'model' | 'dataset' | 'setup'>,
  report: DeviceReport,
): Promise<Backend> {
  const wanted = task.setup.device ?? 'auto';
  const { device, use } = await chooseDevice(devices, wanted, workloadOf(task));
  const ordinary = wanted === 'auto' && device.id === 'native';
  const { fallback } = device.backend;
  const note = ordinary ? '' : `Computing on ${use.title}. ${use.reason}`;
  report(use, [note, fallback ?? ''].filter((text) => text !== '').join(' '), '');
  // The processor cannot fail like a device.
  if (device.id === 'native') return device.backend;
  let present = use;
  return withFailover({
    devices,
    first: device,
    onSwitch: (now, before, reason) => {
      const failure = `${before.title} failed in the middle of the run: ${sentence(reason)} Training continued on ${now.title}.`;
      present = { ...present, id: now.id, title: now.title, reason: failure };
      report(present, failure, failure);
    },
  });
}

function workloadOf({ model, dataset, setup }: Pick<FitTask, 'model' | 'dataset' | 'setup'>): Workload {
  const { train, encoding } = dataset;
  const chosen = automatic(model, train.rows, setup.lamb);
  const optimizer = setup.optimizer === 'auto' ? chosen.optimizer : setup.optimizer;
  const batch = setup.optimizer === 'auto' ? chosen.batch : setup.batch;
  const { secondOrder, stepsOnDevice } = implementationOf(optimizer);
  const sampled = batch > 0 && ownSettings(optimizer).includes('batch');
  return {
    model,
    batch: train,
    objective: trainingObjective(encoding, setup),
    rowsPerStep: sampled ? Math.min(batch, train.rows) : train.rows,
    steps: setup.steps,
    stepsOnDevice,
    secondOrder: secondOrder && setup.lamb === 0,
  };
}

/** The optimiser that the automatic run will use. */
function automatic(
  model: KanModel,
  rows: number,
  lamb: number,
): { readonly optimizer: MethodName; readonly batch: number } {
  return { optimizer: lamb > 0 ? 'lbfgs' : methodFor(model, rows, true), batch: automaticBatch };
}

const sentence = (text: string): string => (text.endsWith('.') ? text : `${text}.`);
