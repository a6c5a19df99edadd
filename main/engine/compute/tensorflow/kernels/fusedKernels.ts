/** Our own WebGPU kernels, which TensorFlow.js lets a backend register, and the functions that call them. */
import * as tf from '@tensorflow/tfjs-core';
import type { Grid } from '../passes/bases.ts';
import { rowsPerPart } from './edgeLoop.ts';
import { inputGradientProgram, spreadProgram, sumsProgram, weightGradientProgram } from './fusedPrograms.ts';
import type { Inputs, Program } from './program.ts';

interface WebgpuBackend {
  runWebGPUProgram(program: Program, inputs: readonly tf.TensorInfo[], dtype: 'float32'): tf.TensorInfo;
}

const programs = {
  KanSums: sumsProgram,
  KanWeightGradient: weightGradientProgram,
  KanInputGradient: inputGradientProgram,
  KanSpread: spreadProgram,
} satisfies Record<string, (grid: Grid, inputs: Inputs) => Program>;

/** Registers the kernels for the WebGPU backend. To be called once. */
export function registerFusedKernels(): void {
  for (const [kernelName, programOf] of Object.entries(programs)) {
    if (tf.getKernel(kernelName, 'webgpu') !== undefined) continue;
    tf.registerKernel({
      kernelName,
      backendName: 'webgpu',
      kernelFunc: ({ inputs, backend, attrs }) => {
        const program = programOf((attrs as unknown as { grid: Grid }).grid, inputs as Inputs);
        const tensors = program.variableNames.map((name) => inputs[name] as tf.TensorInfo);
        return (backend as WebgpuBackend).runWebGPUProgram(program, tensors, 'float32');
      },
    });
  }
}

function runKernel<R extends tf.Rank>(
  name: keyof typeof programs,
  grid: Grid,
  inputs: tf.NamedTensorMap,
): tf.Tensor<R> {
  const all = { ...inputs, knots: grid.knots } as tf.NamedTensorMap;
  return tf.engine().runKernel(name, all, { grid } as unknown as tf.NamedAttrMap) as unknown as tf.Tensor<R>;
}

/**
 * The gradient of the sparsity terms for edges, [3][input · subnode]: the edges' means as sums of two numbers, and the
 * factors of the deviations from these means.
 */
export type EdgeSpread = tf.Tensor2D;

/** Σ over inputs and bases of B(x)·w, [row][subnode]. @param weights [input · column][subnode] */
export function fusedSums(grid: Grid, x: tf.Tensor2D, weights: tf.Tensor2D): tf.Tensor2D {
  return runKernel<tf.Rank.R2>('KanSums', grid, { x, weights });
}

/** The gradient by the weights, [input · column][subnode]. @param bySums [row][subnode] */
export function fusedWeightGradient(
  grid: Grid,
  x: tf.Tensor2D,
  weights: tf.Tensor2D,
  bySums: tf.Tensor2D,
  spread: EdgeSpread | null,
): tf.Tensor2D {
  const inputs = spread === null ? { x, bySums } : { x, bySums, weights, spread };
  return tf.sum(runKernel<tf.Rank.R3>('KanWeightGradient', grid, inputs), 0);
}

/** The gradient by the inputs, [row][input]. */
export function fusedInputGradient(
  grid: Grid,
  x: tf.Tensor2D,
  weights: tf.Tensor2D,
  bySums: tf.Tensor2D,
  spread: EdgeSpread | null,
): tf.Tensor2D {
  const inputs = { x, weights, bySums };
  return runKernel<tf.Rank.R2>('KanInputGradient', grid, spread === null ? inputs : { ...inputs, spread });
}

/**
 * For parts of the rows: for each edge an origin, its mean relative to the origin and Σ (φ − mean)²; and the number of
 * rows of each part.
 */
export interface SpreadParts {
  /** [part][input · subnode] */
  readonly origin: tf.Tensor2D;
  readonly mean: tf.Tensor2D;
  readonly squares: tf.Tensor2D;
  /** [part][1] */
  readonly rows: tf.Tensor2D;
}

/**
 * Moments of the values of each spline edge, by parts of the rows.
 * @param x [row][input] @param weights [input · column][subnode]
 */
export function fusedSpread(grid: Grid, x: tf.Tensor2D, weights: tf.Tensor2D): SpreadParts {
  const found = runKernel<tf.Rank.R3>('KanSpread', grid, { x, weights });
  const [parts, , edges] = found.shape;
  const take = (which: number): tf.Tensor2D =>
    tf.reshape(tf.slice(found, [0, which, 0], [parts, 1, edges]), [parts, edges]);
  const rows = Array.from({ length: parts }, (_, part) =>
    Math.min(rowsPerPart, x.shape[0] - part * rowsPerPart),
  );
  return { origin: take(0), mean: take(1), squares: take(2), rows: tf.tensor2d(rows, [parts, 1]) };
}
