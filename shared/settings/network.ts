/** Settings of a new network. */
import { baseFunctionNames, baseFunctions } from '../baseFunctions.ts';
import { choice, layerWidths, MOST_SEED, onOff, real, whole } from './setting.ts';

/**
 * Settings that few people need. The window shows them under More. A set-up has them only where they were set, and its layers are
 * then those that were asked for: an automatic run makes networks of its own.
 */
export const moreNetworkSettings = {
  baseFunction: choice({
    label: 'Residual function',
    help: 'What each edge adds to its spline, times a number that is trained; it goes on where the spline ends. pykan’s base_fun: silu, identity (a straight line) or zero (splines only).',
    guide: 'edge',
    options: baseFunctionNames.map((value) => ({
      value,
      label: `${value}: ${baseFunctions[value].formula}`,
    })),
    default: 'silu',
    flag: { name: 'base-function', help: 'what each edge adds to its spline' },
  }),
  gridLow: real({
    label: 'Grid from',
    help: 'Lower end of the grids of hidden nodes in a new network; the first number of pykan’s grid_range. The grids of the inputs cover the training rows.',
    guide: 'grid',
    least: -1e6,
    most: 1e6,
    default: -1,
    flag: { name: 'grid-low', value: 'x', help: 'lower end of the grids of hidden nodes at the start' },
  }),
  gridHigh: real({
    label: 'Grid to',
    help: 'Upper end of the grids of hidden nodes in a new network; the second number of pykan’s grid_range.',
    guide: 'grid',
    least: -1e6,
    most: 1e6,
    default: 1,
    flag: { name: 'grid-high', value: 'x', help: 'upper end of the grids of hidden nodes at the start' },
  }),
  noiseScale: real({
    label: 'Noise',
    help: 'Size of the random curves of a new network; pykan’s noise_scale. It is divided by the number of grid intervals.',
    guide: 'seed',
    least: 0,
    most: 100,
    default: 0.3,
    flag: { name: 'noise-scale', value: 'x', help: 'size of the random curves at the start' },
  }),
} as const;

export const networkSettings = {
  /** Whether an automatic run chooses the network's layers; the layers in `hidden` are then only the first ones. */
  automatic: onOff({
    label: 'Automatic size',
    help: 'Automatic training finds out how large a network the data can carry: straight lines, smooth curves, pairs of inputs, hidden nodes. When this is off, training keeps the layers below.',
    guide: 'node',
    default: true,
  }),
  /** Empty for a network without hidden layers. */
  hidden: layerWidths({
    label: 'Layers',
    help: 'Nodes of each layer, from the inputs to the outputs. One hidden layer of about 5 nodes suits most tables; a second one suits functions of functions. Σ: nodes that add their edges. Π: nodes that multiply two sums.',
    guide: 'node',
    least: 0,
    most: 1000,
    mostLayers: 20,
    default: [5],
    derived: 'as many as the data can carry',
    flag: { name: 'hidden', value: '5|5,3|none', help: 'nodes that add, in each hidden layer' },
  }),
  /** Layers beyond the end of the list have none. */
  products: layerWidths({
    label: 'Products',
    help: 'Nodes that multiply two sums, in each hidden layer.',
    guide: 'node',
    least: 0,
    most: 1000,
    mostLayers: 20,
    default: [],
    flag: { name: 'products', value: '2|0,1', help: 'nodes that multiply two sums, in each hidden layer' },
  }),
  grid: whole({
    label: 'Grid G',
    help: 'Number of intervals of each spline before training. More intervals can follow finer detail and need more data. Automatic training refines the grid by itself.',
    guide: 'grid',
    least: 1,
    most: 200,
    default: 5,
    flag: { name: 'grid', value: 'N', help: 'intervals of each spline' },
  }),
  order: whole({
    label: 'Order k',
    help: 'Degree of the splines: 3 gives smooth curves, 1 gives straight pieces.',
    guide: 'order',
    least: 1,
    most: 10,
    default: 3,
    flag: { name: 'order', value: 'N', help: 'degree of the splines' },
  }),
  seed: whole({
    label: 'Seed',
    help: 'Chooses the random numbers of the start, of training and of the formula search. The same seed gives the same network. The split has its own seed.',
    guide: 'seed',
    least: 0,
    most: MOST_SEED,
    default: 1,
    flag: {
      name: 'seed',
      value: 'N',
      help: 'chooses the random numbers: the same seed gives the same result',
    },
  }),
} as const;

/** With the settings under More. */
export const allNetworkSettings = { ...networkSettings, ...moreNetworkSettings } as const;
