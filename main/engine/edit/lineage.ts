/** The networks from which a network was made, and where its edges were in them. */
import type { EdgeRef } from '../../../shared/refs.ts';
import { find, type History } from '../history/history.ts';
import type { Revision } from '../history/revision.ts';
import { shapeOf } from '../kan/model.ts';
import { originOfEdit } from './edits.ts';
import { byKept, followed, samePlaces, type Ancestor, type Origin } from './origins.ts';

/** The ancestors of a revision, beginning with its parent, as far as its nodes can be identified in them. */
export function* lineage(history: History, id: string): Generator<Ancestor> {
  let revision = find(history, id);
  let placeOf = (edge: EdgeRef): EdgeRef | null => edge;
  while (revision !== null && revision.parent !== null) {
    const parent = find(history, revision.parent);
    const origin = parent && originOf(revision, parent);
    if (parent === null || origin === null) return;
    const [below, child] = [placeOf, revision.model];
    placeOf = (edge) => {
      const place = below(edge);
      return place && followed(place, child, parent.model, origin);
    };
    yield { model: parent.model, placeOf };
    revision = parent;
  }
}

/** Null where the nodes of the two are not related, or the relation is not known. */
function originOf({ operation, model }: Revision, parent: Revision): Origin | null {
  if (operation.type === 'symbolic') return null;
  if (operation.type === 'edit') {
    if (operation.edit.type === 'rung') return null;
    if (operation.kept !== null) return byKept(operation.kept);
    const origin = originOfEdit(operation.edit, parent.model);
    if (origin !== null) return origin;
  }
  return String(shapeOf(model)) === String(shapeOf(parent.model)) ? samePlaces : null;
}
