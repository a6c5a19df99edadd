/** The memory of one evaluator: rows, packed weights, gradients, and the context that tells the kernel where each is. */
import type { Batch } from '../../../data/batch.ts';
import type { Objective } from '../../backend.ts';
import { cutOf, mostChunks } from '../plan/cut.ts';
import type { KernelPlan } from '../plan/plan.ts';
import { contextAt, contextBytes, writeLayers, type ContextView, type LayersView } from './descriptors.ts';
import { ownedMemory, type Block, type OwnedMemory } from './owned.ts';
import type { Pool } from './pool.ts';

/** Blocks that are functions are allocated when they are first needed. */
export interface EvaluatorMemory extends Pick<OwnedMemory, 'floats' | 'release'> {
  readonly context: ContextView;
  readonly layers: LayersView;
  /** The packed weights, and their gradient, [chunk][weight]. */
  readonly weights: Block;
  readonly grads: Block;
  /** [chunk] */
  readonly losses: Block;
  /** [chunk][statistic] */
  readonly statistics: () => Block;
  readonly sparsity: () => Block;
  /** Outputs of the widest layer, [node][row]. */
  readonly output: () => Block;
  /** The rows of a mini-batch. */
  readonly rowIndex: () => Block;
}

/** @param pool its arena is what the memory is taken from. @param batch is copied. */
export function evaluatorMemory(
  pool: Pool,
  plan: KernelPlan,
  batch: Batch,
  loss: Objective['loss'],
): EvaluatorMemory {
  const { arena } = pool;
  const memory = ownedMemory(arena);
  const { rows } = batch;
  const { chunks } = cutOf(plan, rows);
  const outputs = plan.layers.at(-1)!.nodes;
  const context = contextAt(arena, memory.bytes(contextBytes));
  const layers = writeLayers(arena, memory.bytes, plan);
  const weights = memory.floats(plan.packedLength);
  const grads = memory.floats(plan.packedLength * chunks);
  const losses = memory.floats(mostChunks);
  context.set({
    layers: layers.address,
    layerCount: plan.layers.length,
    blockRows: plan.blockRows,
    batchRows: rows,
    inputs: memory.copy(batch.inputs),
    targets: memory.copy(batch.targets),
    rowWeights: batch.weights === null ? 0 : memory.copy(batch.weights),
    outputs,
    loss: lossKindOf(loss, outputs),
    weights: weights.address,
    grads: grads.address,
    gradBytes: 8 * plan.packedLength,
    losses: losses.address,
    scratch: memory.bytes(8 * plan.scratchLength * pool.threads),
    scratchBytes: 8 * plan.scratchLength,
    statBytes: 8 * plan.statisticsLength,
    atGz: 8 * plan.atGz,
    atGy: 8 * plan.atGy,
    atGx: 8 * plan.atGx,
    atValues: 8 * plan.atValues,
  });
  const { floats, release } = memory;
  return {
    ...{ context, layers, weights, grads, losses, floats, release },
    statistics: memory.late(plan.statisticsLength * chunks),
    sparsity: memory.late(Math.max(plan.sparsityLength, 2)),
    output: memory.late(rows * Math.max(...plan.layers.map(({ nodes }) => nodes))),
    rowIndex: memory.late(Math.ceil(rows / 2) + 1),
  };
}

/** As loss.as numbers them. */
function lossKindOf(loss: Objective['loss'], outputs: number): number {
  if (loss === 'squared') return 0;
  return outputs === 1 ? 2 : 1;
}
