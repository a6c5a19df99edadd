/** The preview of an edit. */
import type { EditRequest } from '../../../shared/contract/schemas/edits.ts';
import type { ModelEdit } from '../../../shared/edits/edits.ts';
import type { EdgeRef } from '../../../shared/refs.ts';
import type { EditPreview } from '../../../shared/contract/views/edit.ts';
import { edgeValues } from '../kan/edge.ts';
import { affineOf } from '../kan/editEdge.ts';
import type { KanModel } from '../kan/model.ts';
import { edgeRefs, isPresent } from '../kan/places.ts';
import { detailGrid } from '../measure/edgeGrid.ts';
import { countedParameters } from '../train/objective/countedParameters.ts';
import { refitted } from './apply.ts';
import { statisticsFor, type EditContext } from './context.ts';
import type { Edited } from './edited.ts';
import { edited, shows } from './edits.ts';
import { errorOn, errorRows, finiteError } from './errors.ts';
import { byKept, followed } from './origins.ts';

/** @throws what the edit itself would throw. */
export async function previewOf(
  context: EditContext,
  revision: string,
  model: KanModel,
  { edit, refit: steps }: EditRequest,
): Promise<EditPreview> {
  const rows = context.tookValidation ? 'train' : errorRows(context);
  const before = await errorOn(context, model, rows);
  const result = await edited(context, model, edit);
  await finiteError(context, result.model);
  const after = await errorOn(context, result.model, rows);
  const final = steps === 0 ? result.model : await refitted(context, result.model, steps);
  const edge = onlyEdge(edit);
  const rung = context.rungs.find(({ model: one }) => one === final);
  return {
    revision,
    before,
    after,
    refitted: steps === 0 ? null : await errorOn(context, final, rows),
    rows,
    removed: shows(edit, 'removed') ? removedEdges(model, result) : [],
    parameters: rung?.parameters ?? countedParameters(final),
    curve: edge && shows(edit, 'curve') ? await curveOf(context, model, final, edge) : null,
    affine: edge && shows(edit, 'affine') ? affineOf(final, edge) : null,
  };
}

/** The edge that the edit changes, where it is one only. */
function onlyEdge(edit: ModelEdit): EdgeRef | null {
  if ('edge' in edit) return edit.edge;
  return 'edges' in edit && edit.edges.length === 1 ? edit.edges[0] : null;
}

/** Over the x of the inspector's curve of the edge as it is. */
async function curveOf(
  context: EditContext,
  model: KanModel,
  edited: KanModel,
  { layer, input, output }: EdgeRef,
): Promise<NonNullable<EditPreview['curve']>> {
  const { inputMin, inputMax } = (await statisticsFor(context, model))[layer];
  const x = detailGrid(model.layers[layer], input, inputMin[input], inputMax[input]);
  return { x, y: edgeValues(edited, layer, input, output, x) };
}

/** Edges that exist before and not after, by their names before. */
function removedEdges(before: KanModel, { model: after, kept }: Edited): EdgeRef[] {
  const nameOf = ({ layer, input, output }: EdgeRef): string => `${layer},${input},${output}`;
  const stay = new Set(
    edgeRefs(after, isPresent).map((edge) => {
      const former = kept === null ? edge : followed(edge, after, before, byKept(kept));
      return former && nameOf(former);
    }),
  );
  return edgeRefs(before, isPresent).filter((edge) => !stay.has(nameOf(edge)));
}
