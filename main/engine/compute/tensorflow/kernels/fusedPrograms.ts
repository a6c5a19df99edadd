/**
 * WebGPU programs for sums over an input's bases. They visit only the k + 1 bases that are not 0 and compute these when
 * they need them, so that no dense matrix of bases is ever stored.
 */
import type { Grid } from '../passes/bases.ts';
import { edgeLoop, rowsPerPart } from './edgeLoop.ts';
import {
  common,
  dispatchOf,
  gated,
  group,
  groupIndex,
  sharedWindows,
  tileOf,
  type Inputs,
  type Program,
} from './program.ts';
import { windowCode } from './windowCode.ts';

/**
 * Workgroup memory holds the gradients of this many bases at once: 64 columns of 48 numbers are 12 KiB of the 16
 * available.
 */
const mostColumns = 48;

/** Adds an edge's value to `to`, of the window at `at`. */
const addEdge = (to: string, base: string): string => `
  for (var q = 0; q <= ORDER; q++) {
    let g = starts[at] + q;
    if (g >= 0 && g < COLUMNS - 1) { ${to} += windows[at][q] * weights[(${base} + g) * subnodes + subnode]; }
  }
  ${to} += windows[at][ORDER + 1] * weights[(${base} + COLUMNS - 1) * subnodes + subnode];`;

/**
 * The gradient of the sparsity terms by an edge: its factor times its deviation from its mean, which is a sum of two
 * numbers.
 */
const bySpread = (edge: string, value: string): string => {
  const part = (which: number): string => `spread[${which} * uniforms.spreadShape.y + ${edge}]`;
  return `${part(2)} * ((${value} - ${part(0)}) - ${part(1)})`;
};

/** Σ over inputs and bases of B(x)·w, [row][subnode]. */
export function sumsProgram(grid: Grid, { x, weights }: Inputs): Program {
  const [rows] = x.shape;
  const subnodes = weights.shape[1];
  const tile = tileOf(subnodes);
  return {
    ...common,
    variableNames: ['x', 'weights', 'knots'],
    outputShape: [rows, subnodes],
    dispatchLayout: { x: [0, 1] },
    dispatch: dispatchOf(Math.ceil(rows / (group / tile)) * Math.ceil(subnodes / tile)),
    shaderKey: `kanSums_${grid.base}_${grid.order}_${grid.columns}_${tile}`,
    getUserCode: () => `
      ${windowCode(grid, false)}
      const TILE = ${tile};
      ${sharedWindows(grid)}
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
          if (row < rows && input < inputs) { share(lane, x[row * inputs + input], input); }
          workgroupBarrier();
          if (row < rows && subnode < subnodes) {
            for (var i = 0; i < min(TILE, inputs - first); i++) {
              let at = lane - column + i;
              let base = (first + i) * COLUMNS;
              ${addEdge('sum', 'base')}
            }
          }
          workgroupBarrier();
        }
        if (row < rows && subnode < subnodes) { result[row * subnodes + subnode] = sum; }
      }
    `,
  };
}

/**
 * The gradient by the weights in parts, [part][input · column][subnode].
 * @param inputs with `weights` and `spread` if the sparsity terms have a gradient.
 */
export function weightGradientProgram(grid: Grid, inputs: Inputs): Program {
  const subnodes = inputs['bySums'].shape[1];
  const sparse = inputs['spread'] !== undefined;
  const blocks = Math.ceil(grid.columns / mostColumns);
  const width = Math.ceil(grid.columns / blocks);
  const ofSpread = `
    var value = 0.0;
    ${addEdge('value', 'base')}
    upstream += ${bySpread('edge', 'value')};`;
  return edgeLoop(grid, inputs, subnodes, {
    name: `kanWeightGradient_${sparse ? 'sparse' : 'plain'}`,
    variableNames: ['x', 'bySums', 'knots', ...(sparse ? ['weights', 'spread'] : [])],
    outputShape: [inputs['x'].shape[1] * grid.columns, subnodes],
    blocks,
    subnodesOf: 'bySums',
    declarations: `
      const WIDTH = ${width};
      var<workgroup> sums: array<array<f32, WIDTH>, ${group}>;`,
    begin: `
      let lowest = block * WIDTH;
      let width = min(WIDTH, COLUMNS - lowest);
      for (var g = 0; g < WIDTH; g++) { sums[lane][g] = 0.0; }`,
    each: `
      var upstream = bySums[row * subnodes + subnode];
      ${sparse ? ofSpread : ''}
      for (var q = 0; q <= ORDER; q++) {
        let g = starts[at] + q;
        if (g >= lowest && g < lowest + width && g < COLUMNS - 1) { sums[lane][g - lowest] += windows[at][q] * upstream; }
      }
      if (lowest + width == COLUMNS) { sums[lane][width - 1] += windows[at][ORDER + 1] * upstream; }`,
    finish: `
      let to = part * inputs * COLUMNS + base + lowest;
      for (var g = 0; g < width; g++) { result[(to + g) * subnodes + subnode] = sums[lane][g]; }`,
  });
}

