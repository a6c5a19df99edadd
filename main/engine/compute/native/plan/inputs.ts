/** How an input's edges are taken, and where their weights, curves and records lie. Offsets and lengths are in floats. */
import { basisCount, knotCount, subnodeCount, type Layer } from '../../../kan/model.ts';
import { curveRow } from './splineTable.ts';

/** Which kernel takes an input's edges: all outputs at once, live or not; live ones gathered; or each by itself. */
export type InputKind = 'dense' | 'gathered' | 'listed';

/** An input with at least one spline edge. */
export interface ActiveInput {
  readonly input: number;
  /** Outputs of its live edges, ascending. */
  readonly outputs: readonly number[];
  readonly kind: InputKind;
  /** Packed weights: basis g (the residual: g = G + k) of the n-th live edge at `at + columns[n] + g·stride`. */
  readonly at: number;
  readonly columns: readonly number[];
  readonly stride: number;
  /** Outputs that a dense or gathered input has weights for, an even number. */
  readonly width: number;
  /** Distance between the weights of two listed edges. */
  readonly edgeLength: number;
  /** Listed edges of a later layer are taken by their curves. */
  readonly curves: CurvePlaces | null;
  /** A sample's record, and where those of a block lie among the layer's. */
  readonly recordStride: number;
  readonly atRecords: number;
  /** In a chunk's statistics: with curves, moments by edge; else, blocks by span. Sparsity coefficients: with curves, factor and mean by edge; else, a form by span. */
  readonly atStatistics: number;
  readonly atSparsity: number;
}

/** Where the curves of an input's edges are; see curves.ts. */
export interface CurvePlaces {
  /** In the packed parameters, and the distance between two edges' curves. */
  readonly at: number;
  readonly length: number;
  /** Its first edge's column of values. */
  readonly value: number;
  /** In the working memory of the Gauss–Newton matrix: basis records. */
  readonly atBases: number;
}

/** Floats of a record for curves: see basis.as. */
const curveRecordLength = 4;

export function recordStrideOf({ curves }: DraftInput, later: boolean, recordLength: number): number {
  if (curves !== null) return curveRecordLength;
  return later ? 2 * recordLength : recordLength;
}

/** What of an input does not depend on the others. */
type DraftInput = Pick<
  ActiveInput,
  'input' | 'outputs' | 'kind' | 'at' | 'columns' | 'stride' | 'width' | 'edgeLength'
> & { readonly curves: Pick<CurvePlaces, 'at' | 'length'> | null };

export const even = (n: number): number => n + (n & 1);

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
 * The cheapest kernel by nanoseconds a sample as measured for k = 3; what counts are their ratios. Those of a later layer take in
 * what its records cost, `measured` ones the statistics of every pass.
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
