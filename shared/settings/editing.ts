/** Settings of edits by hand. */
import { networkSettings } from './network.ts';
import { choice, MOST_SEED, real, whole } from './setting.ts';

export const editingSettings = {
  refit: whole({
    label: 'Refit',
    help: 'Steps of training after an edit, in which the rest of the network makes up for it.',
    guide: 'prune',
    least: 0,
    most: 1000,
    default: 60,
    flag: { name: 'refit', value: 'N', help: 'steps of training afterwards' },
  }),
  /** Scores up to and including these are too low. pykan's defaults. */
  edgeThreshold: real({
    label: 'Edge threshold',
    help: 'Edges with a score up to this are removed.',
    guide: 'prune',
    least: 0,
    most: 1,
    default: 0.03,
    flag: { name: 'edge-threshold', value: 'x', help: 'edges with a score up to this are removed' },
  }),
  nodeThreshold: real({
    label: 'Node threshold',
    help: 'Hidden nodes with a score up to this are removed.',
    guide: 'prune',
    least: 0,
    most: 1,
    default: 0.01,
    flag: { name: 'node-threshold', value: 'x', help: 'hidden nodes with a score up to this are removed' },
  }),
  finerGrid: whole({
    label: 'New grid G',
    help: 'More intervals G for each spline: the curves stay as they are and can then be trained more finely. Pays off once there are many more rows than intervals.',
    guide: 'grid',
    least: networkSettings.grid.least,
    most: networkSettings.grid.most,
    default: 2 * networkSettings.grid.default,
    derived: 'twice as many',
    flag: { name: 'grid', value: 'N', help: 'intervals of each spline' },
  }),
  nodeKind: choice({
    label: 'Kind of the new node',
    help: 'A sum adds what arrives, a product multiplies two sums.',
    guide: 'node',
    options: [
      { value: 'sum', label: 'Sum' },
      { value: 'product', label: 'Product' },
    ],
    default: 'sum',
    flag: { name: 'kind', help: 'kind of the new node' },
  }),
  noise: real({
    label: 'Size of the noise',
    help: 'Standard deviation of the noise that is added to each coefficient of the splines.',
    guide: 'edits',
    least: 0,
    above: true,
    most: 100,
    default: 0.1,
    flag: { name: 'size', value: 'x', help: 'standard deviation of the noise on each coefficient' },
  }),
  noiseSeed: whole({
    label: 'Seed of the noise',
    help: 'Chooses the random numbers of the noise.',
    guide: 'seed',
    least: 0,
    most: MOST_SEED,
    default: networkSettings.seed.default,
    flag: { name: 'seed', value: 'N', help: 'chooses the random numbers of the noise' },
  }),
} as const;

/** The number of intervals that a grid is refined to where none is given. */
export function finerThan(grid: number): number {
  return Math.min(editingSettings.finerGrid.most, 2 * grid);
}
