/** Small shapes in which most formulas of a few variables can be written, the simplest first. */
import type { Dataset, Split } from '../../data/dataset.ts';
import { createModel, type NodePlan } from '../../kan/create.ts';
import { fixEdge } from '../../kan/editEdge.ts';
import { nodeCount, type KanModel } from '../../kan/model.ts';

export interface Template {
  /** For the log: `f(g₁ + g₂ + …)`. */
  readonly name: string;
  readonly hidden: readonly NodePlan[];
  /** The edges of the last layer are straight lines, so that the hidden nodes are only added up. */
  readonly straight: boolean;
}

const sums = (count: number): NodePlan => ({ sums: count, arities: [] });
const nodesOf = (count: number, ...arities: number[]): NodePlan => ({ sums: count, arities });

/** @param inputs of the data */
export function templatesFor(inputs: number): readonly Template[] {
  const additive: Template = { name: 'a sum of functions', hidden: [], straight: false };
  if (inputs === 1) {
    return [
      additive,
      { name: 'a function of a function', hidden: [sums(1)], straight: false },
      { name: 'a product of two functions', hidden: [nodesOf(0, 2)], straight: true },
      { name: 'functions of two functions', hidden: [sums(2)], straight: false },
    ];
  }
  return [
    additive,
    { name: 'a function of a sum', hidden: [sums(1)], straight: false },
    { name: 'a product of two sums', hidden: [nodesOf(0, 2)], straight: true },
    { name: 'a sum and a product', hidden: [nodesOf(1, 2)], straight: true },
    { name: 'a function of a product', hidden: [nodesOf(0, 2)], straight: false },
    ...(inputs > 2 ? [{ name: 'a product of three sums', hidden: [nodesOf(0, 3)], straight: true }] : []),
    ...(inputs > 2
      ? [{ name: 'a sum and a product of three', hidden: [nodesOf(1, 3)], straight: true }]
      : []),
    { name: 'a function of a sum and a product', hidden: [nodesOf(1, 2), sums(1)], straight: false },
    { name: 'functions of two sums', hidden: [sums(2)], straight: false },
    { name: 'a function of functions of two sums', hidden: [sums(2), sums(1)], straight: false },
    { name: 'a product of functions of two sums', hidden: [sums(2), nodesOf(0, 2)], straight: true },
  ];
}

/** A fresh network of that shape for one target. */
export function modelFor(template: Template, dataset: Dataset, grid: number, seed: number): KanModel {
  const inputs = dataset.encoding.features.length;
  const model = createModel({
    inputs,
    hidden: template.hidden,
    outputs: 1,
    grid,
    seed,
    inputRanges: Array.from({ length: inputs }, (_, input) => rangeOf(dataset.train, input)),
  });
  if (!template.straight) return model;
  const last = model.layers.length - 1;
  return straightened(model, last, nodeCount(model.layers[last - 1]));
}

function straightened(model: KanModel, last: number, width: number): KanModel {
  return Array.from({ length: width }, (_, input) => input).reduce(
    (current, input) => fixEdge(current, { layer: last, input, output: 0 }, 'x', [1, 0, 1, 0]),
    model,
  );
}

function rangeOf({ inputs, rows }: Split, input: number): readonly [number, number] {
  const column = inputs.subarray(input * rows, (input + 1) * rows);
  return [
    column.reduce((a, b) => Math.min(a, b), Infinity),
    column.reduce((a, b) => Math.max(a, b), -Infinity),
  ];
}
