/** What an edit would do, before it is done. */
import type { EditRequest, ModelEdit } from '../../../shared/contract/edits.ts';
import type { EdgeRef } from '../../../shared/contract/refs.ts';
import type { EditPreview } from '../../../shared/contract/editViews.ts';
import { edgeValues } from '../kan/edge.ts';
import { affineOf } from '../kan/editEdge.ts';
import { edgeIndex, type KanModel } from '../kan/model.ts';
import { edgeRefs } from '../kan/places.ts';
import { isPresent } from '../kan/prune.ts';
import { detailGrid } from '../measure/edgeGrid.ts';
import { trainableParameters } from '../train/objective/problem.ts';
import { changed, refitted, type Edited } from './apply.ts';
import { errorOn, judgedRows, soundError, statisticsFor, type EditContext } from './context.ts';
import { byKept, followed } from './lineage.ts';

/** @throws what the edit itself would throw. */
export async function previewOf(
  bench: EditContext,
  revision: string,
  model: KanModel,
  { edit, refit: steps }: EditRequest,
): Promise<EditPreview> {
  const rows = judgedRows(bench);
  const before = await errorOn(bench, model, rows);
  const edited = await changed(bench, model, edit);
  const after = await soundError(bench, edited.model);
  const final = steps === 0 ? edited.model : await refitted(bench, edited.model, steps);
  const edge = onlyEdge(edit);
  return {
    revision,
    before,
    after,
    refitted: steps === 0 ? null : await errorOn(bench, final, rows),
    rows,
    removed: removes(edit) ? removedEdges(model, edited) : [],
    parameters: trainableParameters(final).length,
    curve: edge && (await curveOf(bench, model, final, edge)),
    affine: edge && (edit.type === 'fix' || edit.type === 'affine') ? affineOf(final, edge) : null,
  };
}

/** The one edge that the edit is about and leaves in its place; else null. */
function onlyEdge(edit: ModelEdit): EdgeRef | null {
  switch (edit.type) {
    case 'affine':
      return edit.edge;
    case 'fix':
    case 'unfix':
    case 'restoreEdges':
      return edit.edges.length === 1 ? edit.edges[0] : null;
    default:
      return null;
  }
}

/** Over the x of the inspector's curve of the edge as it is. */
async function curveOf(
  bench: EditContext,
  model: KanModel,
  edited: KanModel,
  { layer, input, output }: EdgeRef,
): Promise<NonNullable<EditPreview['curve']>> {
  const { inputMin, inputMax } = (await statisticsFor(bench, model))[layer];
  const x = detailGrid(model.layers[layer], input, inputMin[input], inputMax[input]);
  return { x, y: edgeValues(edited, layer, input, output, x) };
}

/** Edges that are there before and not after, as they are called before. */
function removedEdges(before: KanModel, { model: after, kept }: Edited): EdgeRef[] {
  const nameOf = ({ layer, input, output }: EdgeRef): string => `${layer},${input},${output}`;
  const stay = new Set(
    presentEdges(after).map((edge) => {
      const former = kept === null ? edge : followed(edge, after, before, byKept(kept));
      return former && nameOf(former);
    }),
  );
  return presentEdges(before).filter((edge) => !stay.has(nameOf(edge)));
}

function removes({ type }: ModelEdit): boolean {
  return ['removeEdges', 'removeNodes', 'prune', 'sparsify'].includes(type);
}

function presentEdges(model: KanModel): EdgeRef[] {
  return edgeRefs(model).filter(({ layer, input, output }) => {
    return isPresent(model.layers[layer], edgeIndex(model.layers[layer], input, output));
  });
}
