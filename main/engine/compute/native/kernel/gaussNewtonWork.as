// What the computation of a Gauss–Newton matrix works with, as it lies in memory.

@unmanaged
export class GaussNewton {
  groups: usize;
  groupCount: i32;
  /** The columns that are never zero. */
  dense: usize;
  denseCount: i32;
  /** Position of the dense run in a stored row, its first column, its padded length. */
  atDense: i32;
  denseColumn: i32;
  /** Stored rows, the position of each run of each row (-1 if the run is zero throughout), and their strides. */
  rows: usize;
  rowBytes: usize;
  places: usize;
  placeBytes: usize;
  /** Samples of the present panel, which the threads share. */
  first: i32;
  count: i32;
  seeds: i32;
  /** Whether any dense column needs the gradient of node or symbolic terms for each sample. */
  nodeTerms: i32;
  /** The model's own parameters. */
  params: usize;
  /** Working matrix and its row. */
  matrix: usize;
  matrixBytes: usize;
  size: i32;
  /** For each thread: the gradients by z and by y of each layer for a block, a packed gradient. */
  scratch: usize;
  scratchBytes: usize;
  atPacked: usize;
  /** Offset in this memory, for a block: basis records of inputs with curves. */
  atBases: usize;
  /** Offsets in the scratch memory, two words a layer: by z, by y. */
  layerOffsets: usize;
  /** The resulting matrix: working column of each free parameter, their number, address. */
  order: usize;
  orderCount: i32;
  result: usize;
  /** For each thread: memory for the indices of `capacity` rows, then for `counters` + 1 counters. */
  sorted: usize;
  sortedBytes: usize;
  capacity: i32;
  counters: i32;
  /** The matrices of the slices, one after another. */
  slices: i32;
  sliceBytes: usize;
  sliceSamples: i32;
  /** The number of samples whose rows a thread stores, and the bytes from its rows to those of the next thread. */
  panelSamples: i32;
  panelRowBytes: usize;
  panelPlaceBytes: usize;
}

/** An input with free spline coefficients; in the last layer, one of its edges. */
@unmanaged
export class Group {
  layer: i32;
  active: i32;
  outputs: usize;
  outputCount: i32;
  /** Offset in the parameters of each output's spline scale. */
  scales: usize;
  /** Position in a stored row, first column. */
  at: i32;
  column: i32;
}

/** A column that is never zero. kind 0: residual, 1: spline scale; 2: a·S + b·T of two packed slots. */
@unmanaged
export class Dense {
  kind: i32;
  layer: i32;
  active: i32;
  output: i32;
  /** kind 1: offset of the coefficients in the parameters; kind 2: offsets in the packed gradient. */
  at: usize;
  second: usize;
  a: f64;
  b: f64;
}

// @ts-ignore: decorator
@inline
export function groupAt(work: GaussNewton, g: i32): Group {
  return changetype<Group>(work.groups + <usize>g * offsetof<Group>());
}
