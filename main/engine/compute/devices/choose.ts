/** Chooses the device of a run: the requested one, or the fastest for this network and these data. */
import type { TrainingSetup } from '../../../../shared/contract/schemas/setups.ts';
import type { DeviceId, DeviceUse, WeighedDevice } from '../../../../shared/contract/views/devices.ts';
import { numberText, secondsText } from '../../../../shared/figures.ts';
import type { DescentWork, Objective } from '../backend.ts';
import type { Batch } from '../../data/batch.ts';
import type { KanModel } from '../../kan/model.ts';
import { reasonOf, type Devices, type OpenDevice } from './devices.ts';

export interface Workload {
  readonly model: KanModel;
  readonly batch: Batch;
  readonly objective: Objective;
  /** Rows of one evaluation: a mini-batch's, or all. */
  readonly rowsPerStep: number;
  /** The most steps. */
  readonly steps: number;
  /** Whether the optimiser lets a device make several steps by itself, where the device can (`Evaluator.descend`). */
  readonly stepsOnDevice: boolean;
  /** Whether the optimiser needs second-order models, and so float64. */
  readonly secondOrder: boolean;
}

export interface Chosen {
  readonly device: OpenDevice;
  readonly use: DeviceUse;
}

/**
 * An evaluation on the processor that takes less than this is faster than the reply of a graphics processor; the second
 * is the same for a step of Adam.
 */
const quickMs = 3;
const quickStepMs = 1;
/** For a run that takes less than this, starting another device does not pay. */
const shortMs = 3000;
/** Approximate time for measuring one device. */
const measureMs = 60;
/** The same for the processor, which needs no warm-up. */
const nativeMs = 15;
/** A device that computes in float32 is chosen only if it is faster by this factor. */
const leastGain = 1.2;
const leastRows = 1024;
const mostSampleRows = 16_384;
/** Where a device is fast on this many rows, it is measured on more: it may reach its full speed only then. */
const furtherRows = 131_072;
const soonMs = 25;
/** Steps of Adam that a device makes at once while it is measured. */
const burstSteps = 8;

/**
 * @param wanted `auto`, or a device by name.
 * @throws KanError `device.unavailable` where the requested device is not available.
 */
export async function chooseDevice(
  devices: Devices,
  wanted: NonNullable<TrainingSetup['device']>,
  work: Workload,
): Promise<Chosen> {
  if (wanted !== 'auto') {
    const device = await devices.open(wanted);
    const precision = work.secondOrder && device.backend.precision === 'float32';
    return {
      device,
      use: useOf(
        device,
        precision ? 'Chosen by hand; Levenberg–Marquardt does not run on it.' : 'Chosen by hand.',
        [],
      ),
    };
  }
  const native = await devices.open('native');
  const others = devices.ids.filter((id) => id === 'cuda' || id === 'webgpu');
  const unweighed = (note: string): WeighedDevice[] =>
    others.map((id) => ({ id, title: devices.titleOf(id), rowsPerSecond: null, note }));
  const stay = (reason: string, weighed: readonly WeighedDevice[]): Chosen => ({
    device: native,
    use: useOf(native, reason, weighed),
  });
  if (work.secondOrder) {
    const note = 'Levenberg–Marquardt needs float64.';
    return stay('Levenberg–Marquardt needs float64, which only the processor has.', unweighed(note));
  }
  const own = await measure(native, work, mostSampleRows);
  const stepMs = (1000 * work.rowsPerStep) / own;
  const ofNative = weigh(native, own);
  if (stepMs < (work.stepsOnDevice ? quickStepMs : quickMs)) {
    const what = work.stepsOnDevice ? 'A step' : 'An evaluation';
    const reason = `${what} takes ${numberText(stepMs, 2)} ms on the processor, less than the overhead of a graphics processor.`;
    return stay(reason, [ofNative, ...unweighed('Not measured: the processor is fast enough.')]);
  }
  if (stepMs * work.steps < shortMs) {
    const time = secondsText((stepMs * work.steps) / 1000);
    const reason = `The run takes about ${time} on the processor, less than the start of a graphics processor.`;
    return stay(reason, [ofNative, ...unweighed('Not measured: the processor is fast enough.')]);
  }
  let best = { device: native, rate: own };
  const weighed: WeighedDevice[] = [ofNative];
  for (const id of others) {
    const found = await candidate(devices, id, work);
    weighed.push(found.weighed);
    if (found.device !== null && found.rate > leastGain * best.rate)
      best = { device: found.device, rate: found.rate };
  }
  if (best.device === native) {
    const none = weighed.every(({ id, rowsPerSecond }) => id === 'native' || rowsPerSecond === null);
    return stay(none ? 'There is no graphics processor to use.' : 'The fastest of those measured.', weighed);
  }
  const factor = numberText(best.rate / own, 2);
  return {
    device: best.device,
    use: useOf(best.device, `${factor} times as fast as the processor on these data.`, weighed),
  };
}

