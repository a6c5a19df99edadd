/**
 * The edits: changes of a network by hand. Each is one operation and one revision, and can be previewed.
 * main/engine/edit/edits.ts implements them. The schemas of the contract, the labels of the history, the forms and the
 * commands are made from these records.
 */
import type { EdgeRef } from '../refs.ts';
import { networkSettings } from '../settings/network.ts';
import { choice, MOST_SEED, onOff, real, whole } from '../settings/setting.ts';
import type { ParameterValues } from './parameters.ts';
import { numberText, plural } from '../figures.ts';
import { edit, type EditRecord, type PlaceNames } from './record.ts';

function edgesIn(edges: readonly EdgeRef[], names: PlaceNames): string {
  return edges.length === 1 ? names.edge(edges[0]) : plural(edges.length, 'edge');
}

export const edits = {
  /**
   * The edges become c·f(a·x + b) + d, in the order from the inputs to the outputs. Without a function: the best
   * candidate of each edge, from the library and from `own`. Without affine: a to d are fitted to the curve of the
   * edge.
   */
  fix: edit({
    parameters: { edges: 'edges', function: 'function', affine: 'fittedAffine', own: 'functions' },
    label: ({ edges, function: name }, names) =>
      `Fixed ${edgesIn(edges, names)} to ${name ?? (edges.length === 1 ? 'its best candidate' : 'their best candidates')}`,
    refit: true,
    command: { name: 'fix', help: 'fixes edges to c·f(a·x + b) + d' },
  }),
  affine: edit({
    parameters: { edge: 'edge', affine: 'affine' },
    label: ({ edge }, names) => `Set the numbers of ${names.edge(edge)}`,
    refit: false,
    command: { name: 'edit-affine', help: 'changes a, b, c and d of an edge that is a function' },
  }),
  /** Another model of the ladder, with the parameters of the automatic run. */
  rung: edit({
    parameters: { rung: 'rung' },
    label: ({ rung }) => `Used the model “${rung}”`,
    refit: false,
    command: {
      name: 'rung',
      help: 'uses another of the models that the automatic run compared',
    },
  }),
  /** Functions become splines of the same shape. */
  unfix: edit({
    parameters: { edges: 'edges' },
    label: ({ edges }, names) =>
      `Turned ${edgesIn(edges, names)} back into ${edges.length === 1 ? 'a spline' : 'splines'}`,
    refit: false,
    command: { name: 'unfix', help: 'turns functions back into splines of the same shape' },
  }),
  lock: edit({
    parameters: {
      edges: 'edges',
      locked: onOff({
        label: 'Locked',
        help: 'Whether training leaves the edges unchanged.',
        guide: 'edits',
        default: true,
        flag: { name: 'off', help: 'unlocks them: training changes them again' },
      }),
    },
    label: ({ edges, locked }, names) => `${locked ? 'Locked' : 'Unlocked'} ${edgesIn(edges, names)}`,
    refit: false,
    command: { name: 'lock', help: 'locks edges: training leaves them unchanged' },
  }),
  removeEdges: edit({
    parameters: { edges: 'edges' },
    label: ({ edges }, names) => `Pruned ${edgesIn(edges, names)}`,
    refit: true,
    command: {
      name: 'prune',
      help: 'prunes edges',
      when: { flag: 'edge', help: 'prunes these edges instead' },
    },
  }),
  restoreEdges: edit({
    parameters: { edges: 'edges' },
    label: ({ edges }, names) => `Restored ${edgesIn(edges, names)}`,
    refit: true,
    command: {
      name: 'restore',
      help: 'brings pruned edges back, as they were in the newest revision that has them',
    },
  }),
  /**
   * Removes all edges of these nodes, and all nodes that then have no connection. An input stays as a column that the
   * network does not use.
   */
  removeNodes: edit({
    parameters: { nodes: 'nodes' },
    label: ({ nodes }, names) =>
      `Pruned ${nodes.length === 1 ? `node ${names.node(nodes[0])}` : plural(nodes.length, 'node')}`,
    refit: true,
  }),
  /** Removes edges and nodes whose score is too low, and all nodes that then have no connection. */
  prune: edit({
    parameters: {
      /** Scores up to and including these are too low. pykan's defaults. */
      edgeThreshold: real({
        label: 'Edge threshold',
        help: 'Edges with this score or a lower one are pruned.',
        guide: 'prune',
        least: 0,
        most: 1e9,
        default: 0.03,
        flag: { name: 'edge-threshold', value: 'x', help: 'edges with this score or a lower one are pruned' },
      }),
      nodeThreshold: real({
        label: 'Node threshold',
        help: 'Hidden nodes with this score or a lower one are pruned.',
        guide: 'prune',
        least: 0,
        most: 1e9,
        default: 0.01,
        flag: {
          name: 'node-threshold',
          value: 'x',
          help: 'hidden nodes with this score or a lower one are pruned',
        },
      }),
    },
    label: ({ edgeThreshold, nodeThreshold }) =>
      `Pruned edges below ${numberText(edgeThreshold, 3)} and nodes below ${numberText(nodeThreshold, 3)}`,
    refit: true,
    command: {
      name: 'prune',
      help: 'prunes edges and hidden nodes of low score; their mean values are kept',
      mayChangeNothing: true,
    },
  }),
  /**
   * Trains with λ, prunes, refits without λ, for several values of λ, and keeps the smallest good network. Takes
   * seconds.
   */
  sparsify: edit({
    parameters: {},
    label: () => 'Simplified',
    refit: null,
    command: {
      name: 'prune',
      help: 'makes the network sparse',
      when: {
        flag: 'sparsify',
        help: 'makes the network sparse instead: trains with several λ, prunes, refits without λ, and keeps the smallest network that is not worse; takes seconds',
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
    command: { name: 'refine', help: 'makes the grids of all layers finer' },
    form: {
      title: 'Refine grids',
      help: 'More intervals G for each spline: the curves do not change, and further training can follow finer detail. It helps where there are many more rows than intervals.',
      guide: 'grid',
      verb: ({ grid }) => `Refine to ${grid}`,
      inVain: ({ grid }, network) =>
        grid > network.grid
          ? ''
          : `Each spline has ${plural(network.grid, 'interval')} already${network.grid < networkSettings.grid.most ? ': give a larger number' : ', which is the most'}.`,
    },
  }),
  /** Adds a node to a hidden layer; the outputs do not change. */
  addNode: edit({
    parameters: {
      layer: 'hiddenLayer',
      kind: choice({
        label: 'Kind of the new node',
        help: 'A sum node adds its edges; a product node multiplies two sums.',
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
    command: {
      name: 'expand',
      help: 'adds a node or a hidden layer; predictions change only with the refit',
    },
    form: {
      title: 'Add a node',
      help: 'One more node in a hidden layer. Predictions do not change before training. A product node multiplies two sums.',
      guide: 'edits',
      verb: () => 'Add node',
    },
  }),
  /** Adds a hidden layer of straight lines; the outputs do not change. */
  addLayer: edit({
    parameters: { layer: 'nextLayer' },
    label: ({ layer }) => `Added a layer before layer ${layer}`,
    refit: true,
    command: {
      name: 'expand',
      help: 'adds a hidden layer',
      when: { flag: 'new-layer', help: 'adds a layer of straight lines before layer N instead' },
    },
    form: {
      title: 'Add a layer',
      help: 'One more hidden layer, of straight lines. Predictions do not change before training.',
      guide: 'edits',
      verb: () => 'Add layer',
      start: ({ layers }) => ({ layer: layers }),
    },
  }),
  /** Nodes of a hidden layer change places, one pair after another; the outputs do not change. */
  swap: edit({
    parameters: { layer: 'hiddenLayer', pairs: 'pairs' },
    label: ({ layer, pairs }, names) =>
      pairs.length === 1
        ? `Swapped ${pairs[0].map((node) => names.node({ layer, node })).join(' and ')}`
        : `Reordered hidden layer ${layer}`,
    refit: false,
    command: { name: 'swap', help: 'swaps two nodes of a hidden layer; predictions do not change' },
  }),
  updateGrid: edit({
    parameters: {},
    label: () => 'Updated the grids',
    refit: false,
    form: {
      title: 'Update grids',
      help: 'Moves the knots of every grid to where the data are. The curves are fitted again on the new grids.',
      guide: 'grid',
      verb: () => 'Update grids',
    },
  }),
  /** Adds noise to the splines, to leave a poor minimum. */
  perturb: edit({
    parameters: {
      size: real({
        label: 'Size of the noise',
        help: 'Standard deviation of the noise on each coefficient of the splines.',
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
    command: { name: 'perturb', help: 'adds noise to the splines, to leave a poor minimum' },
    form: {
      title: 'Perturb splines',
      help: 'Adds noise to the splines: helps where training has stopped at a poor minimum.',
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
