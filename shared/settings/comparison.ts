/** Settings of the comparison with multilayer perceptrons. */
import { whole } from './setting.ts';

export const comparisonSettings = {
  seconds: whole({
    label: 'Seconds for each MLP',
    help: 'How long the MLPs of each size are trained, all starts together, in processor seconds: other programs on a busy machine do not count. In “Error against size” also the longest for each grid of the network.',
    guide: 'comparison',
    least: 1,
    most: 3600,
    default: 8,
    unit: 's',
    flag: {
      name: 'mlp-seconds',
      value: 'N',
      help: 'how long the MLPs of each size are trained, in processor seconds',
    },
  }),
} as const;
