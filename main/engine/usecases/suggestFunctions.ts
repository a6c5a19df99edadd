import type { EdgeRef } from '../../../shared/contract/refs.ts';
import { requireEdge } from '../kan/places.ts';
import { edgeInputs, fineRows, probeRows } from '../measure/probe.ts';
import type { Session } from '../session/session.ts';
import { suggestForEdge, type Suggestions } from '../symbolic/suggest/suggestForEdge.ts';

/**
 * Functions that an edge might be, judged on the training rows.
 * @param asked names of functions, or expressions in x, that a person wants to see.
 * @throws KanError `model.none`, `edge.unknown`
 */
export async function suggestFunctions(
  session: Session,
  edge: EdgeRef,
  asked: readonly string[],
): Promise<Suggestions> {
  const { model, encoding } = session.requireLive();
  requireEdge(model, edge);
  const rows = probeRows(model, session.state.dataset, fineRows);
  const inputs = await edgeInputs(session.options.backend, model, encoding, rows, edge);
  return suggestForEdge(model, edge, inputs, asked);
}
