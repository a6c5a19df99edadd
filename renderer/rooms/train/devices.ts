/** What a run may compute on, in the words of the options and of the run's figures. Pure. */
import type { DeviceId, DeviceUse, WeighedDevice } from '../../../shared/contract/views/devices.ts';
import { trainingSettings } from '../../../shared/settings/training.ts';
import { rateText } from '../../../shared/figures.ts';

const SHORT: Readonly<Record<DeviceId, string>> = {
  native: 'Processor',
  webgpu: 'WebGPU',
  cuda: 'CUDA',
  wasm: 'TensorFlow.js',
};

/** A device in a word. */
export function deviceLabel(id: DeviceId): string {
  return SHORT[id];
}

/** What the choice means, and what the last run took and why. */
export function deviceHelp(use: DeviceUse | null): string {
  const about = trainingSettings.device.help;
  if (use === null) return about;
  const figures = use.weighed.filter(({ rowsPerSecond }) => rowsPerSecond !== null).map(figureOf);
  const measured = figures.length > 1 ? ` Measured: ${figures.join(', ')}.` : '';
  return `${about} The last run: ${use.title}. ${use.reason}${measured}`;
}

function figureOf({ id, rowsPerSecond }: WeighedDevice): string {
  return `${deviceLabel(id)} ${rateText(rowsPerSecond ?? NaN)} rows/s`;
}
