/** Settings of the solver of differential equations. */
import { choice, onOff, whole, type ValuesOf } from './setting.ts';

export const equationSettings = {
  seconds: whole({
    label: 'Time limit',
    help: 'The longest that the equation is solved for. At its end the solution found so far counts; a search for its formula may follow.',
    guide: 'equations',
    least: 1,
    most: 86_400,
    default: 60,
    unit: 's',
    flag: { name: 'seconds', value: 'N', help: 'time limit in seconds' },
  }),
  mlp: onOff({
    label: 'An MLP beside it',
    help: 'A multilayer perceptron then solves the same problem at the same points. With as many parameters it has the same optimiser and as much time as the network took.',
    guide: 'equations',
    default: false,
    flag: {
      name: 'mlp',
      help: 'also solves the problem with an MLP, of as many parameters and in as much time',
    },
  }),
  mlpTimes: choice({
    label: 'Parameters of the MLP',
    help: 'How many times those of the network. Above 1,500 parameters the matrix of Levenberg–Marquardt has one line for each point, and the MLP learns from few points first.',
    guide: 'equations',
    options: [
      { value: '1', label: 'As many' },
      { value: '10', label: '10 times' },
      { value: '100', label: '100 times' },
    ],
    default: '1',
    flag: { name: 'mlp-times', help: 'parameters of the MLP, times those of the network' },
  }),
  mlpSeconds: whole({
    label: 'Time of a larger MLP',
    help: 'The least time that an MLP with more parameters than the network may take. If the network took longer, the MLP has as much time as the network.',
    guide: 'equations',
    least: 1,
    most: 86_400,
    default: 60,
    unit: 's',
    flag: { name: 'mlp-seconds', value: 'N', help: 'least time of a larger MLP in seconds' },
  }),
} as const;

export type EquationSettings = ValuesOf<typeof equationSettings>;
