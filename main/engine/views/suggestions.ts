/** Functions that an edge might be, as windows see them. */
import type { SuggestionsView, SuggestionView } from '../../../shared/contract/formulaViews.ts';
import type { EdgeRef } from '../../../shared/contract/refs.ts';
import {
  edgeFunction,
  functionFault,
  symbolicEdge,
  type EdgeFunction,
} from '../../../shared/expression/edgeFunction.ts';
import { printExpression } from '../../../shared/expression/print/print.ts';
import { applyRules } from '../../../shared/expression/simplify/simplify.ts';
import { variable } from '../../../shared/expression/tree.ts';
import { edgeValues } from '../kan/edge.ts';
import type { KanModel } from '../kan/model.ts';
import { suggest, withOwn, type Candidate } from '../symbolic/suggest/suggest.ts';
import { detailGrid } from '../measure/edgeGrid.ts';

/** Samples that functions are fitted to: more would not change which fits, and take longer. */
const mostSamples = 2000;
/** Significant digits of the numbers in LaTeX. */
const digits = 4;

/**
 * Every function of the library, and those that a person asked for, fitted to what the edge does on `inputs`. Those asked
 * for come first; what is wrong with one of them is in `message`.
 * @param inputs of the edge over the rows that the inspector draws.
 */
export function suggestionsView(
  revision: string,
  model: KanModel,
  ref: EdgeRef,
  inputs: Float64Array,
  asked: readonly string[],
): SuggestionsView {
  const { functions, message } = functionsNamed(asked);
  const [low, high] = rangeOf(inputs);
  const samples = thinned(inputs);
  const x = detailGrid(model.layers[ref.layer], ref.input, low, high);
  const y = edgeValues(model, ref.layer, ref.input, ref.output, samples);
  const ranked = suggest({ x: samples, y }, withOwn(functions));
  const candidates = ranked.map((candidate) => suggestionView(candidate, x));
  const isAsked = ({ function: name }: SuggestionView): boolean => functions.some((fn) => fn.name === name);
  return {
    ...ref,
    revision,
    x,
    candidates: [...candidates.filter(isAsked), ...candidates.filter((candidate) => !isAsked(candidate))],
    likeliest: ranked[0].name,
    message,
  };
}

function functionsNamed(names: readonly string[]): { functions: EdgeFunction[]; message: string } {
  const functions = new Set<EdgeFunction>();
  const faults: string[] = [];
  for (const name of names) {
    const fault = functionFault(name.trim());
    if (fault) faults.push(`${fault.detail.message} ${fault.detail.hint}`.trim());
    else functions.add(edgeFunction(name.trim()));
  }
  return { functions: [...functions], message: faults.join(' ') };
}

function suggestionView(candidate: Candidate, x: Float64Array): SuggestionView {
  const { name, a, b, c, d, r2, unexplained, complexity, safe, pareto } = candidate;
  const fn = edgeFunction(name);
  const formula = applyRules(symbolicEdge(name, [a, b, c, d], variable('x')), {});
  return {
    function: name,
    latex: printExpression(formula, 'latex', { digits }).code,
    affine: [a, b, c, d],
    r2,
    unexplained,
    complexity,
    safe,
    pareto,
    y: x.map((at) => {
      const value = c * fn.value(a * at + b) + d;
      return Number.isFinite(value) ? value : NaN;
    }),
  };
}

function rangeOf(values: Float64Array): [low: number, high: number] {
  return [
    values.reduce((low, value) => Math.min(low, value), Infinity),
    values.reduce((high, value) => Math.max(high, value), -Infinity),
  ];
}

function thinned(values: Float64Array): Float64Array {
  if (values.length <= mostSamples) return values;
  return Float64Array.from({ length: mostSamples }, (_, i) => {
    return values[Math.floor((i * values.length) / mostSamples)];
  });
}
