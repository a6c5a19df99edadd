/**
 * The edits: what may be done to a network by hand. Each is one operation and one revision, and can be previewed.
 * main/engine/edit/edits.ts has what it does. The schemas of the contract, the labels of the history, the forms and the
 * commands are made from these records.
 */
import type { EdgeRef } from '../contract/refs.ts';
import { networkSettings } from '../settings/network.ts';
import { choice, MOST_SEED, onOff, real, whole } from '../settings/setting.ts';
import type { ParameterValues } from './parameters.ts';
import { numberText } from '../figures.ts';
import { edit, type EditRecord, type PlaceNames } from './record.ts';

const count = (many: number, one: string): string => `${many} ${one}s`;

function edgesIn(edges: readonly EdgeRef[], names: PlaceNames): string {
  return edges.length === 1 ? names.edge(edges[0]) : count(edges.length, 'edge');
}

export const edits = {
  /**
   * The edges become c·f(a·x + b) + d, from the inputs up. Without a function: the likeliest of each edge, among the
   * library's and those of `own`. Without affine: a to d are fitted to what the edge does.
   */
  fix: edit({
    parameters: { edges: 'edges', function: 'function', affine: 'fittedAffine', own: 'functions' },
    label: ({ edges, function: name }, names) =>
      `Fixed ${edgesIn(edges, names)} to ${name ?? (edges.length === 1 ? 'its likeliest function' : 'their likeliest functions')}`,
    refit: true,
    command: { name: 'fix', help: 'sets edges to c·f(a·x + b) + d' },
  }),
  affine: edit({
    parameters: { edge: 'edge', affine: 'affine' },
    label: ({ edge }, names) => `Set the numbers of ${names.edge(edge)}`,
    refit: false,
    command: { name: 'edit-affine', help: 'sets a to d of an edge that is a function' },
  }),
  /** Another model of those that the automatic run compared, as it was trained then. */
  rung: edit({
    parameters: { rung: 'rung' },
    label: ({ rung }) => `Took the model “${rung}”`,
    refit: false,
    command: {
      name: 'rung',
      help: 'takes another of the models that the automatic run compared',
    },
  }),
  /** Back to splines that follow what the edges are now. */
  unfix: edit({
    parameters: { edges: 'edges' },
    label: ({ edges }, names) => `Turned ${edgesIn(edges, names)} back to splines`,
    refit: false,
    command: { name: 'unfix', help: 'turns functions back to splines that follow them' },
  }),
  lock: edit({
    parameters: {
      edges: 'edges',
      locked: onOff({
        label: 'Locked',
        help: 'Whether training leaves the edges as they are.',
        guide: 'edits',
        default: true,
        flag: { name: 'off', help: 'lets training change them again' },
      }),
    },
    label: ({ edges, locked }, names) => `${locked ? 'Locked' : 'Unlocked'} ${edgesIn(edges, names)}`,
    refit: false,
    command: { name: 'lock', help: 'keeps training from changing edges' },
  }),
  removeEdges: edit({
    parameters: { edges: 'edges' },
    label: ({ edges }, names) => `Removed ${edgesIn(edges, names)}`,
    refit: true,
    command: {
      name: 'prune',
      help: 'removes edges',
      when: { flag: 'edge', help: 'instead removes these edges' },
    },
  }),
  restoreEdges: edit({
    parameters: { edges: 'edges' },
    label: ({ edges }, names) => `Restored ${edgesIn(edges, names)}`,
    refit: true,
    command: { name: 'restore', help: 'brings removed edges back, as the newest revision has them' },
  }),
  /** All edges of these nodes go, and what then leads nowhere. An input stays as a column that the network does not use. */
  removeNodes: edit({
    parameters: { nodes: 'nodes' },
    label: ({ nodes }, names) =>
      `Removed ${nodes.length === 1 ? `node ${names.node(nodes[0])}` : count(nodes.length, 'node')}`,
    refit: true,
  }),
  /** Edges and nodes whose score is too low go, and what then leads nowhere. */
  prune: edit({
    parameters: {
      /** Scores up to and including these are too low. pykan's defaults. */
      edgeThreshold: real({
        label: 'Edge threshold',
        help: 'Edges with a score up to this are removed.',
        guide: 'prune',
        least: 0,
        most: 1e9,
        default: 0.03,
        flag: { name: 'edge-threshold', value: 'x', help: 'edges with a score up to this are removed' },
      }),
      nodeThreshold: real({
        label: 'Node threshold',
        help: 'Hidden nodes with a score up to this are removed.',
        guide: 'prune',
        least: 0,
        most: 1e9,
        default: 0.01,
        flag: {
          name: 'node-threshold',
          value: 'x',
          help: 'hidden nodes with a score up to this are removed',
        },
      }),
    },
    label: ({ edgeThreshold, nodeThreshold }) =>
      `Pruned edges below ${numberText(edgeThreshold, 3)} and nodes below ${numberText(nodeThreshold, 3)}`,
    refit: true,
    command: {
      name: 'prune',
      help: 'removes edges and hidden nodes of low score, and keeps their means',
      mayChangeNothing: true,
    },
  }),
  /** Trains with λ, prunes, refits without λ, for a few λ, and keeps the smallest good network. Takes seconds. */
  sparsify: edit({
    parameters: {},
    label: () => 'Made sparse',
    refit: null,
    command: {
      name: 'prune',
      help: 'makes the network sparse',
      when: {
        flag: 'sparsify',
        help: 'instead trains with ever larger λ, prunes and trains without it, and keeps the smallest network that does as well as any; takes seconds',
      },
    },
  }),
  refine: edit({
    parameters: {
      grid: whole({
        label: 'New grid G',
        help: 'Intervals of each spline.',
        guide: 'grid',
        least: networkSettings.grid.least,
        most: networkSettings.grid.most,
        default: 2 * networkSettings.grid.default,
        derived: 'twice as many',
        flag: { name: 'grid', value: 'N', help: 'intervals of each spline' },
      }),
    },
    label: ({ grid }) => `Refined to grid ${grid}`,
    refit: true,
    start: ({ grid }) => ({ grid: Math.min(networkSettings.grid.most, 2 * grid) }),
    command: { name: 'refine', help: 'finer grids on every layer' },
    form: {
      title: 'Refine grids',
      help: 'More intervals G for each spline: the curves stay as they are and can then be trained more finely. Pays off once there are many more rows than intervals.',
      guide: 'grid',
      verb: ({ grid }) => `Refine to ${grid}`,
    },
  }),
  /** One more node in a hidden layer; the outputs stay. */
  addNode: edit({
    parameters: {
      layer: 'hiddenLayer',
      kind: choice({
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
    },
    label: ({ layer, kind }) => `Added a ${kind} node to hidden layer ${layer}`,
    refit: true,
    command: { name: 'expand', help: 'adds a node or a hidden layer; predictions stay until the refit' },
    form: {
      title: 'Add a node',
      help: 'One more node in a hidden layer, which adds nothing at first. A product multiplies two factors.',
      guide: 'edits',
      verb: () => 'Add node',
    },
  }),
  /** A further hidden layer of straight lines; the outputs stay. */
  addLayer: edit({
    parameters: { layer: 'nextLayer' },
    label: ({ layer }) => `Added a layer before layer ${layer}`,
    refit: true,
    command: {
      name: 'expand',
      help: 'adds a hidden layer',
      when: { flag: 'new-layer', help: 'instead adds a layer of straight lines before layer N' },
    },
    form: {
      title: 'Add a layer',
      help: 'A further hidden layer of straight lines: the outputs stay, and training can bend it.',
      guide: 'edits',
      verb: () => 'Add layer',
      start: ({ layers }) => ({ layer: layers }),
    },
  }),
  /** Nodes of a hidden layer change places, one pair after another; the outputs stay. */
  swap: edit({
    parameters: { layer: 'hiddenLayer', pairs: 'pairs' },
    label: ({ layer, pairs }, names) =>
      pairs.length === 1
        ? `Swapped ${pairs[0].map((node) => names.node({ layer, node })).join(' and ')}`
        : `Reordered hidden layer ${layer}`,
    refit: false,
    command: { name: 'swap', help: 'two nodes of a hidden layer change places; predictions stay' },
  }),
  updateGrid: edit({
    parameters: {},
    label: () => 'Moved the grids to the data',
    refit: false,
    form: {
      title: 'Fit grids to data',
      help: 'Moves every grid to where its inputs are. Curves stay as close as the new grid allows.',
      guide: 'grid',
      verb: () => 'Update grids',
    },
  }),
  /** Noise on the splines, to leave a poor minimum. */
  perturb: edit({
    parameters: {
      size: real({
        label: 'Size of the noise',
        help: 'Standard deviation of the noise that is added to each coefficient of the splines.',
        guide: 'edits',
        least: 0,
        above: true,
        most: 100,
        default: 0.1,
        flag: { name: 'size', value: 'x', help: 'standard deviation of the noise on each coefficient' },
      }),
      seed: whole({
        label: 'Seed of the noise',
        help: 'Chooses the random numbers of the noise.',
        guide: 'seed',
        least: 0,
        most: MOST_SEED,
        default: networkSettings.seed.default,
        flag: { name: 'seed', value: 'N', help: 'chooses the random numbers of the noise' },
      }),
    },
    label: ({ size }) => `Perturbed by ${numberText(size)}`,
    refit: true,
    command: { name: 'perturb', help: 'noise on the splines, to leave a poor minimum' },
    form: {
      title: 'Shake splines',
      help: 'Adds noise of this size to the splines: a way out where training is stuck.',
      guide: 'edits',
      verb: () => 'Perturb',
      start: ({ revisions }) => ({ seed: revisions }),
      hidden: ['seed'],
    },
  }),
} as const;

export type EditType = keyof typeof edits;
export const editTypes = Object.keys(edits) as readonly EditType[];

/** An edit with its parameters. */
export type EditOf<T extends EditType> = { readonly type: T } & ParameterValues<
  (typeof edits)[T]['parameters']
>;
export type ModelEdit = { [T in EditType]: EditOf<T> }[EditType];

/** The record of an edit whose type is known at run time only. */
export function recordOf(type: EditType): EditRecord {
  return edits[type] as unknown as EditRecord;
}

/** For people: `Fixed x1 → h1.2 to sin and refitted`. @param refit steps of the refit after it. */
export function editLabel(edit: ModelEdit, refit: number, names: PlaceNames): string {
  const record = recordOf(edit.type);
  const label = record.label(edit, names);
  return refit > 0 && record.refit !== null ? `${label} and refitted` : label;
}
