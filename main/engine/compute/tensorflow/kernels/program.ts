/**
 * The common parts of our WebGPU programs: the size of a workgroup, and how rows and columns are divided among
 * workgroups.
 */
import type * as tf from '@tensorflow/tfjs-core';
import { baseFunctions } from '../../../../../shared/baseFunctions.ts';
import type { Grid } from '../passes/bases.ts';

/** A kernel's program, as TensorFlow.js' WebGPU backend takes it. */
export interface Program {
  readonly variableNames: readonly string[];
  readonly outputShape: readonly number[];
  readonly workgroupSize: readonly [number, number, number];
  readonly dispatchLayout: { readonly x: readonly number[] };
  readonly dispatch: readonly [number, number, number];
  readonly shaderKey: string;
  readonly getUserCode: () => string;
}

export type Inputs = Readonly<Record<string, tf.TensorInfo>>;

/** Threads of a workgroup. */
export const group = 64;
/** Columns of a tile: a power of two up to the workgroup's size. A tile also has 64/columns rows or inputs. */
export function tileOf(columns: number): number {
  let tile = 1;
  while (tile < columns && tile < group) tile *= 2;
  return tile;
}

/** How so many workgroups are asked for: WebGPU takes at most 65,535 along one axis. */
export function dispatchOf(groups: number): readonly [number, number, number] {
  const most = 65_535;
  return groups <= most ? [groups, 1, 1] : [most, Math.ceil(groups / most), 1];
}

/** The code that all programs share. */
export const common = { workgroupSize: [group, 1, 1] } as const;
/** Index of a workgroup among all of them. */
export const groupIndex = 'i32(workgroupId.y * numWorkgroups.x + workgroupId.x)';

/** Code of `numerator`·s(x), with the gate s of a base function. */
export function gated(base: Grid['base'], x: string, numerator = x): string {
  const { gate } = baseFunctions[base];
  return gate === null ? `${numerator} / (1.0 + exp(-${x}))` : `${numerator} * ${gate}.0`;
}

/** The data of a tile's rows and inputs that a workgroup shares: windows of bases, each followed by b(x). */
export const sharedWindows = ({ order, base }: Grid): string => `
  var<workgroup> starts: array<i32, ${group}>;
  var<workgroup> windows: array<array<f32, ${order + 2}>, ${group}>;
  fn share(lane: i32, value: f32, input: i32) {
    starts[lane] = findWindow(value, input);
    for (var q = 0; q <= ORDER; q++) { windows[lane][q] = basis[q]; }
    windows[lane][ORDER + 1] = ${gated(base, 'value')};
  }`;
