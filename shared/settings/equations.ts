/** Settings of the solver of differential equations. */
import { onOff, whole } from './setting.ts';

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
    help: 'A multilayer perceptron with about as many parameters then solves the same problem: the same points and optimiser, and as much time as the network took.',
    guide: 'equations',
    default: false,
    flag: { name: 'mlp', help: 'also solves the problem with an MLP of as many parameters, in as much time' },
  }),
} as const;
