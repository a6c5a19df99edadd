/** Reads the reference numbers and turns pykan's arrays into ours. */
import { readdirSync, readFileSync } from 'node:fs';
import type { EdgeMetric } from '../../main/engine/compute/backend.ts';
import type { Batch } from '../../main/engine/data/batch.ts';
import { edgeCount, type KanModel, type Layer } from '../../main/engine/kan/model.ts';
import { assemble, type LayerParameters } from '../../main/engine/kan/slices.ts';

type Matrix = readonly (readonly number[])[];
type Cube = readonly Matrix[];

/** `knots`, `coef`, `scaleBase`, `scaleSpline`, `mask` are [in][out]; `symbolic*` are [out][in]. */
export interface VectorLayer {
  readonly inDim: number;
  readonly outDim: number;
  readonly G: number;
  readonly k: number;
  readonly knots: Matrix;
  readonly coef: Cube;
  readonly scaleBase: Matrix;
  readonly scaleSpline: Matrix;
  readonly mask: Matrix;
  readonly nodeScale: readonly number[];
  readonly nodeBias: readonly number[];
  readonly subnodeScale: readonly number[];
  readonly subnodeBias: readonly number[];
  readonly symbolicMask: Matrix;
  readonly symbolicAffine: Cube;
  readonly symbolicName: readonly (readonly string[])[];
}

export interface VectorModel {
  readonly layers: readonly VectorLayer[];
}

export type VectorGradient = Partial<
  Pick<
    VectorLayer,
    | 'coef'
    | 'scaleBase'
    | 'scaleSpline'
    | 'nodeScale'
    | 'nodeBias'
    | 'subnodeScale'
    | 'subnodeBias'
    | 'symbolicAffine'
  >
>;

export interface VectorCase {
  readonly name: string;
  /** [row][column] */
  readonly x: Matrix;
  readonly target: Matrix;
  readonly lamb: number;
  readonly gridEps: number;
  readonly model: VectorModel;
  /** [sums, products] by level, inputs first. */
  readonly width: Matrix;
  readonly y: Matrix;
  /** [level][row][node] */
  readonly activations: Cube;
  /** [layer][out][in] */
  readonly edgeStd: Cube;
  readonly edgeStdRatio: Cube;
  readonly edgeStdRatioSpline: Cube;
  readonly edgeScores: Cube;
  /** [layer][subnode] */
  readonly subnodeStd: Matrix;
  readonly subnodeScores: Matrix;
  /** [level][node] */
  readonly nodeScores: Matrix;
  readonly reg: Readonly<Record<EdgeMetric, Readonly<Record<string, number>>>>;
  readonly mse: number;
  readonly objective: number;
  readonly grad: readonly VectorGradient[];
  readonly gradMse: readonly VectorGradient[];
  readonly beforeGridUpdate?: VectorModel;
  readonly refine?: { readonly G: number; readonly model: VectorModel; readonly y: Matrix };
  readonly pruneNode?: { readonly threshold: number; readonly width: Matrix; readonly y: Matrix };
  /** mask [layer][in][out] */
  readonly pruneEdge?: { readonly threshold: number; readonly mask: Cube; readonly y: Matrix };
}

export interface SymbolicFit {
  readonly fun: string;
  readonly x: readonly number[];
  readonly y: readonly number[];
  readonly pykanParams: readonly [number, number, number, number];
  readonly pykanR2: number;
}

export interface Vectors {
  readonly file: string;
  readonly library?: Readonly<Record<string, number>>;
  readonly cases: readonly VectorCase[];
  readonly symbolicFits?: readonly SymbolicFit[];
}

const folder = new URL('./vectors/', import.meta.url);

export const allVectors: readonly Vectors[] = readdirSync(folder)
  .filter((file) => file.endsWith('.json'))
  .map((file) => ({
    ...(JSON.parse(readFileSync(new URL(file, folder), 'utf8')) as Omit<Vectors, 'file'>),
    file,
  }));

type Nested = number | readonly Nested[];

/** Every number of nested arrays, in order. */
export function flat(nested: Nested): Float64Array {
  const numbers: number[] = [];
  const visit = (value: Nested): void => {
    if (typeof value === 'number') numbers.push(value);
    else value.forEach(visit);
  };
  visit(nested);
  return Float64Array.from(numbers);
}

/** [a][b] → [b][a] */
export function transposed<T>(matrix: readonly (readonly T[])[]): T[][] {
  return matrix[0].map((_, column) => matrix.map((row) => row[column]));
}

export function batchOf({ x, target }: VectorCase): Batch {
  return { rows: x.length, inputs: flat(transposed(x)), targets: flat(transposed(target)), weights: null };
}

export function slicesOfVector(layer: VectorGradient & Pick<VectorLayer, 'coef'>): LayerParameters {
  const { coef, scaleBase = [], scaleSpline = [], symbolicAffine = [] } = layer;
  const { subnodeScale = [], subnodeBias = [], nodeScale = [], nodeBias = [] } = layer;
  return {
    coef: flat(coef),
    scaleBase: flat(scaleBase),
    scaleSpline: flat(scaleSpline),
    affine: symbolicAffine.length > 0 ? flat(transposed(symbolicAffine)) : new Float64Array(),
    subnodeScale: flat(subnodeScale),
    subnodeBias: flat(subnodeBias),
    nodeScale: flat(nodeScale),
    nodeBias: flat(nodeBias),
  };
}

/** @param width [sums, products] by level: pykan's products all have the same arity in one layer. */
export function modelOf({ layers }: VectorModel, width: Matrix): KanModel {
  const own = layers.map((layer, index): Layer => {
    const [sums, products] = width[index + 1];
    const symbolicMask = flat(transposed(layer.symbolicMask));
    const names = transposed(layer.symbolicName).flat();
    const shape = {
      inputs: layer.inDim,
      sums,
      arities: new Array<number>(products).fill((layer.outDim - sums) / products),
      grid: layer.G,
      order: layer.k,
      base: 'silu' as const,
      knots: flat(layer.knots),
      mask: Uint8Array.from(flat(layer.mask)),
      symbolic: names.map((name, edge) => (symbolicMask[edge] === 1 ? name : null)),
      locked: new Uint8Array(names.length),
    };
    if (edgeCount(shape) !== names.length) throw new Error('the widths do not fit the arrays');
    return shape;
  });
  return assemble(own, layers.map(slicesOfVector));
}
