/**
 * A structure as the kernel sees it: which inputs of a layer are active and by which kernel, where each parameter lies
 * in the packed vector, and how much working memory a block of samples takes. Offsets and lengths here are in floats.
 */
import {
  basisCount,
  knotCount,
  layoutOf,
  nodeCount,
  subnodeCount,
  type Layer,
  type LayerLayout,
  type Structure,
} from '../../kan/model.ts';
import { isEdgeFunction } from '../../kan/functions.ts';
import { curveRow } from './curves.ts';

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

export interface SymbolicEdge {
  readonly input: number;
  readonly output: number;
  readonly name: string;
  /** a, b, c, d, slope by ψ, mean of ψ */
  readonly at: number;
}

export interface LayerPlan {
  readonly layer: Layer;
  readonly layout: LayerLayout;
  readonly subnodes: number;
  readonly nodes: number;
  /** Floats from one sample to the next: subnodes, nodes, inputs, each padded to an even number. */
  readonly subnodeStride: number;
  readonly nodeStride: number;
  readonly inputStride: number;
  readonly spans: number;
  /** Floats of a basis record without derivatives, of a sample's records of all inputs. */
  readonly recordLength: number;
  readonly recordsStride: number;
  readonly active: readonly ActiveInput[];
  readonly symbolic: readonly SymbolicEdge[];
  /** Packed node terms: subnode scale, bias; node scale, bias; folded scale, bias. */
  readonly atAffine: number;
  /** Edges that are measured by their values: those with curves, then the symbolic ones. */
  readonly valueCount: number;
  /** Moments of subnodes, these edges and inputs in a chunk's statistics, four floats each; padded as the samples are. */
  readonly atMoments: number;
  readonly atSymbolicMoments: number;
  readonly atInputMoments: number;
  readonly atSparsity: number;
  /** Within a thread's working memory. */
  readonly atX: number;
  readonly atZ: number;
  readonly atRecords: number;
}

/** A spline weight: packed slot, its parameter, and the parameter that scales it (−1 where none does). */
export interface Slots {
  readonly packed: Int32Array;
  readonly param: Int32Array;
  readonly scale: Int32Array;
}

export interface Plan {
  readonly layers: readonly LayerPlan[];
  readonly slots: Slots;
  /** Parameters of the model, and floats of the packed ones. */
  readonly paramCount: number;
  readonly packedLength: number;
  readonly blockRows: number;
  readonly scratchLength: number;
  readonly atGz: number;
  readonly atGy: number;
  readonly atGx: number;
  readonly atValues: number;
  /** A chunk's statistics: moments, from `atSpans` on blocks by span, from `atInputSpans` on those of the first layer. */
  readonly statisticsLength: number;
  readonly atSpans: number;
  readonly atInputSpans: number;
  readonly sparsityLength: number;
  readonly basesLength: number;
  /** Live edges: the cost of a sample. */
  readonly edges: number;
}

/** Working memory of a thread should stay in its second-level cache. */
const scratchGoal = 32_768;
const blockSizes = [64, 32, 16];

const even = (n: number): number => n + (n & 1);

/**
 * @param sparse whether the objective has sparsity terms.
 * @returns null where the kernel cannot take the structure: an edge both spline and symbolic, or no function.
 */
export function planOf(structure: Structure, sparse: boolean): Plan | null {
  if (!isSupported(structure)) return null;
  for (const blockRows of blockSizes) {
    const plan = layOut(structure, sparse, blockRows);
    if (plan.scratchLength <= scratchGoal || blockRows === blockSizes.at(-1)) return plan;
  }
  return null;
}

function isSupported({ layers }: Structure): boolean {
  return layers.every((layer) =>
    layer.symbolic.every((name, edge) => name === null || (layer.mask[edge] === 0 && isEdgeFunction(name))),
  );
}

