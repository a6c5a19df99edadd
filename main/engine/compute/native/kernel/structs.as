// Descriptors that the TypeScript side fills in. Every field is four bytes except where an f64 is named; plan.ts writes them
// in this order. Pointers are byte addresses in the shared memory; offsets `at*` count bytes from the start of the packed
// parameters or, alike, of a chunk's gradient.

/** One evaluator and the job it is running. The f64 comes last, at a multiple of eight. */
@unmanaged
export class Context {
  layers: usize;
  layerCount: i32;
  /** Samples of the job, samples in a block, blocks in a chunk. */
  rows: i32;
  blockRows: i32;
  blocksPerChunk: i32;
  /** Row of the batch behind each sample; 0 for all rows in order. */
  rowIndex: usize;
  batchRows: i32;
  inputs: usize;
  targets: usize;
  rowWeights: usize;
  outputs: i32;
  /** 0 squared, 1 softmax cross-entropy, 2 binary cross-entropy. */
  loss: i32;
  /** Packed parameters; chunk gradients, `gradBytes` apart. */
  weights: usize;
  grads: usize;
  gradBytes: usize;
  /** One f64 per chunk. */
  losses: usize;
  /** Per-thread working memory. */
  scratch: usize;
  scratchBytes: usize;
  /** Bit set of the STEP constants. */
  steps: i32;
  /** Where STEP_OUTPUT writes the outputs of layer `outputLayer`, [node][sample]. */
  output: usize;
  outputLayer: i32;
  /** Offsets within the scratch: a column of the batch's inputs by sample, gradients by z, gradients by y (two in turn). */
  atInputs: usize;
  atGz: usize;
  atGy: usize;
  atGx: usize;
  /** Chunk statistics, `statBytes` apart. */
  stats: usize;
  statBytes: usize;
  /** Bytes of a chunk's statistics that the job gathers: all but the first layer's blocks by span, or these too. */
  statsUsed: usize;
  /** Offset within the scratch of the values of edges that statistics take one by one, [sample][edge]. */
  atValues: usize;
  /** Whether statistics take in the first layer's inputs, which only change from one mini-batch to the next. */
  inputStatistics: i32;
  /** Whether statistics take in the inputs of later layers: if so, the sparsity terms may act on these too. */
  hiddenStatistics: i32;
  /** Whether statistics take in the subnodes. */
  subnodeStatistics: i32;
  /** Coefficients of the gradient of the sparsity terms by the inputs of layers: see statistics.as. */
  sparsity: usize;
  gaussNewton: usize;
  /** Factor of Σ w·loss: 1 / (Σw · outputs). */
  scale: f64;
}

@unmanaged
export class Layer {
  inputs: i32;
  /** Subnodes, and the bytes of a row of them. */
  subnodes: i32;
  subnodeBytes: usize;
  sums: i32;
  nodes: i32;
  nodeBytes: usize;
  /** Bytes of a row of this layer's inputs. */
  inputBytes: usize;
  order: i32;
  /** Basis functions per edge, G + k. */
  bases: i32;
  /** Bytes of a basis record without derivatives; see basis.as. */
  recordBytes: usize;
  /** Bytes of a sample's records of all active inputs. */
  recordsBytes: usize;
  activeCount: i32;
  active: usize;
  multiplications: i32;
  arities: usize;
  symbolicCount: i32;
  symbolic: usize;
  /** Node terms: scale and bias by subnode, scale and bias by node, folded scale and bias of the sums. */
  atAffine: usize;
  /** All rows' records, where they depend on the data alone; else 0. */
  records: usize;
  /** Offsets in the scratch. */
  atX: usize;
  atZ: usize;
  atRecords: usize;
  /** Subnodes and records of all rows where they are kept for a second pass; else 0. */
  keptZ: usize;
  keptRecords: usize;
  /** Edges that statistics take one by one, first those with curves, then the symbolic ones, and the bytes of a row of them. */
  valueCount: i32;
  valueBytes: usize;
  /** Offset of the layer's moments: of its subnodes, of these edges, of its inputs. */
  atStats: usize;
  /** Offset of the inputs' factors and, a row of inputs behind, means. */
  atSparsity: usize;
}

/** An input with at least one spline edge. */
@unmanaged
export class Active {
  index: i32;
  /** Edges of the list kernel; 0 where another is used. */
  edgeCount: i32;
  /** Whether its live edges are gathered; else, unless they are listed, the dense kernel takes all outputs. */
  gathered: i32;
  /** Bytes of the outputs that dense or gathered weights are for. */
  rowBytes: usize;
  /** Offset in bytes of each live edge's output, the last once more where their number is odd. */
  edges: usize;
  /** Offset of its weights. Dense, gathered: [pair of outputs][basis, then residual][2]; listed: [edge][basis, then residual]. */
  atWeights: usize;
  /** Bytes of a listed edge's weights. */
  edgeBytes: usize;
  /** Bytes of a listed edge's curve, its polynomial on each span, where it is taken by that and not by its bases; else 0. */
  curveBytes: usize;
  /** Offset of the curves, [edge][span][power]; in a gradient, of that by them. */
  atCurves: usize;
  /** Bytes of a sample's record, and offset of those of a block from the layer's. */
  recordStride: usize;
  atRecords: usize;
  /** Where there are curves: offset of basis records for the Gauss–Newton matrix, of the first edge's column of values. */
  atBases: usize;
  atValues: usize;
  knots: usize;
  spans: i32;
  /** Buckets of the x axis, and a row for each span; see splineTable.ts. */
  buckets: usize;
  table: usize;
  /** Offset of its Σ b bᵀ by span; unused where there are curves. */
  atStats: usize;
  /** Offset of its sparsity coefficients: for curves, a factor and a mean by edge; else, a form by span. */
  atSparsity: usize;
  low: f64;
  bucketScale: f64;
  bucketCount: f64;
}

@unmanaged
export class Symbolic {
  input: i32;
  output: i32;
  /** A function's code (see native/memory/functions.ts); or else f and f' as formulas, 0 where there are none. */
  fn: i32;
  formula: usize;
  slope: usize;
  /** Offset of a, b, c, d, then the slope of the sparsity terms by ψ − mean and that mean. */
  at: usize;
}

export const STEP_FORWARD: i32 = 1;
export const STEP_LOSS: i32 = 2;
export const STEP_BACKWARD: i32 = 4;
export const STEP_OUTPUT: i32 = 8;
export const STEP_STATISTICS: i32 = 16;
export const STEP_SPARSITY: i32 = 32;
/** Subnodes and records of all layers are there from an earlier pass. */
export const STEP_RESUME: i32 = 64;
