/**
 * WebGPU kernels of our own: sums over an input's bases that visit the k + 1 of them which differ from 0, made where they
 * are needed, so that no dense matrix of bases is ever stored. TensorFlow.js lets a backend register them.
 */
import * as tf from '@tensorflow/tfjs-core';
import type { Grid } from './bases.ts';
import { windowCode } from './windowCode.ts';

/** A kernel's program, as TensorFlow.js' WebGPU backend takes it. */
interface Program {
  readonly variableNames: readonly string[];
  readonly outputShape: readonly number[];
  readonly workgroupSize: readonly [number, number, number];
  readonly dispatchLayout: { readonly x: readonly number[] };
  readonly dispatch: readonly [number, number, number];
  readonly shaderKey: string;
  readonly getUserCode: () => string;
}

interface WebgpuBackend {
  runWebGPUProgram(program: Program, inputs: readonly tf.TensorInfo[], dtype: 'float32'): tf.TensorInfo;
}

const group = 64;
/** Workgroup memory holds a weight gradient of this many bases: 64 columns of 48 numbers are 12 KiB of the 16 there are. */
export const mostFusedColumns = 48;
/** Rows that one workgroup sums over. */
const rowsPerPart = 1024;

const kernelNames = ['KanSums', 'KanWeightGradient', 'KanInputGradient'] as const;
type KernelName = (typeof kernelNames)[number];

/** Makes the kernels known to the WebGPU backend. Once. */
export function registerFusedKernels(): void {
  const makers: Record<KernelName, (grid: Grid, inputs: Readonly<Record<string, tf.TensorInfo>>) => Program> =
    {
      KanSums: sumsProgram,
      KanWeightGradient: weightGradientProgram,
      KanInputGradient: inputGradientProgram,
    };
  for (const kernelName of kernelNames) {
    if (tf.getKernel(kernelName, 'webgpu') !== undefined) continue;
    tf.registerKernel({
      kernelName,
      backendName: 'webgpu',
      kernelFunc: ({ inputs, backend, attrs }) => {
        const program = makers[kernelName](
          (attrs as unknown as { grid: Grid }).grid,
          inputs as Record<string, tf.TensorInfo>,
        );
        const tensors = program.variableNames.map((name) => inputs[name] as tf.TensorInfo);
        return (backend as WebgpuBackend).runWebGPUProgram(program, tensors, 'float32');
      },
    });
  }
}

function runKernel<R extends tf.Rank>(name: KernelName, grid: Grid, inputs: tf.NamedTensorMap): tf.Tensor<R> {
  const all = { ...inputs, knots: grid.knots } as tf.NamedTensorMap;
  return tf.engine().runKernel(name, all, { grid } as unknown as tf.NamedAttrMap) as unknown as tf.Tensor<R>;
}

/** Σ over inputs and bases of B(x)·w, [row][subnode]. @param weights [input · column][subnode] */
export function fusedSums(grid: Grid, x: tf.Tensor2D, weights: tf.Tensor2D): tf.Tensor2D {
  return runKernel<tf.Rank.R2>('KanSums', grid, { x, weights });
}

/** The gradient by the weights, [input · column][subnode]. @param bySums [row][subnode] */
export function fusedWeightGradient(grid: Grid, x: tf.Tensor2D, bySums: tf.Tensor2D): tf.Tensor2D {
  return tf.sum(runKernel<tf.Rank.R3>('KanWeightGradient', grid, { x, bySums }), 0);
}

/** The gradient by the inputs, [row][input]. */
export function fusedInputGradient(
  grid: Grid,
  x: tf.Tensor2D,
  weights: tf.Tensor2D,
  bySums: tf.Tensor2D,
): tf.Tensor2D {
  return runKernel<tf.Rank.R2>('KanInputGradient', grid, { x, weights, bySums });
}

/** Columns of a tile, a power of two up to the workgroup's size; it takes 64/columns rows or inputs along. */
function tileOf(columns: number): number {
  let tile = 1;
  while (tile < columns && tile < group) tile *= 2;
  return tile;
}

