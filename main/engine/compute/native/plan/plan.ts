/**
 * The kernel's plan for a structure: which inputs of a layer are active and which kernel computes them, where each
 * parameter is in the packed vector, and how much working memory a block of samples needs. Offsets and lengths here are
 * in floats.
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
} from '../../../kan/model.ts';
import { forEachEdge } from '../../../kan/places.ts';
import { isEdgeFunction } from '../../../../../shared/expression/edgeFunction.ts';
import { activeInputs, even, recordStrideOf, type ActiveInput } from './inputs.ts';

export interface SymbolicEdge {
  readonly input: number;
  readonly output: number;
  readonly name: string;
  /** a, b, c, d, slope by ψ, mean of ψ */
  readonly at: number;
}

export interface KernelLayer {
  readonly layer: Layer;
  readonly layout: LayerLayout;
  readonly subnodes: number;
  readonly nodes: number;
  /** Floats from one sample to the next: subnodes, nodes, inputs, each padded to an even number. */
  readonly subnodeStride: number;
  readonly nodeStride: number;
  readonly inputStride: number;
  readonly spans: number;
  /** Floats of a basis record without derivatives, and of a sample's records of all inputs. */
  readonly recordLength: number;
  readonly recordsStride: number;
  readonly active: readonly ActiveInput[];
  readonly symbolic: readonly SymbolicEdge[];
  /** Packed node terms: subnode scale, bias; node scale, bias; combined scale, bias. */
  readonly atAffine: number;
  /** Number of edges that are measured by their values: those with curves, then the symbolic ones. */
  readonly valueCount: number;
  /** Moments of subnodes, these edges and inputs in a chunk's statistics, four floats each; padded as the samples are. */
  readonly atMoments: number;
  readonly atSymbolicMoments: number;
  readonly atInputMoments: number;
  readonly atSparsity: number;
  /** Offsets in a thread's working memory. */
  readonly atX: number;
  readonly atZ: number;
  readonly atRecords: number;
}

/** A spline weight: packed slot, its parameter, and the parameter that scales it (−1 if there is none). */
export interface Slots {
  readonly packed: Int32Array;
  readonly param: Int32Array;
  readonly scale: Int32Array;
}

export interface KernelPlan {
  readonly layers: readonly KernelLayer[];
  readonly slots: Slots;
  /** Number of the model's parameters, and of the packed ones (in floats). */
  readonly paramCount: number;
  readonly packedLength: number;
  readonly blockRows: number;
  readonly scratchLength: number;
  readonly atGz: number;
  readonly atGy: number;
  readonly atGx: number;
  readonly atValues: number;
  /**
   * A chunk's statistics: moments; blocks by span, starting at `atSpans`; blocks of the first layer, starting at
   * `atInputSpans`.
   */
  readonly statisticsLength: number;
  readonly atSpans: number;
  readonly atInputSpans: number;
  readonly sparsityLength: number;
  readonly basesLength: number;
  /** Number of live edges: a measure of the cost of a sample. */
  readonly edges: number;
}

/** The working memory of a thread should stay in its second-level cache. */
const scratchGoal = 32_768;
const blockSizes = [64, 32, 16];

/**
 * @param sparse whether the objective has sparsity terms.
 * @returns null if the kernel does not support the structure: an edge is both spline and symbolic, or a function is
 *   missing.
 */
export function kernelPlanOf(structure: Structure, sparse: boolean): KernelPlan | null {
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

function layOut({ layers }: Structure, sparse: boolean, blockRows: number): KernelPlan {
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

/** Allocates consecutive ranges, at multiples of `unit`. */
function counter(unit = 2): (length: number) => number {
  let next = 0;
  return (length) => {
    const at = next;
    next += Math.ceil(length / unit) * unit;
    return at;
  };
}

function symbolicEdges(layer: Layer, packed: (length: number) => number): SymbolicEdge[] {
  const edges: SymbolicEdge[] = [];
  forEachEdge(layer, (input, output, edge) => {
    const name = layer.symbolic[edge];
    if (name !== null) edges.push({ input, output, name, at: packed(6) });
  });
  return edges;
}

function slotsOf(plans: readonly KernelLayer[]): Slots {
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