const useOf = ({ id, title }: OpenDevice, reason: string, weighed: readonly WeighedDevice[]): DeviceUse => ({
  id,
  title,
  reason,
  weighed,
});

const weigh = ({ id, title }: OpenDevice, rowsPerSecond: number): WeighedDevice => ({
  id,
  title,
  rowsPerSecond,
  note: '',
});

async function candidate(
  devices: Devices,
  id: DeviceId,
  work: Workload,
): Promise<{ device: OpenDevice | null; rate: number; weighed: WeighedDevice }> {
  const refused = (title: string, note: string) => ({
    device: null,
    rate: 0,
    weighed: { id, title, rowsPerSecond: null, note },
  });
  let title = devices.titleOf(id);
  if (await devices.isImitation(id))
    return refused(title, 'Not started: this machine has no graphics processor.');
  try {
    const device = await devices.open(id);
    title = device.title;
    if (device.software) return refused(title, 'Emulated by the processor, so it cannot be faster.');
    const rate = await measureDevice(device, work);
    return { device, rate, weighed: weigh(device, rate) };
  } catch (error) {
    devices.forget(id);
    return refused(title, reasonOf(error));
  }
}

/** The first rows of the data, as many as one evaluation has, at most `most`. */
function sampleOf({ batch, rowsPerStep }: Workload, most: number): Batch {
  const rows = Math.min(batch.rows, Math.max(rowsPerStep, leastRows), most);
  if (rows === batch.rows) return batch;
  const cut = (columns: Float64Array): Float64Array => {
    const taken = new Float64Array((columns.length / batch.rows) * rows);
    for (let c = 0; c < columns.length / batch.rows; c++) {
      taken.set(columns.subarray(c * batch.rows, c * batch.rows + rows), c * rows);
    }
    return taken;
  };
  const weights = batch.weights?.slice(0, rows) ?? null;
  return {
    rows,
    inputs: cut(batch.inputs),
    targets: cut(batch.targets),
    weights: weights?.some((weight) => weight > 0) === false ? null : weights,
  };
}

/** Measures on more rows where a first measurement was short and steps have more rows. */
async function measureDevice(device: OpenDevice, work: Workload): Promise<number> {
  const rate = await measure(device, work, mostSampleRows);
  const rows = Math.min(work.rowsPerStep, mostSampleRows);
  const more = work.rowsPerStep > mostSampleRows && (1000 * rows) / rate < soonMs;
  return more ? Math.max(rate, await measure(device, work, furtherRows)) : rate;
}

/** Rows with gradients per second, without the first evaluation, which compiles and warms up. */
async function measure({ id, backend }: OpenDevice, work: Workload, mostRows: number): Promise<number> {
  const { model, objective, rowsPerStep, stepsOnDevice } = work;
  const sample = sampleOf(work, mostRows);
  const evaluator = backend.evaluator(model, sample, objective);
  try {
    const gradient = new Float64Array(model.params.length);
    const perStep = Math.min(rowsPerStep, sample.rows);
    const burst = burstOf(model, sample.rows, perStep);
    const once = async (): Promise<number> => {
      if (stepsOnDevice && evaluator.descend !== undefined) {
        await evaluator.descend(burst);
        return burstSteps * perStep;
      }
      await evaluator.evaluate(model.params, gradient);
      return sample.rows;
    };
    await once();
    const start = performance.now();
    let rows = 0;
    let elapsed = 0;
    while (rows === 0 || elapsed < (id === 'native' ? nativeMs : measureMs)) {
      rows += await once();
      elapsed = performance.now() - start;
    }
    return (1000 * rows) / elapsed;
  } finally {
    evaluator.dispose();
  }
}

/** Steps of Adam for the measurement only. */
function burstOf({ params }: KanModel, sampleRows: number, rowsPerStep: number): DescentWork {
  const rows = rowsPerStep < sampleRows ? Uint32Array.from({ length: rowsPerStep }, (_, row) => row) : null;
  return {
    params,
    free: Uint32Array.from(params.keys()),
    first: new Float64Array(params.length),
    second: new Float64Array(params.length),
    steps: Array.from({ length: burstSteps }, () => ({ rate: 0, correction: 1, rows })),
    constants: { beta1: 0.9, beta2: 0.999, epsilon: 1e-8 },
  };
}
