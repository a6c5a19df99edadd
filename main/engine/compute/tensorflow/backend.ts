/**
 * The network's mathematics as TensorFlow.js operations, in float32, on any TensorFlow.js backend: CUDA, WebGPU,
 * WebAssembly. The form suits a GPU: all bases of a layer in one tensor, one matrix product a layer, the gradient in
 * closed form. The bases of the first layer stay on the device.
 */
import type { Backend } from '../backend.ts';
import { requireFit } from '../core/requireFit.ts';
import { referenceBackend } from '../reference/backend.ts';
import { createEvaluator } from './evaluator.ts';
import { tensorPlanOf } from './plan.ts';
import type { Runtime } from './tensors/runtime.ts';

/** Rows computed at once: more take more memory of the device, fewer take more calls. */
const mostRows = 2 ** 16;

/** The plain backend computes structures with an edge that is spline and symbolic at once. */
export function createTensorflowBackend(
  name: string,
  runtime: Runtime,
  mostRowsAtOnce: number = mostRows,
): Backend {
  return {
    name,
    precision: 'float32',
    evaluator(structure, batch, objective) {
      requireFit(structure, batch, objective);
      const plan = tensorPlanOf(structure);
      if (plan === null) return referenceBackend.evaluator(structure, batch, objective);
      return createEvaluator(runtime, plan, batch, objective, mostRowsAtOnce);
    },
  };
}