function dispatchOf(groups: number): readonly [number, number, number] {
  const most = 65_535;
  return groups <= most ? [groups, 1, 1] : [most, Math.ceil(groups / most), 1];
}

const common = { workgroupSize: [group, 1, 1] } as const;
const groupIndex = 'i32(workgroupId.y * numWorkgroups.x + workgroupId.x)';

function sumsProgram(grid: Grid, { x, weights }: Readonly<Record<string, tf.TensorInfo>>): Program {
  const [rows] = x.shape;
  const subnodes = weights.shape[1];
  const tile = tileOf(subnodes);
  return {
    ...common,
    variableNames: ['x', 'weights', 'knots'],
    outputShape: [rows, subnodes],
    dispatchLayout: { x: [0, 1] },
    dispatch: dispatchOf(Math.ceil(rows / (group / tile)) * Math.ceil(subnodes / tile)),
    shaderKey: `kanSums_${grid.order}_${grid.columns}_${tile}`,
    getUserCode: () => `
      ${windowCode(grid, false)}
      const TILE = ${tile};
      var<workgroup> starts: array<i32, ${group}>;
      var<workgroup> windows: array<array<f32, ${grid.order + 2}>, ${group}>;
      fn main(index: i32) {
        let rows = uniforms.xShape.x;
        let inputs = uniforms.xShape.y;
        let subnodes = uniforms.weightsShape.y;
        let tiles = (subnodes + TILE - 1) / TILE;
        let own = ${groupIndex};
        let lane = i32(localIndex);
        let row = (own / tiles) * (${group} / TILE) + lane / TILE;
        let column = lane % TILE;
        let subnode = (own % tiles) * TILE + column;
        var sum = 0.0;
        for (var first = 0; first < inputs; first += TILE) {
          let input = first + column;
          starts[lane] = OUTSIDE;
          if (row < rows && input < inputs) {
            let value = x[row * inputs + input];
            starts[lane] = findWindow(value, input);
            for (var q = 0; q <= ORDER; q++) { windows[lane][q] = basis[q]; }
            windows[lane][ORDER + 1] = value / (1.0 + exp(-value));
          }
          workgroupBarrier();
          if (row < rows && subnode < subnodes) {
            for (var i = 0; i < min(TILE, inputs - first); i++) {
              let at = lane - column + i;
              let base = (first + i) * COLUMNS;
              let start = starts[at];
              for (var q = 0; q <= ORDER; q++) {
                let g = start + q;
                if (g >= 0 && g < COLUMNS - 1) { sum += windows[at][q] * weights[(base + g) * subnodes + subnode]; }
              }
              sum += windows[at][ORDER + 1] * weights[(base + COLUMNS - 1) * subnodes + subnode];
            }
          }
          workgroupBarrier();
        }
        if (row < rows && subnode < subnodes) { result[row * subnodes + subnode] = sum; }
      }
    `,
  };
}

