/** An evaluator whose passes run in the kernel. */
import { layoutOf, type Structure } from '../../kan/model.ts';
import type { Evaluator, LayerStatistics, Objective, Value } from '../backend.ts';
import type { Batch } from '../../data/batch.ts';
import { regularize } from '../core/regularization.ts';
import { layerStatistics } from '../core/statistics.ts';
import { createGaussNewton } from './gaussNewton.ts';
import { createPasses, leastWork } from './passes.ts';
import { steps } from './memory/descriptors.ts';
import { evaluatorMemory } from './memory/workspace.ts';
import { keeper, mostRecords } from './measure/kept.ts';
import { samplesOf, type Samples } from './memory/samples.ts';
import type { KernelPlan } from './plan/plan.ts';
import { jobKinds, type Pool } from './memory/pool.ts';
import { spreadSparsity } from './measure/spreads.ts';

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
  const { rows } = batch;
  const memory = evaluatorMemory(pool, plan, batch, objective.loss);
  const { context, layers, weights, sparsity, output } = memory;
  const { write, run, lossOf, measured, collect } = createPasses(pool, plan, memory);
  const choose = samplesOf(plan, batch, objective.loss, memory);
  const bySpreads = new Float64Array(plan.packedLength);
  const network = { structure, layouts: layoutOf(structure.layers) };
  makeRecords();

  function makeRecords(): void {
    const [{ active, recordsStride }] = plan.layers;
    const length = rows * recordsStride;
    if (length === 0 || length > mostRecords) return;
    layers.set(0, 'records', memory.floats(length).address);
    pool.run(jobKinds.records, context.address, active.length, length > leastWork);
  }

  const keep = keeper(plan, rows, layers, memory.floats);

  const evaluate = (params: Float64Array, gradient: Float64Array | null, subset?: Uint32Array): Value => {
    write(params);
    gradient?.fill(0);
    const samples = choose(subset);
    const { cut } = samples;
    const { regularization } = objective;
    if (regularization === null) {
      const loss = plainLoss(samples, params, gradient);
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
    const loss = lossOf(samples);
    return { total: loss + regularization.lamb * value, loss, regularization: value };
  };

  /** The loss without regularisation; adds its gradient. */
  const plainLoss = (samples: Samples, params: Float64Array, gradient: Float64Array | null): number => {
    const { cut } = samples;
    keep(false);
    run(cut, steps.forward | steps.loss | (gradient === null ? 0 : steps.backward));
    if (gradient !== null) collect(cut, params, gradient, null);
    return lossOf(samples);
  };

  const forgetSparsity = (): void => {
    for (const { symbolic } of plan.layers)
      for (const { at } of symbolic) weights.values.fill(0, at + 4, at + 6);
  };

  /** Outputs of a layer for all rows, [node][row]. */
  const outputsOf = (params: Float64Array, layer: number): Float64Array => {
    write(params);
    keep(false);
    const { cut } = choose();
    context.set({ output: output().address, outputLayer: layer });
    run(cut, steps.forward | steps.output);
    return output().values.slice(0, rows * plan.layers[layer].nodes);
  };

  const statisticsOf = (params: Float64Array): LayerStatistics[] => {
    write(params);
    keep(false);
    const { spreads, inputMin, inputMax } = measured(
      choose().cut,
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
    seeds: plan.layers.at(-1)!.nodes,
    evaluate(params, gradient) {
      write(params);
      return plainLoss(choose(), params, gradient);
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
