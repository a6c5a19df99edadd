/** Small shapes in which most formulas of a few variables can be written, the simplest first. */
import type { Dataset } from '../../data/dataset/dataset.ts';
import { createModel, type NodePlan } from '../../kan/create.ts';
import { fixEdge } from '../../kan/editEdge.ts';
import { subnodeCount, type KanModel } from '../../kan/model.ts';
import { inputRanges } from '../../data/batch.ts';

export interface Template {
  /** For the log: `f(g₁ + g₂ + …)`. */
  readonly name: string;
  readonly hidden: readonly NodePlan[];
  /** The layer whose edges are straight lines, so that its inputs are only added up or multiplied; null for none. */
  readonly straight: number | null;
}

const sums = (count: number): NodePlan => ({ sums: count, arities: [] });
const nodesOf = (count: number, ...arities: number[]): NodePlan => ({ sums: count, arities });

/** @param inputs of the data */
export function templatesFor(inputs: number): readonly Template[] {
  const additive: Template = { name: 'a sum of functions', hidden: [], straight: null };
  if (inputs === 1) {
    return [
      additive,
      { name: 'a function of a function', hidden: [sums(1)], straight: null },
      { name: 'a product of two functions', hidden: [nodesOf(0, 2)], straight: 1 },
      { name: 'functions of two functions', hidden: [sums(2)], straight: null },
    ];
  }
  return [
    additive,
    { name: 'a function of a sum', hidden: [sums(1)], straight: null },
    { name: 'a product of two sums', hidden: [nodesOf(0, 2)], straight: 1 },
    { name: 'a sum and a product', hidden: [nodesOf(1, 2)], straight: 1 },
    { name: 'a function of a product', hidden: [nodesOf(0, 2)], straight: null },
    ...(inputs > 2 ? [{ name: 'a product of three sums', hidden: [nodesOf(0, 3)], straight: 1 }] : []),
    ...(inputs > 2 ? [{ name: 'a sum and a product of three', hidden: [nodesOf(1, 3)], straight: 1 }] : []),
    { name: 'a function of a sum and a product', hidden: [nodesOf(1, 2), sums(1)], straight: 1 },
    { name: 'functions of two sums', hidden: [sums(2)], straight: null },
    { name: 'a function of functions of two sums', hidden: [sums(2), sums(1)], straight: null },
    { name: 'a product of functions of two sums', hidden: [sums(2), nodesOf(0, 2)], straight: 2 },
    {
      name: 'a product of functions of a sum and of a product',
      hidden: [nodesOf(1, 2), nodesOf(0, 2)],
      straight: 2,
    },
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
    inputRanges: inputRanges(dataset.train),
  });
  return template.straight === null ? model : straightened(model, template.straight);
}

function straightened(model: KanModel, layer: number): KanModel {
  const { inputs } = model.layers[layer];
  const outputs = subnodeCount(model.layers[layer]);
  return Array.from({ length: inputs * outputs }, (_, edge) => edge).reduce(
    (current, edge) =>
      fixEdge(
        current,
        { layer, input: Math.floor(edge / outputs), output: edge % outputs },
        'x',
        [1, 0, 1, 0],
      ),
    model,
  );
}
