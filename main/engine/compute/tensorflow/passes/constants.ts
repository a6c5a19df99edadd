/** The tensors that a structure needs and that no parameter changes: knots, and which nodes are connected. */
import * as tf from '@tensorflow/tfjs-core';
import { disposeGrid, gridOf, type Grid } from './bases.ts';
import { tensorFunction, type TensorFunction } from './operations.ts';
import type { TensorLayer, TensorPlan } from '../plan.ts';

export interface LayerConstants {
  readonly grid: Grid;
  readonly groups: readonly {
    readonly fn: TensorFunction;
    readonly from: tf.Tensor1D;
    readonly size: number;
  }[];
  /** 1 if a symbolic edge comes from the input, [symbolic edge][input]; null without symbolic edges. */
  readonly comesFrom: tf.Tensor2D | null;
  /** 1 if it leads to the subnode, [symbolic edge][subnode]. */
  readonly leadsTo: tf.Tensor2D | null;
  /** Columns of [subnodes, 1] that are the products' first, second … factors. */
  readonly factors: readonly tf.Tensor1D[];
  /** For each subnode that is a factor: its column among all first, all second … factors; null without products. */
  readonly ofFactors: tf.Tensor1D | null;
}

/** What of each layer stays the same in all passes, on the device; to be disposed by {@link disposeConstants}. */
export function constantsOf(plan: TensorPlan): LayerConstants[] {
  return plan.layers.map((layer) => {
    const symbolic = layer.symbolicEdges;
    const inputOf = (edge: number): number => Math.floor(edge / layer.subnodes);
    const incidence = (count: number, place: (edge: number) => number): tf.Tensor2D | null => {
      if (symbolic.length === 0) return null;
      const values = new Float32Array(symbolic.length * count);
      symbolic.forEach((edge, row) => (values[row * count + place(edge)] = 1));
      return tf.tensor2d(values, [symbolic.length, count]);
    };
    return {
      grid: gridOf(layer.layer),
      groups: layer.groups.map(({ name, edges }) => ({
        fn: tensorFunction(name),
        from: tf.tensor1d(edges.map(inputOf), 'int32'),
        size: edges.length,
      })),
      comesFrom: incidence(layer.inputs, inputOf),
      leadsTo: incidence(layer.subnodes, (edge) => edge % layer.subnodes),
      factors: layer.factors.map((subnodes) =>
        tf.tensor1d(
          subnodes.map((subnode) => (subnode < 0 ? layer.subnodes : subnode)),
          'int32',
        ),
      ),
      ofFactors: factorColumns(layer),
    };
  });
}

function factorColumns({ factors, subnodes, layer }: TensorLayer): tf.Tensor1D | null {
  if (factors.length === 0) return null;
  const all = factors.flat();
  const columns = Array.from({ length: subnodes - layer.sums }, (_, at) => all.indexOf(layer.sums + at));
  return tf.tensor1d(columns, 'int32');
}

export function disposeConstants(constants: readonly LayerConstants[]): void {
  for (const { grid, groups, comesFrom, leadsTo, factors, ofFactors } of constants) {
    disposeGrid(grid);
    tf.dispose([...groups.map(({ from }) => from), ...factors]);
    for (const tensor of [comesFrom, leadsTo, ofFactors]) tensor?.dispose();
  }
}
