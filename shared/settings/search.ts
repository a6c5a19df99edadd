/** Settings of the search for formulas and of how they are written. */
import { choice, MOST_SEED, whole } from './setting.ts';

export const searchSettings = {
  method: choice({
    label: 'Source of the formulas',
    help: 'From the data: trains small networks of several forms on the training rows and turns them into formulas. From the network: turns the edges of this network into functions one after the other and refits the rest.',
    guide: 'formula',
    options: [
      { value: 'discover', label: 'From the data' },
      { value: 'network', label: 'From the network' },
    ],
    default: 'discover',
    flag: {
      name: 'method',
      help: 'search in small networks of several forms too, or in the trained network only',
    },
  }),
  /** 0 for the seed of the network. */
  searchSeed: whole({
    label: 'Seed of the search',
    help: 'Chooses the random numbers of the search for formulas: the starts of its networks and its random rows. 0: the seed of the network.',
    guide: 'seed',
    least: 0,
    most: MOST_SEED,
    default: 0,
    derived: 'the seed of the network',
    flag: { name: 'search-seed', value: 'N', help: 'chooses the random numbers of the search for formulas' },
  }),
} as const;

/** The longest that a search for formulas may take. */
export const searchSeconds = whole({
  label: 'Seconds',
  help: 'The longest that the search may take. It ends sooner where a formula is as good as the rows allow.',
  guide: 'formula',
  least: 1,
  most: 86_400,
  default: 180,
  flag: {
    name: 'seconds',
    value: 'N',
    help: 'the longest that training and the search for formulas may take',
  },
});

/** How often a search is repeated, to see whether it finds the same formula again. */
export const searchRepeats = whole({
  label: 'Repeats',
  help: 'How often the search is repeated, each time with another seed and on four fifths of the training rows, to see whether it finds the same formula.',
  guide: 'formula',
  least: 1,
  most: 50,
  default: 5,
  derived: '5 in the window, none in a command',
  flag: {
    name: 'repeats',
    value: 'N',
    help: 'repeats the search N times, each within --seconds, and tells how often it finds the same formula',
  },
});

/** Significant digits of the numbers in a formula. */
export const digitsSetting = whole({
  label: 'Digits',
  help: 'Significant digits of each number.',
  guide: 'formula',
  least: 1,
  most: 17,
  default: 17,
  derived: 'all',
  flag: { name: 'digits', value: 'N', help: 'significant digits of each number' },
});
