/** Settings of the solver of differential equations. */
import { whole } from './setting.ts';

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
} as const;
