/** Settings of a training run. */
import { moreTrainingSettings } from './moreTraining.ts';
import { optimizerNames, optimizers } from './optimizers.ts';
import { choice, onOff, real, whole } from './setting.ts';

export const trainingSettings = {
  optimizer: choice({
    label: 'Optimiser',
    help: 'The method that changes the parameters to lower the error. Automatic chooses one by itself.',
    guide: 'optimisers',
    options: optimizerNames.map((value) => ({ value, label: optimizers[value].label })),
    default: 'auto',
    flag: { name: 'optimizer', help: 'the method that changes the parameters to lower the error' },
  }),
  steps: whole({
    label: 'Steps',
    help: 'Number of steps of the optimiser. An automatic run ends earlier when the error stops falling.',
    guide: 'optimisers',
    least: 1,
    most: 1_000_000,
    default: optimizers.auto.steps,
    derived: optimizerNames
      .map(
        (name) => `${optimizers[name].steps}${optimizers[name].endsByItself ? ' at most' : ''} for ${name}`,
      )
      .join(', '),
    flag: { name: 'steps', value: 'N', help: 'number of steps' },
  }),
  /** λ, the overall strength of regularisation. */
  lamb: real({
    label: 'Penalty λ',
    help: 'Strength of a penalty on the size of all edges (regularisation), which weakens edges that are not needed. 0 minimises the error only; 0.001 to 0.01 is a usual value.',
    guide: 'lambda',
    least: 0,
    most: 1e6,
    default: 0,
    flag: {
      name: 'lamb',
      value: 'x',
      help: 'strength of the penalty on the size of edges (regularisation): a larger value leaves fewer active edges',
    },
  }),
  learningRate: real({
    label: 'Learning rate',
    help: 'Size of one step. If it is too large, the error jumps; if it is too small, the error falls slowly.',
    guide: 'optimisers',
    least: 0,
    above: true,
    most: 10,
    default: 0.01,
    flag: { name: 'learning-rate', value: 'x', help: 'size of a step' },
  }),
  /** 0 for all rows in each step. */
  batch: whole({
    label: 'Batch',
    help: 'Number of random rows in each step. 0: each step uses all rows.',
    guide: 'optimisers',
    least: 0,
    most: 10_000_000,
    default: 0,
    unit: 'rows',
    flag: { name: 'batch', value: 'N', help: 'random rows in each step, 0 for all rows' },
  }),
  /** As pykan does. */
  updateGrid: onOff({
    label: 'Update grids',
    help: 'Moves the knots of the splines to where the data are, early in the run. An automatic run always does this.',
    guide: 'grid',
    default: true,
    flag: {
      name: 'fixed-grids',
      help: 'does not update the grids; an automatic run always updates them',
    },
  }),
  device: choice({
    label: 'Compute on',
    help: 'The device that computes the network. Fastest measures the devices with this network and these data when a run begins, and takes the fastest one.',
    guide: 'devices',
    options: [
      { value: 'auto', label: 'Fastest' },
      { value: 'native', label: 'Processor' },
      { value: 'webgpu', label: 'Graphics processor (WebGPU)' },
      { value: 'cuda', label: 'Graphics processor (CUDA)' },
      { value: 'wasm', label: 'TensorFlow.js on the processor' },
    ],
    default: 'auto',
    flag: {
      name: 'device',
      help: 'the device to compute on; auto takes the fastest for this network and these data; kan devices lists them',
    },
  }),
} as const;

/** With the settings under More. */
export const allTrainingSettings = { ...trainingSettings, ...moreTrainingSettings } as const;
