/** Every backend that must agree with pykan. */
import type { Backend } from '../../main/engine/compute/backend.ts';
import type { Batch } from '../../main/engine/data/batch.ts';
import { createNativeBackend, type NativeBackend } from '../../main/engine/compute/native/backend.ts';
import { openDawn } from '../../main/engine/compute/tensorflow/devices/dawn.ts';
import { openWasm } from '../../main/engine/compute/tensorflow/devices/wasm.ts';
import { forwardPass, referencePlanOf, prepareInputs } from '../../main/engine/compute/reference/forward.ts';
import { referenceBackend } from '../../main/engine/compute/reference/backend.ts';
import { createWorkspace } from '../../main/engine/compute/reference/workspace.ts';
import type { KanModel } from '../../main/engine/kan/model.ts';

export interface Candidate {
  readonly title: string;
  readonly backend: Backend;
}

/** @throws Error where the kernel did not start as asked: what stands in for it would pass in its name. */
function native(threads: number): NativeBackend {
  const backend = createNativeBackend({ threads });
  if (backend.fallback !== null) throw new Error(backend.fallback);
  if (backend.threads !== threads) throw new Error(`${backend.threads} threads instead of ${threads}`);
  return backend;
}

export const candidates: readonly Candidate[] = [
  { title: 'reference', backend: referenceBackend },
  { title: 'native, 1 thread', backend: native(1) },
  { title: 'native, 2 threads', backend: native(2) },
  { title: 'TensorFlow.js, WebAssembly', backend: await openWasm() },
  { title: 'TensorFlow.js, WebGPU', backend: (await openDawn()).backend },
];

/** What a backend may differ by, relative to the largest number of the quantity. */
export function toleranceOf({ precision }: Backend): number {
  return precision === 'float64' ? 1e-9 : 1e-4;
}

/**
 * The same for what the sparsity terms hand back, which divides by spreads: of a column that varies by a part in 1/r of
 * its mean, float32 knows the spread to r rounding errors only. In float64 that is far below the tolerance.
 */
export function spreadTolerance(backend: Backend, model: KanModel, batch: Batch): number {
  const tolerance = toleranceOf(backend);
  if (backend.precision === 'float64') return tolerance;
  const space = createWorkspace(model, batch.rows);
  space.layers[0].inputs.set(batch.inputs);
  prepareInputs(model.layers[0], space.layers[0], batch.rows);
  forwardPass(referencePlanOf(model), space, model.params, true);
  const ratios = space.layers.flatMap(({ spreads }) =>
    Array.from(spreads.edgeStd, (std, edge) => (std > 0 ? Math.abs(spreads.edgeMean[edge]) / std : 0)),
  );
  return tolerance + 2 ** -24 * Math.max(...ratios);
}
