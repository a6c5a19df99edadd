/**
 * Fixes all spline edges to functions (a beam search). The edge whose function is most certain comes first; it is fixed
 * to each of its best candidates, and all parameters are refitted after each. The best few networks are kept, so
 * that one wrong choice does not end the search. No two of them have the same functions: those of one network differ on the edge that is
 * fixed, those of two on an edge that was fixed before.
 */
import type { EdgeRef } from '../../../../shared/refs.ts';
import { Breath } from '../../breath.ts';
import { edgeValues } from '../../kan/edge.ts';
import { fixEdge } from '../../kan/editEdge.ts';
import { edgeFunction } from '../../../../shared/expression/edgeFunction.ts';
import type { KanModel } from '../../kan/model.ts';
import { edgeRefs, isSpline } from '../../kan/places.ts';
import { familyOf } from '../suggest/family.ts';
import { freedom, type Candidate } from '../suggest/suggest.ts';
import { bestCandidates, satisfying } from './bestCandidates.ts';
import { trainBriefly, type SearchContext, type Trained } from './training.ts';
import { withEvaluator } from '../../train/objective/withEvaluator.ts';

/** Samples of an edge that candidates are fitted to. */
const mostSamples = 400;
/** Networks kept after each round, and functions tried for an edge. */
const beamWidth = 3;
const branches = 3;
const branchesInDoubt = 8;
/**
 * Functions up to this complexity are tried as well where they leave no more than so many times as much unexplained.
 */
const plain = 2;
const nearlyAsGood = 1e3;
/** A network whose error is larger than the best one's by this factor is dropped. */
const hopeless = 1e4;

/**
 * Networks without splines, the best first; empty where no function fits.
 * @param floor errors below this value count as 0.
 */
export async function fixAll(context: SearchContext, start: Trained, floor: number): Promise<Trained[]> {
  let beam: Trained[] = [start];
  const count = edgeRefs(start.model, isSpline).length;
  for (let fixed = 0; fixed < count; fixed++) {
    const next: Trained[] = [];
    for (const state of beam) {
      if (context.signal.aborted) return [];
      next.push(...(await fixOne(context, state, floor)));
    }
    next.sort((left, right) => costOf(left, floor) - costOf(right, floor));
    const best = next.reduce((least, { error }) => Math.min(least, error), Infinity);
    beam = next.filter(({ error }) => error <= hopeless * Math.max(best, floor)).slice(0, beamWidth);
  }
  const finished: Trained[] = [];
  for (const { model } of beam) finished.push(await trainBriefly(context, model, 60, 1e-6));
  return finished
    .filter(({ error }) => Number.isFinite(error))
    .sort((l, r) => costOf(l, floor) - costOf(r, floor));
}

/** The state with its most certain edge set to each of its best candidates. */
async function fixOne(context: SearchContext, state: Trained, floor: number): Promise<Trained[]> {
  const edges = await candidatesOf(context, state.model);
  const mostCertain = edges.reduce((sure, edge) => (edge.doubt < sure.doubt ? edge : sure));
  const found: Trained[] = [];
  for (const { name, a, b, c, d } of toTry(mostCertain)) {
    const fixed = fixEdge(state.model, mostCertain.place, name, [a, b, c, d]);
    const tried = await trainBriefly(context, fixed, 12);
    found.push(tried);
    // The functions are sorted by size: the following ones are not simpler.
    if (tried.error <= Math.max(floor, 1.05 * state.error)) break;
  }
  return found.filter(({ error }) => Number.isFinite(error));
}

/**
 * The best candidates, the simplest first: a cosine of a long wave fits everything that x or x² fits, and fits
 * better as long as the edge is not exact yet. Where no function fits, the edge may contain a part that belongs to
 * another edge; then more functions are tried.
 */
function toTry({ candidates, doubt }: EdgeCandidates): Candidate[] {
  const likely = candidates.slice(0, doubt < satisfying ? branches : branchesInDoubt);
  const limit = Math.max(nearlyAsGood * doubt, satisfying);
  const simple = candidates.filter(
    ({ unexplained, complexity }) => unexplained <= limit && complexity <= plain && unexplained < 0.01,
  );
  return [...new Set([...simple, ...likely])].sort((left, right) => sizeOf(left.name) - sizeOf(right.name));
}

interface EdgeCandidates {
  readonly place: EdgeRef;
  readonly candidates: readonly Candidate[];
  /** Share of the edge's variance that its best candidate leaves unexplained. */
  readonly doubt: number;
}

async function candidatesOf({ dataset, backend }: SearchContext, model: KanModel): Promise<EdgeCandidates[]> {
  const { train, encoding } = dataset;
  return withEvaluator({ backend }, model, encoding, train, async (evaluator) => {
    const found: EdgeCandidates[] = [];
    const breath = new Breath();
    for (const place of edgeRefs(model, isSpline)) {
      const { layer, input, output } = place;
      const inputs = await evaluator.layerInputs(model.params, layer);
      const x = inputs.slice(input * train.rows, input * train.rows + Math.min(train.rows, mostSamples));
      const y = edgeValues(model, layer, input, output, x);
      const candidates = bestCandidates({ x, y });
      await breath.take();
      found.push({
        place,
        candidates,
        doubt: candidates.length > 0 ? candidates[0].unexplained : Infinity,
      });
    }
    return found;
  });
}

/** Three more units of size must halve the error. */
function costOf({ model, error }: Trained, floor: number): number {
  return Math.log2(error + floor) + functionsOf(model).reduce((total, name) => total + sizeOf(name), 0) / 3;
}

/** pykan's complexity, and a half for each of a and b that is free. */
function sizeOf(name: string): number {
  const fn = edgeFunction(name);
  return fn.complexity + freedom[familyOf(fn).free] / 2;
}

function functionsOf({ layers }: KanModel): string[] {
  return layers.flatMap(({ symbolic }) => symbolic.filter((name) => name !== null));
}
