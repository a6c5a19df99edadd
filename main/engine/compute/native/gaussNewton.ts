/**
 * Second-order models: the kernel computes Jacobian rows and their outer products, and solves damped systems by
 * Cholesky.
 */
import type { GaussNewton, QuadraticModel } from '../../optim/gaussNewton.ts';
import type { Arena } from './memory/arena.ts';
import { ownedMemory, type Block, type OwnedMemory } from './memory/owned.ts';
import { columnsOf, type Columns } from './plan/columns.ts';
import type { ContextView } from './memory/descriptors.ts';
import type { KernelPlan } from './plan/plan.ts';
import { jobKinds, type Pool } from './memory/pool.ts';

/**
 * Floats of Jacobian rows that are stored before they are added to the matrix: few enough to stay in a cache, and
 * enough rows that many are added to the same block of the matrix.
 */
const panelGoal = 2 ** 19;
/** The same number, if each thread has its own panel. */
const ownPanelGoal = 2 ** 16;
/**
 * The largest number of slices of the samples. It does not depend on the threads, so that sums always run in the same
 * order.
 */
const mostSlices = 4;
/** A slice must give at least this many products for each number of its matrix. */
const leastProducts = 8;
/** The largest number of floats in the matrices of all slices: they should stay in the cache. */
const mostSliced = 2 ** 20;
/** The largest number of positions of a pair of runs for which rows are sorted. */
const sortCounters = 4096;
const choleskyBlock = 48;
const gatherRows = 64;

/** What an evaluator provides to a second-order model. */
export interface Lender {
  readonly pool: Pool;
  readonly plan: KernelPlan;
  readonly context: ContextView;
  readonly rows: number;
  /** Number of Jacobian rows for each sample. */
  readonly seeds: number;
  /**
   * Computes the loss and its gradient by all parameters, without regularisation. The kernel is then ready for a pass
   * over all rows.
   */
  evaluate(params: Float64Array, gradient: Float64Array): number;
}

interface Workspace {
  readonly free: Uint32Array;
  readonly columns: Columns;
  readonly memory: OwnedMemory;
  readonly job: number;
  readonly words: Int32Array;
  readonly denseTerms: Float64Array;
  readonly params: Float64Array;
  readonly matrix: Float64Array;
  readonly hessian: Float64Array;
  readonly hessianAddress: number;
  readonly panelSamples: number;
  readonly slices: number;
  readonly factor: { readonly job: number; readonly words: Int32Array };
  readonly right: Block;
}

/** Fields of GaussNewton in gaussNewton.as that differ between panels, as offsets in words. */
const panelWords = { first: 10, count: 11 } as const;
const jobBytes = 192;
const groupWords = 7;
const denseBytes = 40;
const choleskyWords = 4;

