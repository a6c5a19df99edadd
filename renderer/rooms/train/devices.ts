/** What a run may compute on, in the words of the options and of the run's figures. Pure. */
import type { DeviceId, DeviceUse, WeighedDevice } from '../../../shared/contract/deviceViews.ts';
import { formatRate } from '../../ui/format.ts';

export type DeviceChoice = DeviceId | 'auto';

export const DEVICES: readonly { readonly value: DeviceChoice; readonly label: string }[] = [
  { value: 'auto', label: 'Fastest' },
  { value: 'native', label: 'Processor' },
  { value: 'webgpu', label: 'Graphics processor (WebGPU)' },
  { value: 'cuda', label: 'Graphics processor (CUDA)' },
  { value: 'wasm', label: 'TensorFlow.js on the processor' },
];

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

const ABOUT =
  'What the network is computed on. Fastest measures this network on these data when a run begins, and takes the ' +
  'processor where a graphics processor would not pay.';

/** What the choice means, and what the last run took and why. */
export function deviceHelp(use: DeviceUse | null): string {
  if (use === null) return ABOUT;
  const figures = use.weighed.filter(({ rowsPerSecond }) => rowsPerSecond !== null).map(figureOf);
  const measured = figures.length > 1 ? ` Measured: ${figures.join(', ')}.` : '';
  return `${ABOUT} The last run: ${use.title}. ${use.reason}${measured}`;
}

function figureOf({ id, rowsPerSecond }: WeighedDevice): string {
  return `${deviceLabel(id)} ${formatRate(rowsPerSecond ?? NaN)} rows/s`;
}
