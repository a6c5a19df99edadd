/** Edges fixed to functions. */
import type { EdgeRef } from '../../../shared/refs.ts';
import type { EditOf } from '../../../shared/edits/edits.ts';
import { userError } from '../../../shared/errors.ts';
import { edgeLabels } from '../history/placeNames.ts';
import { edgeValues } from '../kan/edge.ts';
import { fixEdge } from '../kan/editEdge.ts';
import { edgeFunction, isEdgeFunction, type EdgeFunction } from '../../../shared/expression/edgeFunction.ts';
import type { KanModel } from '../kan/model.ts';
import { isPresent, requireEdge } from '../kan/places.ts';
import { suggest, withOwn, type Candidate } from '../symbolic/suggest/suggest.ts';
import { fromInputsUp, type EditContext } from './context.ts';

/** Samples of an edge that a function is fitted to. */
const fitRows = 2000;

/**
 * Fixes each of the edges to the requested function, or to its best candidate; a, b, c and d are given, or fitted to
 * the edge's curve on the data. Edges are fixed from the inputs to the outputs; each is fitted on its inputs after the
 * earlier ones were fixed.
 * @throws KanError `edge.unknown`, `edge.removed`, `edge.unsafe`, `function.unknown`, `cancelled`
 */
export async function fixEdges(context: EditContext, model: KanModel, fix: EditOf<'fix'>): Promise<KanModel> {
  const { edges, function: name, affine } = fix;
  for (const edge of edges) requireEdge(model, edge);
  if (name !== null && affine !== null) {
    return edges.reduce((current, edge) => fixEdge(current, edge, name, affine), model);
  }
  requirePresent(model, edges);
  const own = (fix.own ?? []).filter(isEdgeFunction).map(edgeFunction);
  const library = name === null ? withOwn(own) : [edgeFunction(name)];
  return fromInputsUp(context, model, edges, { most: fitRows, what: 'Fixing edges' }, (current, edge, x) => {
    const { name: best, a, b, c, d, safe } = bestCandidate(current, edge, x, library);
    if (!safe) throw unsafe(context, current, edge, best);
    return fixEdge(current, edge, best, [a, b, c, d]);
  });
}

function bestCandidate(
  model: KanModel,
  { layer, input, output }: EdgeRef,
  x: Float64Array,
  library: readonly EdgeFunction[],
): Candidate {
  const [first] = suggest({ x, y: edgeValues(model, layer, input, output, x) }, library);
  return first;
}

function requirePresent(model: KanModel, edges: readonly EdgeRef[]): void {
  if (edges.every((edge) => isPresent(model.layers[edge.layer], requireEdge(model, edge)))) return;
  throw userError(
    'edge.removed',
    edges.length === 1
      ? 'This edge is pruned: it has no curve to fit a function to.'
      : 'One of these edges is pruned: it has no curve to fit a function to.',
    'Restore it first.',
  );
}

function unsafe({ dataset }: EditContext, model: KanModel, edge: EdgeRef, name: string): Error {
  const { from, to } = edgeLabels(model, dataset.encoding, edge);
  return userError(
    'edge.unsafe',
    `${name} is not defined everywhere on the input range of ${from} → ${to}.`,
    'Choose another function from the list, or set a to d by hand.',
  );
}
