/**
 * Writes a plan into the shared memory as the structures of kernel/structs.as, with the same fields in the same order.
 */
import { baseFunctions } from '../../../../../shared/baseFunctions.ts';
import { knotCount } from '../../../kan/model.ts';
import { formulaOf } from '../../../../../shared/expression/edgeFunction.ts';
import type { Arena } from './arena.ts';
import { writeFormula } from './formula.ts';
import { functionCode } from './functions.ts';
import { even, type ActiveInput } from '../plan/inputs.ts';
import type { KernelLayer, KernelPlan } from '../plan/plan.ts';
import { splineTable } from '../plan/splineTable.ts';

/** Steps of a job: the STEP constants of structs.as. */
export const steps = {
  forward: 1,
  loss: 2,
  backward: 4,
  output: 8,
  statistics: 16,
  sparsity: 32,
  resume: 64,
} as const;

/** Fields of a Context, each of four bytes. The scale follows at `contextScale` (in floats) and has eight bytes. */
const contextFields = [
  'layers',
  'layerCount',
  'rows',
  'blockRows',
  'blocksPerChunk',
  'rowIndex',
  'batchRows',
  'inputs',
  'targets',
  'rowWeights',
  'outputs',
  'loss',
  'weights',
  'grads',
  'gradBytes',
  'losses',
  'scratch',
  'scratchBytes',
  'steps',
  'output',
  'outputLayer',
  'atInputs',
  'atGz',
  'atGy',
  'atGx',
  'stats',
  'statBytes',
  'statsUsed',
  'atValues',
  'inputStatistics',
  'hiddenStatistics',
  'subnodeStatistics',
  'sparsity',
  'gaussNewton',
] as const;

export type ContextField = (typeof contextFields)[number];

const contextIndex = Object.fromEntries(contextFields.map((field, index) => [field, index])) as Record<
  ContextField,
  number
>;
const contextScale = Math.ceil(contextFields.length / 2);
export const contextBytes = 8 * (contextScale + 1);

/** A job's Context in the shared memory. */
export interface ContextView {
  readonly address: number;
  set(fields: Partial<Record<ContextField, number>>): void;
  /** Factor of the sum of losses. */
  setScale(scale: number): void;
}

/** The fields of a context in the memory of the kernel. @param address in bytes. */
export function contextAt(arena: Arena, address: number): ContextView {
  const words = arena.integers(address, contextBytes / 4);
  const floats = arena.floats(address, contextBytes / 8);
  return {
    address,
    set(fields) {
      for (const name in fields) words[contextIndex[name as ContextField]] = fields[name as ContextField]!;
    },
    setScale(scale) {
      floats[contextScale] = scale;
    },
  };
}

/** Number of words of a Layer, and the fields that are set after {@link writeLayers}. */
const layerWords = 28;
const layerLate = { records: 18, keptZ: 22, keptRecords: 23 } as const;
/** Number of words of an Active before its five floats, and its size in bytes. */
const activeWords = 19;
const activeBytes = 120;
const symbolicWords = 6;

export interface LayersView {
  readonly address: number;
  /** Sets a pointer of a layer. */
  set(layer: number, field: keyof typeof layerLate, address: number): void;
}

/**
 * @param own allocates a block that lives as long as the evaluator.
 */
export function writeLayers(arena: Arena, own: (bytes: number) => number, plan: KernelPlan): LayersView {
  const address = own(layerWords * 4 * plan.layers.length);
  const words = arena.integers(address, layerWords * plan.layers.length);
  const list = (values: ArrayLike<number>): number => {
    if (values.length === 0) return 0;
    const at = own(4 * values.length);
    arena.integers(at, values.length).set(values);
    return at;
  };
  plan.layers.forEach((layerPlan, index) => {
    const { layer } = layerPlan;
    const symbolic = layerPlan.symbolic.flatMap(({ input, output, name, at }) => [
      input,
      output,
      ...writeFunction(arena, own, name),
      8 * at,
    ]);
    const fields = [
      layer.inputs,
      layerPlan.subnodes,
      8 * layerPlan.subnodeStride,
      layer.sums,
      layerPlan.nodes,
      8 * layerPlan.nodeStride,
      8 * layerPlan.inputStride,
      layer.order,
      layer.grid + layer.order,
      8 * layerPlan.recordLength,
      8 * layerPlan.recordsStride,
      layerPlan.active.length,
      writeActive(arena, own, list, layerPlan),
      layer.arities.length,
      list(layer.arities),
      symbolic.length / symbolicWords,
      list(symbolic),
      8 * layerPlan.atAffine,
      0,
      8 * layerPlan.atX,
      8 * layerPlan.atZ,
      8 * layerPlan.atRecords,
      0,
      0,
      layerPlan.valueCount,
      8 * even(layerPlan.valueCount),
      8 * layerPlan.atMoments,
      8 * layerPlan.atSparsity,
    ];
    words.set(fields, index * layerWords);
  });
  return {
    address,
    set(layer, field, pointer) {
      words[layer * layerWords + layerLate[field]] = pointer;
    },
  };
}

/** Code, formula, slope. */
function writeFunction(arena: Arena, own: (bytes: number) => number, name: string): readonly number[] {
  const code = functionCode(name);
  if (code !== null) return [code, 0, 0];
  const { formula, slope } = formulaOf(name);
  return [0, writeFormula(arena, own, formula), writeFormula(arena, own, slope)];
}

function writeActive(
  arena: Arena,
  own: (bytes: number) => number,
  list: (values: ArrayLike<number>) => number,
  { layer, active }: KernelLayer,
): number {
  const address = own(activeBytes * active.length);
  const copy = (values: Float64Array): number => {
    const at = own(8 * values.length);
    arena.floats(at, values.length).set(values);
    return at;
  };
  const { gate } = baseFunctions[layer.base];
  const gateNumbers = [gate === 0 ? 0 : 1, gate === 1 ? -Infinity : 0];
  active.forEach((input: ActiveInput, a) => {
    const at = input.input * knotCount(layer);
    const knots = layer.knots.subarray(at, at + knotCount(layer));
    const table = splineTable(knots, layer.grid, layer.order);
    const base = address + a * activeBytes;
    arena
      .integers(base, activeWords)
      .set([
        input.input,
        input.kind === 'listed' ? input.outputs.length : 0,
        input.kind === 'gathered' ? 1 : 0,
        8 * input.width,
        list(pairs(input.outputs).map((output) => 8 * output)),
        8 * input.at,
        8 * input.edgeLength,
        8 * (input.curves?.length ?? 0),
        8 * (input.curves?.at ?? 0),
        8 * input.recordStride,
        8 * input.atRecords,
        8 * (input.curves?.atBases ?? 0),
        8 * (input.curves?.value ?? 0),
        copy(knots),
        table.spans,
        copy(table.buckets),
        copy(table.spansTable),
        8 * input.atStatistics,
        8 * input.atSparsity,
      ]);
    arena
      .floats(base + 8 * Math.ceil(activeWords / 2), 5)
      .set([table.low, table.bucketScale, table.bucketCount, ...gateNumbers]);
  });
  return address;
}

/** Repeats the last one if their number is odd. */
function pairs(outputs: readonly number[]): readonly number[] {
  return outputs.length % 2 === 0 ? outputs : [...outputs, outputs.at(-1)!];
}
