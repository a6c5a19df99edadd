import type { EdgeRef } from '../../../../shared/refs.ts';
import { lineage } from '../../edit/lineage.ts';
import type { History } from '../../history/history.ts';
import { edgeIndex, type KanModel } from '../../kan/model.ts';
import { isSpline, isSymbolic, requireEdge } from '../../kan/places.ts';
import { edgeInputs, fineRows, probeRows } from '../../measure/probe.ts';
import type { Session } from '../../session/session.ts';
import { suggestForEdge, type Suggestions } from '../../symbolic/suggest/suggestForEdge.ts';

/**
 * Candidates for an edge, judged on the training rows. If the edge is a function already, the candidates are compared
 * with the spline that it was before, if the history has it. Otherwise each would be compared with the function
 * itself.
 * @param asked names of functions, or expressions in x, that a person wants to compare.
 * @throws KanError `model.none`, `edge.unknown`
 */
export async function suggestFunctions(
  session: Session,
  edge: EdgeRef,
  asked: readonly string[],
): Promise<Suggestions & { readonly before: boolean }> {
  const { id, model, encoding } = session.requireLive();
  requireEdge(model, edge);
  const spline = splineBefore(session.state.history, id, model, edge);
  const source = spline ?? { model, edge };
  const rows = probeRows(source.model, session.state.dataset, fineRows);
  const inputs = await edgeInputs(session.options.backend, source.model, encoding, rows, source.edge);
  return { ...suggestForEdge(source.model, source.edge, inputs, asked), before: spline !== null };
}

/** The edge as it was when it was last a spline; null if it is a spline now, or never was one. */
function splineBefore(
  history: History,
  id: string,
  model: KanModel,
  edge: EdgeRef,
): { readonly model: KanModel; readonly edge: EdgeRef } | null {
  if (!isSymbolic(model.layers[edge.layer], requireEdge(model, edge))) return null;
  for (const ancestor of lineage(history, id)) {
    const place = ancestor.placeOf(edge);
    if (place === null) return null;
    const layer = ancestor.model.layers[place.layer];
    if (isSpline(layer, edgeIndex(layer, place.input, place.output)))
      return { model: ancestor.model, edge: place };
  }
  return null;
}