function layOut({ layers }: Structure, sparse: boolean, blockRows: number): Plan {
  const layouts = layoutOf(layers);
  const packed = counter();
  const scratch = counter();
  const moments = counter();
  const sparsity = counter();
  const bases = counter();
  const drafts = layers.map((layer, index) => {
    const subnodeStride = even(subnodeCount(layer));
    const nodeStride = even(nodeCount(layer));
    const recordLength = even(layer.order + 3);
    const active = activeInputs(layer, subnodeStride, index > 0, sparse, packed);
    const records = counter();
    const values = counter(1);
    const placed = active.map((input) => {
      const recordStride = recordStrideOf(input, index > 0, recordLength);
      return {
        ...input,
        curves: input.curves && {
          ...input.curves,
          value: values(input.outputs.length),
          atBases: bases(blockRows * recordLength),
        },
        recordStride,
        atRecords: blockRows * records(recordStride),
      };
    });
    const symbolic = symbolicEdges(layer, packed);
    return {
      layer,
      layout: layouts[index],
      subnodes: subnodeCount(layer),
      nodes: nodeCount(layer),
      subnodeStride,
      nodeStride,
      inputStride: even(layer.inputs),
      spans: knotCount(layer) - 1,
      recordLength,
      recordsStride: records(0),
      active: placed,
      atAffine: packed(2 * subnodeStride + 4 * nodeStride),
      symbolic,
      curveCount: values(0),
      valueCount: values(0) + symbolic.length,
      atX: scratch((blockRows + 1) * even(layer.inputs)),
      atZ: scratch(blockRows * subnodeStride),
      atRecords: scratch(blockRows * records(0)),
      atSparsity: sparsity(index === 0 ? 0 : 2 * even(layer.inputs)),
    };
  });
  const measured = drafts.map((draft) => {
    const atMoments = moments(4 * draft.subnodeStride);
    const atValueMoments = moments(4 * even(draft.valueCount));
    return {
      ...draft,
      atMoments,
      atValueMoments,
      atSymbolicMoments: atValueMoments + 4 * draft.curveCount,
      atInputMoments: moments(4 * draft.inputStride),
    };
  });
  const atSpans = moments(0);
  const place = (draft: (typeof measured)[number], index: number) => {
    const spans = (draft.spans + 1) * spanLength(draft.layer.order);
    return {
      ...draft,
      active: draft.active.map((input) => ({
        ...input,
        atStatistics: input.curves ? draft.atValueMoments + 4 * input.curves.value : moments(spans),
        atSparsity: index === 0 ? 0 : sparsity(input.curves ? 2 * input.outputs.length : spans),
      })),
    };
  };
  const later = measured.slice(1).map((draft, index) => place(draft, index + 1));
  const atInputSpans = moments(0);
  const plans = [place(measured[0], 0), ...later];
  const width = Math.max(...plans.flatMap(({ subnodeStride, nodeStride }) => [subnodeStride, nodeStride]));
  return {
    layers: plans,
    slots: slotsOf(plans),
    paramCount: layouts.at(-1)!.end,
    packedLength: even(packed(0)),
    blockRows,
    atGz: scratch(blockRows * width),
    atGy: scratch(blockRows * width),
    atGx: scratch(blockRows * width),
    atValues: scratch(blockRows * Math.max(...plans.map(({ valueCount }) => even(valueCount)))),
    scratchLength: scratch(0),
    statisticsLength: even(moments(0)),
    atSpans,
    atInputSpans,
    sparsityLength: sparsity(0),
    basesLength: bases(0),
    edges: plans.reduce(
      (sum, { active }) => sum + active.reduce((n, { outputs }) => n + outputs.length, 0),
      0,
    ),
  };
}

/** Floats of a span's block of statistics (see gram.ts), or of sparsity coefficients. */
export function spanLength(order: number): number {
  return (order + 4) * even(order + 2) + 2;
}

/** Hands out consecutive ranges, at multiples of `unit`. */
function counter(unit = 2): (length: number) => number {
  let next = 0;
  return (length) => {
    const at = next;
    next += Math.ceil(length / unit) * unit;
    return at;
  };
}

/** Floats of a record for curves: see basis.as. */
const curveRecordLength = 4;

function recordStrideOf({ curves }: DraftInput, later: boolean, recordLength: number): number {
  if (curves !== null) return curveRecordLength;
  return later ? 2 * recordLength : recordLength;
}

/** What of an input does not depend on the others. */
type DraftInput = Pick<
  ActiveInput,
  'input' | 'outputs' | 'kind' | 'at' | 'columns' | 'stride' | 'width' | 'edgeLength'
> & { readonly curves: Pick<CurvePlaces, 'at' | 'length'> | null };

function activeInputs(
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

function symbolicEdges(layer: Layer, packed: (length: number) => number): SymbolicEdge[] {
  const subnodes = subnodeCount(layer);
  return layer.symbolic.flatMap((name, edge) => {
    if (name === null) return [];
    const output = edge % subnodes;
    return [{ input: (edge - output) / subnodes, output, name, at: packed(6) }];
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

function slotsOf(plans: readonly LayerPlan[]): Slots {
  const packed: number[] = [];
  const param: number[] = [];
  const scale: number[] = [];
  for (const plan of plans) {
    const { layout } = plan;
    const bases = basisCount(plan.layer);
    for (const input of plan.active) {
      input.outputs.forEach((output, n) => {
        const edge = input.input * plan.subnodes + output;
        for (let g = 0; g <= bases; g++) {
          packed.push(input.at + input.columns[n] + g * input.stride);
          param.push(g < bases ? layout.coef + edge * bases + g : layout.scaleBase + edge);
          scale.push(g < bases ? layout.scaleSpline + edge : -1);
        }
      });
    }
  }
  return { packed: Int32Array.from(packed), param: Int32Array.from(param), scale: Int32Array.from(scale) };
}