/** @param lender the evaluator whose kernel, plan and rows are used. @returns what holds memory of the kernel until `release`. */
export function createGaussNewton(lender: Lender): GaussNewton & { release(): void } {
  const { pool, plan, context } = lender;
  let space: Workspace | null = null;

  const spaceFor = (free: Uint32Array): Workspace => {
    if (space !== null && sameIndices(space.free, free)) return space;
    release();
    space = createWorkspace(lender, free.slice());
    return space;
  };

  const release = (): void => {
    space?.memory.release();
    space = null;
  };

  const quadratic = (params: Float64Array, free: Uint32Array): QuadraticModel => {
    const work = spaceFor(free);
    const full = new Float64Array(params.length);
    const loss = lender.evaluate(params, full);
    work.params.set(params);
    writeFactors(work, params);
    context.set({ gaussNewton: work.job });
    if (work.slices > 1) pool.run(jobKinds.slice, context.address, work.slices, true);
    else work.matrix.fill(0);
    for (let first = 0; work.slices === 1 && first < lender.rows; first += work.panelSamples) {
      const count = Math.min(work.panelSamples, lender.rows - first);
      work.words[panelWords.first] = first;
      work.words[panelWords.count] = count;
      pool.run(jobKinds.jacobian, context.address, Math.ceil(count / plan.blockRows), true);
      pool.run(jobKinds.outer, context.address, work.columns.groups.length + 1, true);
    }
    pool.run(jobKinds.gather, context.address, Math.ceil(free.length / gatherRows), free.length > gatherRows);
    return { loss, gradient: Float64Array.from(free, (param) => full[param]), hessian: work.hessian };
  };

  const solve = ({ gradient, hessian }: QuadraticModel, damping: number): Float64Array | null => {
    const work = space;
    const size = gradient.length;
    if (work === null || work.free.length !== size) throw new Error('A model is solved after it was made.');
    if (hessian !== work.hessian) work.hessian.set(hessian);
    pool.kernel.prepareFactor(work.factor.job, work.hessianAddress, damping);
    for (let column = 0; column < size; column += choleskyBlock) {
      work.factor.words[3] = column;
      if (pool.kernel.factorDiagonal(work.factor.job) === 0) return null;
      const below = Math.ceil((size - column - choleskyBlock) / choleskyBlock);
      if (below > 0) pool.run(jobKinds.factor, work.factor.job, below, column * size > 20_000);
    }
    for (let i = 0; i < size; i++) work.right.values[i] = -gradient[i];
    pool.kernel.solveFactored(work.factor.job, work.right.address);
    const solution = work.right.values.slice(0, size);
    return solution.every(Number.isFinite) ? solution : null;
  };

  return { quadratic, solve, release };
}

function sameIndices(a: Uint32Array, b: Uint32Array): boolean {
  return a.length === b.length && a.every((value, i) => value === b[i]);
}

function createWorkspace({ pool, plan, rows, seeds }: Lender, free: Uint32Array): Workspace {
  const { arena } = pool;
  const columns = columnsOf(plan, free);
  const memory = ownedMemory(arena);
  const { blockRows } = plan;
  const inBlocks = (samples: number): number => Math.ceil(samples / blockRows) * blockRows;
  const sliceSamples = inBlocks(rows / slicesOf(columns, rows * seeds));
  const slices = Math.ceil(rows / sliceSamples);
  const goal = slices > 1 ? ownPanelGoal : panelGoal;
  const blocks = Math.max(1, Math.floor(goal / (columns.rowLength * seeds * blockRows)));
  const panelSamples = Math.min(blocks * blockRows, sliceSamples);
  const panels = slices > 1 ? pool.threads : 1;
  const storedRows = panelSamples * seeds;
  const placeWords = columns.groups.length + 1;
  const sortedBytes = 4 * (storedRows + sortCounters + 2);
  const matrixStride = columns.size + (columns.size & 1) + 2;
  const sliceLength = columns.size * matrixStride;
  const matrix = memory.floats(slices * sliceLength);
  const hessian = memory.floats(free.length ** 2);
  const params = memory.floats(plan.paramCount);
  const factorStride = free.length + (free.length & 1);
  const factorMatrix = memory.floats(free.length * factorStride);
  const right = memory.floats(free.length + 1);
  const layers = layerScratch(plan);
  const dense = writeDense(arena, memory.bytes(denseBytes * (columns.dense.length + 1)), columns);
  const job = memory.bytes(jobBytes);
  const words = arena.integers(job, jobBytes / 4);
  const list = (values: Int32Array): number => {
    const address = memory.bytes(4 * values.length + 4);
    arena.integers(address, values.length).set(values);
    return address;
  };
  words.set([
    writeGroups(arena, memory.bytes, columns),
    columns.groups.length,
    dense.address,
    columns.dense.length,
    columns.atDense,
    columns.denseColumn,
    memory.bytes(8 * columns.rowLength * storedRows * panels),
    8 * columns.rowLength,
    memory.bytes(4 * placeWords * storedRows * panels),
    4 * placeWords,
    0,
    0,
    seeds,
    columns.dense.some(({ kind }) => kind === 'packed') ? 1 : 0,
    params.address,
    matrix.address,
    8 * matrixStride,
    columns.size,
    memory.bytes(8 * layers.length * pool.threads),
    8 * layers.length,
    8 * layers.atPacked,
    8 * layers.atBases,
    list(Int32Array.from(layers.offsets, (offset) => 8 * offset)),
    list(columns.order),
    free.length,
    hessian.address,
    memory.bytes(sortedBytes * pool.threads),
    sortedBytes,
    storedRows,
    sortCounters,
    slices,
    8 * sliceLength,
    sliceSamples,
    panelSamples,
    8 * columns.rowLength * storedRows,
    4 * placeWords * storedRows,
  ]);
  const factorJob = memory.bytes(4 * choleskyWords);
  const factorWords = arena.integers(factorJob, choleskyWords);
  factorWords.set([factorMatrix.address, 8 * factorStride, free.length, 0]);
  return {
    free,
    columns,
    memory,
    job,
    words,
    denseTerms: dense.terms,
    params: params.values,
    matrix: matrix.values,
    hessian: hessian.values,
    hessianAddress: hessian.address,
    panelSamples,
    slices,
    factor: { job: factorJob, words: factorWords },
    right,
  };
}

