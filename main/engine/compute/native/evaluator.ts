/** An evaluator whose passes run in the kernel. */
import { layoutOf, type Structure } from '../../kan/model.ts';
import type { Evaluator, LayerStatistics, Objective, Value } from '../backend.ts';
import type { Batch } from '../../data/batch.ts';
import { regularize } from '../core/regularization.ts';
import { layerStatistics } from '../core/statistics.ts';
import { createCurves } from './measure/curves.ts';
import { contextAt, contextBytes, steps, writeLayers } from './memory/descriptors.ts';
import { createGaussNewton } from './gaussNewton.ts';
import { pack, unpackGradient } from './memory/packing.ts';
import { ownedMemory } from './memory/owned.ts';
import { keeper, mostRecords } from './measure/kept.ts';
import { cutOf, mostChunks, type Cut } from './plan/cut.ts';
import type { KernelPlan } from './plan/plan.ts';
import { jobKinds, type Pool } from './memory/pool.ts';
import {
  joinMoments,
  measure,
  measureInputs,
  spreadSparsity,
  type InputMeasurement,
  type Measurement,
} from './measure/spreads.ts';

/** The number of edges times samples below which waking a thread costs more time than it saves. */
const leastWork = 4_000;

/**
 * @param pool the kernel and its threads, which many evaluators share. @param plan made for this structure.
 * @param batch the rows, whose values are copied. @returns an evaluator that holds memory of the kernel until `dispose`.
 */