function weightGradientProgram(grid: Grid, { x, bySums }: Readonly<Record<string, tf.TensorInfo>>): Program {
  const [rows, inputs] = x.shape;
  const subnodes = bySums.shape[1];
  const tile = tileOf(subnodes);
  const parts = Math.ceil(rows / rowsPerPart);
  const inputBlocks = Math.ceil(inputs / (group / tile));
  return {
    ...common,
    variableNames: ['x', 'bySums', 'knots'],
    outputShape: [parts, inputs * grid.columns, subnodes],
    dispatchLayout: { x: [0, 1, 2] },
    dispatch: dispatchOf(parts * inputBlocks * Math.ceil(subnodes / tile)),
    shaderKey: `kanWeightGradient_${grid.order}_${grid.columns}_${tile}`,
    getUserCode: () => `
      ${windowCode(grid, false)}
      const TILE = ${tile};
      var<workgroup> starts: array<i32, ${group}>;
      var<workgroup> windows: array<array<f32, ${grid.order + 2}>, ${group}>;
      var<workgroup> sums: array<array<f32, COLUMNS>, ${group}>;
      fn main(index: i32) {
        let rows = uniforms.xShape.x;
        let inputs = uniforms.xShape.y;
        let subnodes = uniforms.bySumsShape.y;
        let tiles = (subnodes + TILE - 1) / TILE;
        let blocks = (inputs + ${group} / TILE - 1) / (${group} / TILE);
        let own = ${groupIndex};
        let lane = i32(localIndex);
        let column = lane % TILE;
        let subnode = (own % tiles) * TILE + column;
        let input = ((own / tiles) % blocks) * (${group} / TILE) + lane / TILE;
        let part = own / (tiles * blocks);
        let end = min((part + 1) * ${rowsPerPart}, rows);
        for (var g = 0; g < COLUMNS; g++) { sums[lane][g] = 0.0; }
        // A fixed number of turns: barriers must be met by all, as far as the compiler can tell.
        for (var turn = 0; turn < ${rowsPerPart} / TILE; turn++) {
          let first = part * ${rowsPerPart} + turn * TILE;
          let row = first + column;
          starts[lane] = OUTSIDE;
          if (row < end && input < inputs) {
            let value = x[row * inputs + input];
            starts[lane] = findWindow(value, input);
            for (var q = 0; q <= ORDER; q++) { windows[lane][q] = basis[q]; }
            windows[lane][ORDER + 1] = value / (1.0 + exp(-value));
          }
          workgroupBarrier();
          if (input < inputs && subnode < subnodes) {
            for (var r = 0; r < min(TILE, end - first); r++) {
              let at = lane - column + r;
              let upstream = bySums[(first + r) * subnodes + subnode];
              let start = starts[at];
              for (var q = 0; q <= ORDER; q++) {
                let g = start + q;
                if (g >= 0 && g < COLUMNS - 1) { sums[lane][g] += windows[at][q] * upstream; }
              }
              sums[lane][COLUMNS - 1] += windows[at][ORDER + 1] * upstream;
            }
          }
          workgroupBarrier();
        }
        if (end > part * ${rowsPerPart} && input < inputs && subnode < subnodes) {
          let to = (part * inputs + input) * COLUMNS;
          for (var g = 0; g < COLUMNS; g++) { result[(to + g) * subnodes + subnode] = sums[lane][g]; }
        }
      }
    `,
  };
}

function inputGradientProgram(grid: Grid, { x }: Readonly<Record<string, tf.TensorInfo>>): Program {
  const [rows, inputs] = x.shape;
  return {
    ...common,
    variableNames: ['x', 'weights', 'bySums', 'knots'],
    outputShape: [rows, inputs],
    dispatchLayout: { x: [0, 1] },
    dispatch: dispatchOf(Math.ceil((rows * inputs) / group)),
    shaderKey: `kanInputGradient_${grid.order}_${grid.columns}`,
    getUserCode: () => `
      ${windowCode(grid, true)}
      fn main(index: i32) {
        let inputs = uniforms.xShape.y;
        let subnodes = uniforms.weightsShape.y;
        if (index >= uniforms.xShape.x * inputs) { return; }
        let row = index / inputs;
        let input = index % inputs;
        let value = x[index];
        let start = findWindow(value, input);
        let sigmoid = 1.0 / (1.0 + exp(-value));
        let siluSlope = sigmoid * (1.0 + value * (1.0 - sigmoid));
        let base = input * COLUMNS;
        var sum = 0.0;
        for (var j = 0; j < subnodes; j++) {
          var slope = siluSlope * weights[(base + COLUMNS - 1) * subnodes + j];
          for (var q = 0; q <= ORDER; q++) {
            let g = start + q;
            if (g >= 0 && g < COLUMNS - 1) { slope += basisSlope[q] * weights[(base + g) * subnodes + j]; }
          }
          sum += bySums[row * subnodes + j] * slope;
        }
        result[index] = sum;
      }
    `,
  };
}
