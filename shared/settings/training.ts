/** Settings of a training run. */
import { optimizerNames, optimizers } from './optimizers.ts';
import { choice, onOff, real, whole } from './setting.ts';

export const trainingSettings = {
  optimizer: choice({
    label: 'Optimizer',
    help: 'How the parameters are improved. Automatic chooses by itself.',
    guide: 'optimisers',
    options: optimizerNames.map((value) => ({ value, label: optimizers[value].label })),
    default: 'auto',
    flag: { name: 'optimizer', help: 'how the parameters are improved' },
  }),
  steps: whole({
    label: 'Steps',
    help: 'How many times the optimiser improves the parameters before it stops. An automatic run ends by itself when nothing gets better, and after this many steps in any case.',
    guide: 'optimisers',
    least: 1,
    most: 1_000_000,
    default: optimizers.auto.steps,
    derived: optimizerNames
      .map(
        (name) => `${optimizers[name].steps}${optimizers[name].endsByItself ? ' at most' : ''} for ${name}`,
      )
      .join(', '),
    flag: { name: 'steps', value: 'N', help: 'steps to make' },
  }),
  /** λ, the overall strength of regularisation. */
  lamb: real({
    label: 'λ',
    help: 'Strength of the pull towards a simpler network: unneeded edges fade out. 0 fits the data alone; 0.001 to 0.01 is a good start.',
    guide: 'lambda',
    least: 0,
    most: 1e6,
    default: 0,
    flag: { name: 'lamb', value: 'x', help: 'strength of regularisation: larger gives fewer active edges' },
  }),
  learningRate: real({
    label: 'Learning rate',
    help: 'Size of one step. Too large and the error jumps; too small and it falls slowly.',
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
    help: 'Rows that one step looks at, drawn at random. 0 takes all rows each time.',
    guide: 'optimisers',
    least: 0,
    most: 10_000_000,
    default: 0,
    unit: 'rows',
    flag: { name: 'batch', value: 'N', help: 'rows a step, 0 for all' },
  }),
  /** As pykan does. */
  updateGrid: onOff({
    label: 'Adapt grids to the data',
    help: 'Moves the knots of the splines to where the data is, early in the run. An automatic run always does so.',
    guide: 'grid',
    default: true,
    flag: {
      name: 'fixed-grids',
      help: 'leaves the grids where they are; an automatic run always moves them',
    },
  }),
  device: choice({
    label: 'Compute on',
    help: 'What the network is computed on. Fastest measures this network on these data when a run begins, and takes the processor where a graphics processor would not pay.',
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
      help: 'what to compute on; auto is the fastest for this network and these data, kan devices lists what there is',
    },
  }),
} as const;
