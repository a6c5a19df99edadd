/** Functions that an edge of a network might be. */
import type { EdgeRef } from '../../../../shared/refs.ts';
import {
  edgeFunction,
  functionFault,
  type EdgeFunction,
} from '../../../../shared/expression/edgeFunction.ts';
import { edgeValues } from '../../kan/edge.ts';
import type { KanModel } from '../../kan/model.ts';
import { suggest, withOwn, type Candidate } from './suggest.ts';
import { rangeOf } from '../../../../shared/range.ts';
import { columnsAt, evenRows } from '../../data/rows.ts';

/** Samples that functions are fitted to: more would not change which fits, and take longer. */
const mostSamples = 2000;

export interface Suggestions {
  /** Requested functions first, then the others; each group the best first. */
  readonly candidates: readonly Candidate[];
  /** Name of the best candidate. */
  readonly best: string;
  /** Least and greatest value that the edge receives. */
  readonly range: readonly [low: number, high: number];
  /** The errors in requested functions, or ''. */
  readonly message: string;
}

/**
 * Every function of the library, and those that a person asked for, fitted to what the edge does on `inputs`.
 * @param inputs what the edge receives, by row.
 * @param asked names of functions, or expressions in x.
 */
export function suggestForEdge(
  model: KanModel,
  { layer, input, output }: EdgeRef,
  inputs: Float64Array,
  asked: readonly string[],
): Suggestions {
  const { functions, message } = functionsNamed(asked);
  const samples = columnsAt(inputs, inputs.length, evenRows(inputs.length, mostSamples));
  const y = edgeValues(model, layer, input, output, samples);
  const ranked = suggest({ x: samples, y }, withOwn(functions));
  const isAsked = ({ name }: Candidate): boolean => functions.some((fn) => fn.name === name);
  return {
    candidates: [...ranked.filter(isAsked), ...ranked.filter((candidate) => !isAsked(candidate))],
    best: ranked[0].name,
    range: rangeOf(inputs),
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
