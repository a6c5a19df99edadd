/**
 * How an input's edges are computed, and where their weights, curves and records are. Offsets and lengths are in
 * floats.
 */
import { basisCount, knotCount, subnodeCount, type Layer } from '../../../kan/model.ts';
import { curveRow } from './splineTable.ts';

/**
 * Which kernel computes an input's edges: all outputs at once, live or not; the live ones, gathered; or each edge
 * alone.
 */
export type InputKind = 'dense' | 'gathered' | 'listed';

/** An input with at least one spline edge. */
export interface ActiveInput {
  readonly input: number;
  /** Outputs of its live edges, ascending. */
  readonly outputs: readonly number[];
  readonly kind: InputKind;
  /** Packed weights: basis g (the residual: g = G + k) of the n-th live edge is at `at + columns[n] + g·stride`. */
  readonly at: number;
  readonly columns: readonly number[];
  readonly stride: number;
  /** Number of outputs for which a dense or gathered input has weights; it is even. */
  readonly width: number;
  /** Distance between the weights of two listed edges. */
  readonly edgeLength: number;
  /** Listed edges of a later layer are computed by their curves. */
  readonly curves: CurvePlaces | null;
  /** Length of a sample's record, and offset of a block's records within the layer's. */
  readonly recordStride: number;
  readonly atRecords: number;
  /**
   * Offsets in a chunk's statistics: with curves, moments by edge; otherwise, blocks by span. Offset of the sparsity
   * coefficients: with curves, factor and mean by edge; otherwise, a form by span.
   */
  readonly atStatistics: number;
  readonly atSparsity: number;
}

/** Offsets of the curves of an input's edges; see curves.ts. */
export interface CurvePlaces {
  /** Offset in the packed parameters, and the distance between two edges' curves. */
  readonly at: number;
  readonly length: number;
  /** The column of values of its first edge. */
  readonly value: number;
  /** Offset in the working memory of the Gauss–Newton matrix: basis records. */
  readonly atBases: number;
}

/** Floats of a record for curves: see basis.as. */
const curveRecordLength = 4;

/**
 * Numbers from the record of one row to that of the next.
 * @param later the layer is not the first: records hold derivatives too.
 */
export function recordStrideOf({ curves }: DraftInput, later: boolean, recordLength: number): number {
  if (curves !== null) return curveRecordLength;
  return later ? 2 * recordLength : recordLength;
}

/** The properties of an input that do not depend on the other inputs. */
type DraftInput = Pick<
  ActiveInput,
  'input' | 'outputs' | 'kind' | 'at' | 'columns' | 'stride' | 'width' | 'edgeLength'
> & { readonly curves: Pick<CurvePlaces, 'at' | 'length'> | null };

export const even = (n: number): number => n + (n & 1);

/**
 * The inputs of a layer that have splines, and how the coefficients of each lie in memory.
 * @param later the layer is not the first. @param sparse the loss has sparsity terms, which need statistics in every pass.
 * @param packed reserves so many numbers, and gives their place.
 */
export function activeInputs(
  layer: Layer,
  subnodeStride: number,
  later: boolean,
  sparse: boolean,
  packed: (length: number) => number,
): DraftInput[] {
  const subnodes = subnodeCount(layer);
  const rows = basisCount(layer) + 1;
  const edgeLength = even(rows);
  return Array.from({ length: layer.inputs }, (_, input) => {
    const mask = layer.mask.subarray(input * subnodes, (input + 1) * subnodes);
    return { input, outputs: Array.from(mask.keys()).filter((output) => mask[output] === 1) };
  })
    .filter(({ outputs }) => outputs.length > 0)
    .map(({ input, outputs }) => {
      const kind = kindOf(outputs.length, subnodeStride, knotCount(layer), later, later && sparse);
      const stride = kind === 'listed' ? 1 : 2;
      const inPairs = (n: number): number => (n >> 1) * 2 * rows + (n & 1);
      const columns = {
        dense: outputs.map(inPairs),
        gathered: outputs.map((_, n) => inPairs(n)),
        listed: outputs.map((_, n) => n * edgeLength),
      }[kind];
      const width = { dense: subnodeStride, gathered: even(outputs.length), listed: 0 }[kind];
      const at = packed(kind === 'listed' ? outputs.length * edgeLength : rows * width);
      const length = knotCount(layer) * curveRow(layer.order);
      const curves = later && kind === 'listed' ? { at: packed(outputs.length * length), length } : null;
      return { input, outputs, kind, at, columns, stride, width, edgeLength, curves };
    });
}

/**
 * The fastest kernel, by nanoseconds a sample as measured for k = 3; only the ratios matter. The numbers of a later
 * layer include the cost of its records. With `measured`, they include the statistics of every pass.
 */
function kindOf(live: number, width: number, spans: number, later: boolean, measured: boolean): InputKind {
  const statistics = measured ? 33 : 0;
  const costs: [InputKind, number][] = later
    ? [
        ['listed', ((measured ? 9.5 : 6) + spans / 40) * live],
        ['gathered', 11.5 + 2.7 * even(live) + statistics],
        ['dense', 10.5 + 2.25 * width + statistics],
      ]
    : [
        ['listed', 4.5 * live],
        ['gathered', 3 + 1.5 * even(live)],
        ['dense', 3 + 1.1 * width],
      ];
  return costs.reduce((best, next) => (next[1] < best[1] ? next : best))[0];
}
