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
  /** Whether its few edges are measured one by one: cheaper than the matrix of gram.ts, unless that never changes. */
  readonly direct: boolean;
  /** In a chunk's statistics: direct, moments by edge (8 floats each); else, blocks by span. Sparsity coefficients: listed, factor and mean by edge; else, a form by span. */
  readonly atStatistics: number;
  readonly atSparsity: number;
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
  /** Floats of a basis record, and of a record with derivatives where the layer needs them. */
  readonly recordLength: number;
  readonly recordStride: number;
  readonly active: readonly ActiveInput[];
  readonly symbolic: readonly SymbolicEdge[];
  /** Packed node terms: subnode scale, bias; node scale, bias; folded scale, bias. */
  readonly atAffine: number;
  /**
   * Moments of subnodes, symbolic edges and inputs in a chunk's statistics, four floats each; padded as the samples are,
   * and two columns for a symbolic edge.
   */
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
  /** A chunk's statistics: moments first, then blocks by span from `atSpans` on. */
  readonly statisticsLength: number;
  readonly atSpans: number;
  readonly sparsityLength: number;
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
  const drafts = layers.map((layer, index) => {
    const subnodeStride = even(subnodeCount(layer));
    const nodeStride = even(nodeCount(layer));
    const recordLength = even(layer.order + 3);
    const active = activeInputs(layer, subnodeStride, index > 0, sparse, packed);
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
      recordStride: index === 0 ? recordLength : 2 * recordLength,
      active,
      atAffine: packed(2 * subnodeStride + 4 * nodeStride),
      symbolic: symbolicEdges(layer, packed),
      atX: scratch((blockRows + 1) * even(layer.inputs)),
      atZ: scratch(blockRows * subnodeStride),
      atRecords: scratch(blockRows * active.length * (index === 0 ? recordLength : 2 * recordLength)),
      atSparsity: sparsity(index === 0 ? 0 : 2 * layer.inputs),
    };
  });
  const placed = drafts.map((draft) => ({
    ...draft,
    atMoments: moments(4 * draft.subnodeStride),
    atSymbolicMoments: moments(8 * draft.symbolic.length),
    atInputMoments: moments(4 * draft.inputStride),
  }));
  const atDirect = placed.map(({ active }) =>
    active.map(({ direct, outputs }) => moments(direct ? 8 * outputs.length : 0)),
  );
  const atSpans = moments(0);
  const plans = placed.map((draft, index) => ({
    ...draft,
    active: draft.active.map((input, a) => ({
      ...input,
      atStatistics: input.direct
        ? atDirect[index][a]
        : moments((draft.spans + 1) * spanLength(draft.layer.order)),
      atSparsity:
        index === 0
          ? 0
          : sparsity(
              input.kind !== 'listed'
                ? (draft.spans + 1) * spanLength(draft.layer.order)
                : 2 * input.outputs.length,
            ),
    })),
  }));
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
    scratchLength: scratch(0),
    statisticsLength: even(moments(0)),
    atSpans,
    sparsityLength: sparsity(0),
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

/** Hands out consecutive ranges at even offsets. */
function counter(): (length: number) => number {
  let next = 0;
  return (length) => {
    const at = next;
    next += even(length);
    return at;
  };
}

function activeInputs(
  layer: Layer,
  subnodeStride: number,
  later: boolean,
  sparse: boolean,
  packed: (length: number) => number,
): Omit<ActiveInput, 'atStatistics' | 'atSparsity'>[] {
  const subnodes = subnodeCount(layer);
  const rows = basisCount(layer) + 1;
  const edgeLength = even(rows);
  return Array.from({ length: layer.inputs }, (_, input) => {
    const mask = layer.mask.subarray(input * subnodes, (input + 1) * subnodes);
    return { input, outputs: Array.from(mask.keys()).filter((output) => mask[output] === 1) };
  })
    .filter(({ outputs }) => outputs.length > 0)
    .map(({ input, outputs }) => {
      const kind = kindOf(outputs.length, subnodeStride, later && sparse);
      const stride = kind === 'listed' ? 1 : 2;
      const inPairs = (n: number): number => (n >> 1) * 2 * rows + (n & 1);
      const columns = {
        dense: outputs.map(inPairs),
        gathered: outputs.map((_, n) => inPairs(n)),
        listed: outputs.map((_, n) => n * edgeLength),
      }[kind];
      const width = { dense: subnodeStride, gathered: even(outputs.length), listed: 0 }[kind];
      const at = packed(kind === 'listed' ? outputs.length * edgeLength : rows * width);
      const direct = later && kind === 'listed';
      return { input, outputs, kind, at, columns, stride, width, edgeLength, direct };
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
 * The cheapest kernel by nanoseconds a sample as measured for k = 3; what counts are their ratios.
 * @param measured whether every pass takes the input's statistics: cheaper edge by edge while there are few.
 */
function kindOf(live: number, width: number, measured: boolean): InputKind {
  const statistics = measured ? 20 : 0;
  const costs: [InputKind, number][] = [
    ['listed', (measured ? 6.5 : 4.5) * live],
    ['gathered', 3 + 1.5 * even(live) + statistics],
    ['dense', 3 + 1.1 * width + statistics],
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