/** The number of slices for which separate matrices save time, for this number of stored rows. */
function slicesOf({ size, rowLength }: Columns, stored: number): number {
  // No parameter is free, or the free ones have no effect.
  if (size === 0) return 1;
  const products = (stored * rowLength ** 2) / 2;
  const affordable = Math.min(products / leastProducts, mostSliced) / size ** 2;
  return Math.min(mostSlices, Math.max(1, Math.floor(affordable)));
}

/**
 * A block's gradients by z and y of every layer, then a packed gradient, then bases of inputs with curves. Offsets are
 * in floats.
 */
function layerScratch(plan: KernelPlan): {
  offsets: number[];
  atPacked: number;
  atBases: number;
  length: number;
} {
  let length = 0;
  const take = (count: number): number => {
    const at = length;
    length += count;
    return at;
  };
  const offsets = plan.layers.flatMap(({ subnodeStride, nodeStride }) => [
    take(plan.blockRows * subnodeStride),
    take(plan.blockRows * nodeStride),
  ]);
  const atPacked = take(plan.packedLength);
  const atBases = take(plan.basesLength);
  return { offsets, atPacked, atBases, length };
}

function writeGroups(arena: Arena, own: (bytes: number) => number, { groups }: Columns): number {
  const address = own(4 * groupWords * groups.length + 4);
  const words = arena.integers(address, groupWords * groups.length);
  groups.forEach(({ layer, active, outputs, scales, at, column }, g) => {
    const lists = own(8 * outputs.length);
    arena.integers(lists, 2 * outputs.length).set([...outputs, ...scales]);
    words.set([layer, active, lists, outputs.length, lists + 4 * outputs.length, at, column], g * groupWords);
  });
  return address;
}

/** Dense columns without the factors of packed terms, because these change with the parameters. */
function writeDense(
  arena: Arena,
  address: number,
  { dense }: Columns,
): { address: number; terms: Float64Array } {
  dense.forEach((column, d) => {
    const words = arena.integers(address + d * denseBytes, 6);
    if (column.kind === 'packed') {
      const [first, second] = column.terms;
      words.set([2, 0, 0, 0, 8 * first.slot, 8 * (second ?? first).slot]);
    } else {
      const at = column.kind === 'spline' ? 8 * column.coef : 0;
      words.set([column.kind === 'spline' ? 1 : 0, column.layer, column.active, column.output, at, 0]);
    }
  });
  return { address, terms: arena.floats(address, (denseBytes / 8) * dense.length) };
}

function writeFactors({ columns, denseTerms }: Workspace, params: Float64Array): void {
  columns.dense.forEach((column, d) => {
    if (column.kind !== 'packed') return;
    column.terms.forEach(({ factor }, i) => {
      denseTerms[(denseBytes / 8) * d + 3 + i] = factor === null ? 1 : params[factor];
    });
  });
}
