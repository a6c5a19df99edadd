/**
 * The reference backend: the network's mathematics in plain TypeScript on Float64Arrays. It is as simple as possible,
 * but computes only the k + 1 non-zero bases. Every other backend is tested against it.
 */
import type { Structure } from '../../kan/model.ts';
import type { Backend, Evaluator, Objective, Value } from '../backend.ts';
import type { Batch } from '../../data/batch.ts';
import { requireFit } from '../core/requireFit.ts';
import { backwardPass } from './backward.ts';
import { forwardPass, referencePlanOf, prepareInputs } from './forward.ts';
import { lossOf, type Truth } from './loss.ts';
import { regularize } from '../core/regularization.ts';
import { layerStatistics, rangesOf } from '../core/statistics.ts';
import { createWorkspace, type Workspace } from './workspace.ts';

export const referenceBackend: Backend = {
  name: 'reference',
  precision: 'float64',
  evaluator: createEvaluator,
};

function createEvaluator(structure: Structure, batch: Batch, objective: Objective): Evaluator {
  requireFit(structure, batch, objective);
  const plan = referencePlanOf(structure);
  let full: Workspace | null = null;
  let sample: Workspace | null = null;

  /** The workspace of the batch; its inputs never change, so they are prepared once. */
  const fullSpace = (): Workspace => {
    if (full === null) {
      full = createWorkspace(structure, batch.rows);
      full.layers[0].inputs.set(batch.inputs);
      prepareInputs(structure.layers[0], full.layers[0], batch.rows);
    }
    return full;
  };

  const sampleSpace = (rows: Uint32Array): Workspace => {
    if (sample?.rows !== rows.length) sample = createWorkspace(structure, rows.length);
    gather(batch.inputs, batch.rows, rows, sample.layers[0].inputs);
    prepareInputs(structure.layers[0], sample.layers[0], rows.length);
    return sample;
  };

  const evaluateOn = (
    space: Workspace,
    truth: Truth,
    params: Float64Array,
    gradient: Float64Array | null,
  ): Value => {
    const { loss: kind, regularization } = objective;
    forwardPass(plan, space, params, regularization !== null);
    gradient?.fill(0);
    const outputGradient = gradient === null ? null : space.outputGradient;
    const loss = lossOf(kind, space.layers.at(-1)!.outputs, truth, outputGradient);
    const spreads = space.layers.map((layer) => layer.spreads);
    const sparsity =
      regularization === null ? null : regularize(plan, spreads, regularization, params, gradient);
    if (gradient !== null) backwardPass(plan, space, params, sparsity?.spreads ?? null, gradient);
    const penalty = sparsity?.value ?? 0;
    return { total: loss + (regularization?.lamb ?? 0) * penalty, loss, regularization: penalty };
  };

  const run = (params: Float64Array, measured: boolean): Workspace => {
    const space = fullSpace();
    forwardPass(plan, space, params, measured);
    return space;
  };

  return {
    evaluate(params, gradient, rows) {
      if (rows === undefined) return evaluateOn(fullSpace(), batch, params, gradient);
      return evaluateOn(sampleSpace(rows), truthOf(batch, rows), params, gradient);
    },
    forward: (params) => run(params, false).layers.at(-1)!.outputs.slice(),
    statistics: (params) => {
      const { layers } = run(params, true);
      const ranges = structure.layers.map((layer, index) =>
        rangesOf(layers[index].inputs.subarray(0, layer.inputs * batch.rows), layer.inputs),
      );
      return layerStatistics(
        structure,
        layers.map(({ spreads }) => spreads),
        ranges,
      );
    },
    layerInputs: (params, layer) => run(params, false).layers[layer].inputs.slice(),
    dispose() {
      full = null;
      sample = null;
    },
  };
}

function gather(source: Float64Array, sourceRows: number, rows: Uint32Array, target: Float64Array): void {
  for (let i = 0; i < target.length; i++) {
    const column = Math.floor(i / rows.length);
    target[i] = source[column * sourceRows + rows[i % rows.length]];
  }
}

function truthOf(batch: Batch, rows: Uint32Array): Truth {
  const columns = batch.targets.length / batch.rows;
  const targets = new Float64Array(columns * rows.length);
  gather(batch.targets, batch.rows, rows, targets);
  const weights = batch.weights && Float64Array.from(rows, (row) => batch.weights![row]);
  return { rows: rows.length, targets, weights };
}
