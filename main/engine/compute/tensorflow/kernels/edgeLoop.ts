/** WebGPU programs in which each thread computes one edge and loops over rows. */
import type { Grid } from '../passes/bases.ts';
import {
  common,
  dispatchOf,
  group,
  groupIndex,
  sharedWindows,
  tileOf,
  type Inputs,
  type Program,
} from './program.ts';
import { windowCode } from './windowCode.ts';

/** Rows that one workgroup sums over. */
export const rowsPerPart = 1024;

interface EdgeLoop {
  readonly name: string;
  readonly variableNames: readonly string[];
  /** Number of values in a part: its shape after [part]. */
  readonly outputShape: readonly number[];
  /** Blocks of columns; each is computed by a workgroup. */
  readonly blocks: number;
  /** The variable whose second dimension is the subnodes. */
  readonly subnodesOf: string;
  readonly declarations: string;
  readonly begin: string;
  /** Code for each row, `row`, whose window is at `at`. */
  readonly each: string;
  /** Code after `count` rows. */
  readonly finish: string;
}

/** Each thread computes an edge and loops over the rows of a part. A workgroup shares the windows of these rows. */
export function edgeLoop(grid: Grid, { x }: Inputs, subnodes: number, loop: EdgeLoop): Program {
  const [rows, inputs] = x.shape;
  const tile = tileOf(subnodes);
  const parts = Math.ceil(rows / rowsPerPart);
  const groups = parts * loop.blocks * Math.ceil(inputs / (group / tile)) * Math.ceil(subnodes / tile);
  return {
    ...common,
    variableNames: loop.variableNames,
    outputShape: [parts, ...loop.outputShape],
    dispatchLayout: { x: [0, 1, 2] },
    dispatch: dispatchOf(groups),
    shaderKey: `${loop.name}_${grid.base}_${grid.order}_${grid.columns}_${tile}`,
    getUserCode: () => `
      ${windowCode(grid, false)}
      const TILE = ${tile};
      const BLOCKS = ${loop.blocks};
      ${sharedWindows(grid)}
      ${loop.declarations}
      fn main(index: i32) {
        let rows = uniforms.xShape.x;
        let inputs = uniforms.xShape.y;
        let subnodes = uniforms.${loop.subnodesOf}Shape.y;
        let tiles = (subnodes + TILE - 1) / TILE;
        let inputTiles = (inputs + ${group} / TILE - 1) / (${group} / TILE);
        let own = ${groupIndex};
        let lane = i32(localIndex);
        let column = lane % TILE;
        let subnode = (own % tiles) * TILE + column;
        let input = ((own / tiles) % inputTiles) * (${group} / TILE) + lane / TILE;
        let block = (own / (tiles * inputTiles)) % BLOCKS;
        let part = own / (tiles * inputTiles * BLOCKS);
        let end = min((part + 1) * ${rowsPerPart}, rows);
        let count = end - part * ${rowsPerPart};
        let base = input * COLUMNS;
        let edge = input * subnodes + subnode;
        ${loop.begin}
        // A fixed number of turns: barriers must be met by all, as far as the compiler can tell.
        for (var turn = 0; turn < ${rowsPerPart} / TILE; turn++) {
          let first = part * ${rowsPerPart} + turn * TILE;
          if (first + column < end && input < inputs) { share(lane, x[(first + column) * inputs + input], input); }
          workgroupBarrier();
          if (input < inputs && subnode < subnodes) {
            for (var r = 0; r < min(TILE, end - first); r++) {
              let at = lane - column + r;
              let row = first + r;
              ${loop.each}
            }
          }
          workgroupBarrier();
        }
        if (count > 0 && input < inputs && subnode < subnodes) {
          ${loop.finish}
        }
      }
    `,
  };
}
