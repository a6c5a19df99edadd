// Descriptors that the TypeScript side writes. Every field has four bytes, except those declared as f64; plan.ts writes
// them in this order. Pointers are byte addresses in the shared memory. Offsets `at*` count bytes from the start of the
// packed parameters or, in the same way, of a chunk's gradient.

/** One evaluator and the job it is running. The f64 comes last, at a multiple of eight. */
@unmanaged
export class Context {
  layers: usize;
  layerCount: i32;
  /** Samples of the job, samples in a block, blocks in a chunk. */
  rows: i32;
  blockRows: i32;
  blocksPerChunk: i32;
  /** The row of the batch for each sample; 0 for all rows in order. */
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
  /**
   * Offsets in the scratch memory: a column of the batch's inputs by sample, gradients by z, gradients by y (two, used
   * in turn).
   */
  atInputs: usize;
  atGz: usize;
  atGy: usize;
  atGx: usize;
  /** Chunk statistics, `statBytes` apart. */
  stats: usize;
  statBytes: usize;
  /**
   * Bytes of a chunk's statistics that the job gathers: without the first layer's blocks by span, or with these too.
   */
  statsUsed: usize;
  /** Offset in the scratch memory of the values of edges whose statistics are taken one by one, [sample][edge]. */
  atValues: usize;
  /** Whether statistics include the first layer's inputs, which change only between mini-batches. */
  inputStatistics: i32;
  /** Whether statistics include the inputs of later layers: then the sparsity terms may act on these too. */
  hiddenStatistics: i32;
  /** Whether statistics include the subnodes. */
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
  /** Number of basis functions of an edge, G + k. */
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
  /** Node terms: scale and bias by subnode, scale and bias by node, combined scale and bias of the sums. */
  atAffine: usize;
  /** The records of all rows, if they depend on the data alone; else 0. */
  records: usize;
  /** Offsets in the scratch. */
  atX: usize;
  atZ: usize;
  atRecords: usize;
  /** Subnodes and records of all rows, if they are kept for a second pass; else 0. */
  keptZ: usize;
  keptRecords: usize;
  /**
   * Edges whose statistics are taken one by one (those with curves first, then the symbolic ones), and the bytes of a
   * row of them.
   */
  valueCount: i32;
  valueBytes: usize;
  /** Offsets of the layer's moments: of its subnodes, of these edges, of its inputs. */
  atStats: usize;
  /** Offset of the inputs' factors; their means follow one row of inputs later. */
  atSparsity: usize;
}

/** An input with at least one spline edge. */
@unmanaged
export class Active {
  index: i32;
  /** Edges of the list kernel; 0 if another kernel is used. */
  edgeCount: i32;
  /**
   * Whether only live edges are gathered. If not, and the edges are not listed, the dense kernel computes all outputs.
   */
  gathered: i32;
  /** Bytes of the outputs to which dense or gathered weights belong. */
  rowBytes: usize;
  /** Offset in bytes of each live edge's output. If their number is odd, the last one is repeated. */
  edges: usize;
  /** Offset of its weights. Dense, gathered: [pair of outputs][basis, then residual][2]; listed: [edge][basis, then residual]. */
  atWeights: usize;
  /** Bytes of a listed edge's weights. */
  edgeBytes: usize;
  /** Bytes of a listed edge's curve (its polynomial on each span), if the curve is used and not the bases; else 0. */
  curveBytes: usize;
  /** Offset of the curves, [edge][span][power]; in a gradient, of the gradient by the curves. */
  atCurves: usize;
  /** Bytes of a sample's record, and offset of a block's records from the layer's. */
  recordStride: usize;
  atRecords: usize;
  /** With curves: offset of basis records for the Gauss–Newton matrix, of the first edge's column of values. */
  atBases: usize;
  atValues: usize;
  knots: usize;
  spans: i32;
  /** Buckets of the x axis, and a row for each span; see splineTable.ts. */
  buckets: usize;
  table: usize;
  /** Offset of its Σ b bᵀ by span; not used with curves. */
  atStats: usize;
  /** Offset of its sparsity coefficients: with curves, a factor and a mean by edge; otherwise, a form by span. */
  atSparsity: usize;
  low: f64;
  bucketScale: f64;
  bucketCount: f64;
  /** The gate of the base function is gateFactor / (1 + exp(gateShift − x)). */
  gateFactor: f64;
  gateShift: f64;
}

@unmanaged
export class Symbolic {
  input: i32;
  output: i32;
  /** A function's code (see native/memory/functions.ts), or f and f' as formulas, which are 0 if not used. */
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
/** The subnodes and records of all layers are available from an earlier pass. */
export const STEP_RESUME: i32 = 64;
