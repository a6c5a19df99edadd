/** Settings of the search for formulas and of how they are written. */
import { choice, whole } from './setting.ts';

export const searchSettings = {
  method: choice({
    label: 'Where formulas are searched for',
    help: 'From the data: tries small networks and forms of its own on the training rows, and reads formulas off them. From the network: turns its edges into functions one after the other, with the rest refitted.',
    guide: 'formula',
    options: [
      { value: 'discover', label: 'From the data' },
      { value: 'network', label: 'From the network' },
    ],
    default: 'discover',
    flag: {
      name: 'method',
      help: 'where formulas are looked for: in small shapes of its own too, or in the trained network only',
    },
  }),
} as const;

/** Significant digits of the numbers in a formula. */
export const digitsSetting = whole({
  label: 'Digits',
  help: 'Significant digits of every number.',
  guide: 'formula',
  least: 1,
  most: 17,
  default: 17,
  derived: 'all',
  flag: { name: 'digits', value: 'N', help: 'significant digits of every number' },
});
