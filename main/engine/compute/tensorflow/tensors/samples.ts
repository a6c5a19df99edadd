/** The batch on the device: uploaded once and cut into chunks. Mini-batches are gathered there. */
import * as tf from '@tensorflow/tfjs-core';
import type { Objective } from '../../backend.ts';
import type { Batch } from '../../../data/batch.ts';
import { bases } from '../passes/bases.ts';
import type { LayerConstants } from '../passes/constants.ts';
import type { Truth } from '../passes/loss.ts';
import type { TensorPlan } from '../plan.ts';
import { tidied } from './scope.ts';

/** Rows that are computed at once. */
export interface Chunk {
  readonly rows: number;
  /** [row][input] */
  readonly inputs: tf.Tensor2D;
  readonly truth: Truth;
  /** Bases of the inputs, if they are kept. */
  readonly first: tf.Tensor3D | null;
  /** [1][row] */
  readonly ones: tf.Tensor2D;
}

export interface Samples {
  readonly chunks: readonly Chunk[];
  /** Some rows as one chunk; at most as many rows as a chunk has. The caller must dispose of its tensors. */
  gather(rows: Uint32Array): Chunk;
  readonly mostRows: number;
  dispose(): void;
}

/** The largest number of values in a tensor of a chunk, and in all kept bases of the inputs. */
const mostInChunk = 2 ** 23;
const mostKept = 2 ** 26;

/**
 * @param keepBases whether to keep the bases of the inputs, if they are not too large.
 * @param mostRows the largest number of rows in a chunk
 */
export function uploadSamples(
  plan: TensorPlan,
  constants: readonly LayerConstants[],
  batch: Batch,
  kind: Objective['loss'],
  keepBases: boolean,
  mostRows: number,
): Samples {
  const { rows } = batch;
  const widest = Math.max(
    ...plan.layers.map(({ inputs, columns, layer }) => inputs * (columns + layer.order)),
  );
  const chunkRows = Math.max(Math.min(Math.floor(mostInChunk / widest), mostRows), 64);
  const { inputs, columns } = plan.layers[0];
  const all = tidied(() => uploadAll(plan, batch, kind));
  const keep = keepBases && rows * inputs * columns <= mostKept;
  const single = rows <= chunkRows;
  const chunks = Array.from({ length: Math.ceil(rows / chunkRows) }, (_, at): Chunk => {
    const count = Math.min(chunkRows, rows - at * chunkRows);
    const part = (tensor: tf.Tensor2D): tf.Tensor2D =>
      single ? tensor : tf.slice(tensor, [at * chunkRows, 0], [count, -1]);
    const own = part(all.inputs);
    return {
      rows: count,
      inputs: own,
      truth: { targets: part(all.targets), weights: all.weights && part(all.weights) },
      first: keep ? tf.tidy(() => bases(constants[0].grid, own, false).values) : null,
      ones: tf.ones([1, count]),
    };
  });
  return {
    chunks,
    mostRows: chunkRows,
    gather(subset) {
      const index = tf.tensor1d(Int32Array.from(subset), 'int32');
      const pick = (tensor: tf.Tensor2D): tf.Tensor2D => tf.gather(tensor, index, 0);
      const first = single ? chunks[0].first : null;
      const chunk: Chunk = {
        rows: subset.length,
        inputs: pick(all.inputs),
        truth: { targets: pick(all.targets), weights: all.weights && pick(all.weights) },
        first: first && tf.gather(first, index, 0),
        ones: tf.ones([1, subset.length]),
      };
      index.dispose();
      return chunk;
    },
    dispose() {
      chunks.forEach(disposeChunk);
      tf.dispose([all.inputs, all.targets]);
      all.weights?.dispose();
    },
  };
}

export function disposeChunk({ inputs, truth, first, ones }: Chunk): void {
  tf.dispose([inputs, truth.targets, ones]);
  truth.weights?.dispose();
  first?.dispose();
}

function uploadAll(
  plan: TensorPlan,
  { rows, inputs, targets, weights }: Batch,
  kind: Objective['loss'],
): { inputs: tf.Tensor2D; targets: tf.Tensor2D; weights: tf.Tensor2D | null } {
  const outputs = plan.layers.at(-1)!.nodes;
  const columns = (values: Float64Array): tf.Tensor2D =>
    tf.transpose(tf.tensor2d(Float32Array.from(values), [values.length / rows, rows]));
  const classes = (): tf.Tensor2D => {
    const hits = new Float32Array(rows * outputs);
    for (let r = 0; r < rows; r++) {
      if (outputs === 1) hits[r] = targets[r];
      else hits[r * outputs + targets[r]] = 1;
    }
    return tf.tensor2d(hits, [rows, outputs]);
  };
  return {
    inputs: columns(inputs),
    targets: kind === 'squared' ? columns(targets) : classes(),
    weights: weights && columns(weights),
  };
}