export function createEvaluator(
  pool: Pool,
  plan: KernelPlan,
  structure: Structure,
  batch: Batch,
  objective: Objective,
): Evaluator {
  const { arena } = pool;
  const memory = ownedMemory(arena);

  const { rows } = batch;
  const last = plan.layers.at(-1)!;
  const outputs = last.nodes;
  const all = cutOf(plan, rows);
  const lossKind = objective.loss === 'squared' ? 0 : outputs === 1 ? 2 : 1;
  const shared = objective.loss === 'squared' ? outputs : 1;

  const context = contextAt(arena, memory.bytes(contextBytes));
  const layers = writeLayers(arena, memory.bytes, plan);
  const weights = memory.floats(plan.packedLength);
  const grads = memory.floats(plan.packedLength * all.chunks);
  const losses = memory.floats(mostChunks);
  const statistics = memory.late(plan.statisticsLength * all.chunks);
  const sparsity = memory.late(Math.max(plan.sparsityLength, 2));
  const output = memory.late(rows * Math.max(...plan.layers.map(({ nodes }) => nodes)));
  const rowIndex = memory.late(Math.ceil(rows / 2) + 1);
  const centred = new Float64Array(plan.packedLength);
  const bySpreads = new Float64Array(plan.packedLength);
  const curves = createCurves(plan);
  const network = { structure, layouts: layoutOf(structure.layers) };
  const totalWeight = sumOf(batch.weights, rows);

  context.set({
    layers: layers.address,
    layerCount: plan.layers.length,
    blockRows: plan.blockRows,
    batchRows: rows,
    inputs: memory.copy(batch.inputs),
    targets: memory.copy(batch.targets),
    rowWeights: batch.weights === null ? 0 : memory.copy(batch.weights),
    outputs,
    loss: lossKind,
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
  makeRecords();

  function makeRecords(): void {
    const [{ active, recordsStride }] = plan.layers;
    const length = rows * recordsStride;
    if (length === 0 || length > mostRecords) return;
    layers.set(0, 'records', memory.floats(length).address);
    pool.run(jobKinds.records, context.address, active.length, length > leastWork);
  }

  const keep = keeper(plan, rows, layers, memory.floats);

  const write = (params: Float64Array): void => {
    pack(plan, params, weights.values);
    curves.write(weights.values);
  };

  const run = (cut: Cut, todo: number): void => {
    context.set({ steps: todo, rows: cut.samples, blocksPerChunk: cut.blocksPerChunk });
    pool.run(jobKinds.evaluate, context.address, cut.chunks, cut.samples * plan.edges > leastWork);
  };

  /** Sets the samples of the next jobs. */
  const choose = (subset: Uint32Array | undefined): Cut => {
    if (subset === undefined) {
      context.set({ rowIndex: 0 });
      context.setScale(1 / (totalWeight * shared));
      return all;
    }
    if (subset.length > rows) throw new RangeError('A mini-batch has at most as many rows as the data.');
    const block = rowIndex();
    new Uint32Array(block.values.buffer, block.address, subset.length).set(subset);
    context.set({ rowIndex: block.address });
    context.setScale(1 / (subsetWeight(batch.weights, subset) * shared));
    return cutOf(plan, subset.length);
  };

  const lossOf = (cut: Cut, scale: number): number => {
    let sum = 0;
    for (let chunk = 0; chunk < cut.chunks; chunk++) sum += losses.values[chunk];
    return sum * scale;
  };

  let wholeInputs: InputMeasurement | null = null;

  /**
   * Runs a pass that gathers statistics (on request also of hidden inputs and subnodes), with the further steps in
   * `todo`.
   */
  const measured = (
    cut: Cut,
    subset: boolean,
    { hidden, subnodes }: { hidden: boolean; subnodes: boolean },
    todo: number,
  ): Measurement => {
    const block = statistics();
    const known = subset ? null : wholeInputs;
    context.set({
      stats: block.address,
      inputStatistics: known === null ? 1 : 0,
      statsUsed: 8 * (known === null ? plan.statisticsLength : plan.atInputSpans),
      hiddenStatistics: hidden ? 1 : 0,
      subnodeStatistics: subnodes ? 1 : 0,
    });
    run(cut, todo | steps.forward | steps.statistics);
    const chunkRows = cut.blocksPerChunk * plan.blockRows;
    const rowsOf = Array.from({ length: cut.chunks }, (_, chunk) =>
      Math.min(chunkRows, cut.samples - chunk * chunkRows),
    );
    joinMoments(block.values, plan.statisticsLength, plan.atSpans, rowsOf);
    const inputs = known ?? measureInputs(plan, block.values, cut.chunks);
    if (!subset) wholeInputs = inputs;
    return measure(plan, cut.samples, weights.values, block.values, cut.chunks, inputs, centred);
  };

  const evaluate = (params: Float64Array, gradient: Float64Array | null, subset?: Uint32Array): Value => {
    write(params);
    gradient?.fill(0);
    const cut = choose(subset);
    const scale = 1 / ((subset === undefined ? totalWeight : subsetWeight(batch.weights, subset)) * shared);
    const { regularization } = objective;
    if (regularization === null) {
      const loss = plainLoss(cut, scale, params, gradient);
      return { total: loss, loss, regularization: 0 };
    }
    keep(gradient !== null);
    const { metric } = regularization;
    const needs = {
      hidden: metric === 'edge_forward_spline_n' || metric === 'edge_forward_sum',
      subnodes: metric === 'edge_backward',
    };
    const measurement = measured(cut, subset !== undefined, needs, gradient === null ? steps.loss : 0);
    const { value, spreads } = regularize(network, measurement.spreads, regularization, params, gradient);
    if (gradient !== null) {
      bySpreads.fill(0);
      context.set({ sparsity: sparsity().address });
      spreadSparsity(plan, measurement, spreads, weights.values, sparsity().values, bySpreads);
      run(cut, steps.forward | steps.resume | steps.loss | steps.backward | steps.sparsity);
      collect(cut, params, gradient, bySpreads);
      forgetSparsity();
    }
    const loss = lossOf(cut, scale);
    return { total: loss + regularization.lamb * value, loss, regularization: value };
  };

  /** The loss without regularisation; adds its gradient. */
  const plainLoss = (
    cut: Cut,
    scale: number,
    params: Float64Array,
    gradient: Float64Array | null,
  ): number => {
    keep(false);
    run(cut, steps.forward | steps.loss | (gradient === null ? 0 : steps.backward));
    if (gradient !== null) collect(cut, params, gradient, null);
    return lossOf(cut, scale);
  };

  /** Adds the results of the chunks, and `more` of the packed gradient, to the gradient. */
  const collect = (
    cut: Cut,
    params: Float64Array,
    gradient: Float64Array,
    more: Float64Array | null,
  ): void => {
    pool.kernel.sumParts(grads.address, 8 * plan.packedLength, cut.chunks);
    const packed = grads.values;
    curves.collect(packed);
    if (more !== null) for (let i = 0; i < more.length; i++) packed[i] += more[i];
    unpackGradient(plan, params, packed, gradient);
  };

  const forgetSparsity = (): void => {
    for (const { symbolic } of plan.layers)
      for (const { at } of symbolic) weights.values.fill(0, at + 4, at + 6);
  };

  /** Outputs of a layer for all rows, [node][row]. */
  const outputsOf = (params: Float64Array, layer: number): Float64Array => {
    write(params);
    keep(false);
    const cut = choose(undefined);
    context.set({ output: output().address, outputLayer: layer });
    run(cut, steps.forward | steps.output);
    return output().values.slice(0, rows * plan.layers[layer].nodes);
  };

  const statisticsOf = (params: Float64Array): LayerStatistics[] => {
    write(params);
    keep(false);
    const { spreads, inputMin, inputMax } = measured(
      choose(undefined),
      false,
      { hidden: true, subnodes: true },
      0,
    );
    return layerStatistics(
      structure,
      spreads,
      inputMin.map((min, index) => ({ min, max: inputMax[index] })),
    );
  };

  const gaussNewton = createGaussNewton({
    pool,
    plan,
    context,
    rows,
    seeds: outputs,
    evaluate(params, gradient) {
      write(params);
      return plainLoss(choose(undefined), 1 / (totalWeight * shared), params, gradient);
    },
  });

  return {
    evaluate,
    gaussNewton,
    forward: (params) => outputsOf(params, plan.layers.length - 1),
    statistics: statisticsOf,
    layerInputs: (params, layer) => (layer === 0 ? batch.inputs.slice() : outputsOf(params, layer - 1)),
    dispose() {
      gaussNewton.release();
      memory.release();
    },
  };
}

function sumOf(weights: Float64Array | null, rows: number): number {
  return weights === null ? rows : weights.reduce((sum, weight) => sum + weight, 0);
}

function subsetWeight(weights: Float64Array | null, subset: Uint32Array): number {
  return weights === null ? subset.length : subset.reduce((sum, row) => sum + weights[row], 0);
}