/**
 * For each edge and the rows of a part: the first value, the mean of the differences from it, and Σ (φ − mean)², by
 * Welford's recurrence (1962), [part][3][input · subnode]. A mean relative to the first value keeps digits that it
 * would otherwise lose for an edge that hardly varies.
 */
export function spreadProgram(grid: Grid, inputs: Inputs): Program {
  const subnodes = inputs['weights'].shape[1];
  return edgeLoop(grid, inputs, subnodes, {
    name: 'kanSpread',
    variableNames: ['x', 'weights', 'knots'],
    outputShape: [3, inputs['x'].shape[1] * subnodes],
    blocks: 1,
    subnodesOf: 'weights',
    declarations: '',
    begin: `
      var origin = 0.0;
      var mean = 0.0;
      var squares = 0.0;`,
    each: `
      var value = 0.0;
      ${addEdge('value', 'base')}
      let at0 = row - part * ${rowsPerPart};
      if (at0 == 0) { origin = value; }
      let gap = (value - origin) - mean;
      mean += gap / f32(at0 + 1);
      squares += gap * ((value - origin) - mean);`,
    finish: `
      let edges = inputs * subnodes;
      let to = 3 * part * edges + edge;
      result[to] = origin;
      result[to + edges] = mean;
      result[to + 2 * edges] = squares;`,
  });
}

/** The gradient by the inputs, [row][input]. @param inputs with `spread` if the sparsity terms have a gradient. */
export function inputGradientProgram(grid: Grid, inputs: Inputs): Program {
  const [rows, columns] = inputs['x'].shape;
  const sparse = inputs['spread'] !== undefined;
  return {
    ...common,
    variableNames: ['x', 'weights', 'bySums', 'knots', ...(sparse ? ['spread'] : [])],
    outputShape: [rows, columns],
    dispatchLayout: { x: [0, 1] },
    dispatch: dispatchOf(Math.ceil((rows * columns) / group)),
    shaderKey: `kanInputGradient_${sparse ? 'sparse' : 'plain'}_${grid.base}_${grid.order}_${grid.columns}`,
    getUserCode: () => `
      ${windowCode(grid, true)}
      fn main(index: i32) {
        let inputs = uniforms.xShape.y;
        let subnodes = uniforms.weightsShape.y;
        if (index >= uniforms.xShape.x * inputs) { return; }
        let row = index / inputs;
        let input = index % inputs;
        let x0 = x[index];
        let start = findWindow(x0, input);
        let gate = ${gated(grid.base, 'x0', '1.0')};
        let baseSlope = gate * (1.0 + x0 * (1.0 - gate));
        let base = input * COLUMNS;
        var sum = 0.0;
        for (var j = 0; j < subnodes; j++) {
          let residual = weights[(base + COLUMNS - 1) * subnodes + j];
          var slope = baseSlope * residual;
          ${sparse ? 'var value = x0 * gate * residual;' : ''}
          for (var q = 0; q <= ORDER; q++) {
            let g = start + q;
            if (g >= 0 && g < COLUMNS - 1) {
              let weight = weights[(base + g) * subnodes + j];
              slope += basisSlope[q] * weight;
              ${sparse ? 'value += basis[q] * weight;' : ''}
            }
          }
          var upstream = bySums[row * subnodes + j];
          ${sparse ? `upstream += ${bySpread('input * subnodes + j', 'value')};` : ''}
          sum += upstream * slope;
        }
        result[index] = sum;
      }
    `,
  };
}
