// The Gauss–Newton matrix. A row of the Jacobian belongs to a sample and a seed at the outputs. In a row, an input of a
// layer contributes one run of k + 1 bases × its outputs, at a position that depends on the span. The values that are
// never zero (residuals, scales, node and symbolic terms) make the last run, the dense run. Columns are ordered so that
// each run is contiguous: by input [basis][output], then the dense columns. Only the runs of a row are stored. The
// matrix is the sum of the outer products of runs. If the matrix is small compared with that work, slices of the
// samples have their own matrices. One thread makes the whole matrix of a slice, from the samples to the products, so
// that no core has to fetch what another has written.
import { GaussNewton } from './gaussNewtonWork';
import { storeBlock } from './jacobian';
import { addRun } from './outerProducts';
import { Context } from './structs';
import { zero } from './zero';

/** Stored rows of one block of samples: chunk = block within the panel. */
export function jacobianChunk(context: Context, chunk: i32, thread: i32): void {
  const work = changetype<GaussNewton>(context.gaussNewton);
  const within = chunk * context.blockRows;
  const count = min(context.blockRows, work.count - within);
  storeBlock(context, work, thread, work.first + within, count, within, work.rows, work.places);
}

/** Adds the panel's rows to the matrix: chunk = run. */
export function outerChunk(context: Context, chunk: i32, thread: i32): void {
  const work = changetype<GaussNewton>(context.gaussNewton);
  addRun(context, work, chunk, thread, work.count * work.seeds, work.rows, work.places, work.matrix);
}

/** The matrix of a slice of the samples: chunk = slice. */
export function sliceChunk(context: Context, chunk: i32, thread: i32): void {
  const work = changetype<GaussNewton>(context.gaussNewton);
  const rows = work.rows + <usize>thread * work.panelRowBytes;
  const places = work.places + <usize>thread * work.panelPlaceBytes;
  const matrix = work.matrix + <usize>chunk * work.sliceBytes;
  zero(matrix, work.sliceBytes);
  const end = min(context.batchRows, (chunk + 1) * work.sliceSamples);
  for (let first = chunk * work.sliceSamples; first < end; first += work.panelSamples) {
    const count = min(work.panelSamples, end - first);
    for (let within = 0; within < count; within += context.blockRows) {
      storeBlock(context, work, thread, first + within, min(context.blockRows, count - within), within, rows, places);
    }
    for (let run = 0; run <= work.groupCount; run++) {
      addRun(context, work, run, thread, count * work.seeds, rows, places, matrix);
    }
  }
}

/** Rows of the resulting matrix, as the sum over slices: chunk = 64 of them. */
export function gatherChunk(context: Context, chunk: i32): void {
  const work = changetype<GaussNewton>(context.gaussNewton);
  const count = work.orderCount;
  const end = min(count, (chunk + 1) * 64);
  for (let i = chunk * 64; i < end; i++) {
    const row = load<i32>(work.order + (<usize>i << 2));
    const to = work.result + ((<usize>i * <usize>count) << 3);
    for (let j = 0; j < count; j++) {
      const column = load<i32>(work.order + (<usize>j << 2));
      // A parameter on which nothing depends has no column.
      let value: f64 = 0;
      if (row >= 0 && column >= 0) {
        let at = work.matrix + <usize>min(row, column) * work.matrixBytes + (<usize>max(row, column) << 3);
        for (let slice = 0; slice < work.slices; slice++) {
          value += load<f64>(at);
          at += work.sliceBytes;
        }
      }
      store<f64>(to + (<usize>j << 3), value);
    }
  }
}
