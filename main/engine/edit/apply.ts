/** Edits by hand: from a model and what is asked for to a model. docs/algorithms.md says what each does. */
import type { EditRequest, ModelEdit } from '../../../shared/contract/edits.ts';
import { userError } from '../../../shared/errors.ts';
import { seededRandom } from '../../../shared/random.ts';
import { lockEdge, withAffine } from '../kan/editEdge.ts';
import { refineGrid } from '../kan/grid.ts';
import { parameterCount, type KanModel, type Layer } from '../kan/model.ts';
import { requireEdge } from '../kan/places.ts';
import { isPresent, type Kept } from '../kan/prune.ts';
import { addLayer, addNode, addProduct, perturb, swapNodes } from '../kan/reshape.ts';
import { gridOptions } from '../train/grids/gridOptions.ts';
import { adaptGrids } from '../train/grids/adaptGrids.ts';
import { refit } from '../train/run/refit.ts';
import { mostParameters } from '../train/freshNetwork.ts';
import { fineRows } from '../measure/probe.ts';
import { fromInputsUp, soundError, statisticsFor, type EditContext } from './context.ts';
import { fixEdges } from './fix.ts';
import { prunedBy, withoutThese, withoutNodes } from './remove.ts';
import { restoreEdge } from './restore.ts';
import { sparsify } from './sparsify.ts';
import { unfixEdges } from './unfix.ts';

export interface Edited {
  readonly model: KanModel;
  /** Which nodes stayed; null where all did. */
  readonly kept: Kept | null;
}

/**
 * The edit and the refit that was asked for. Never gives a network that has no finite value on some row.
 * @throws KanError `edge.*`, `node.*`, `edit.*`, `function.unknown`, `grid.*`, `model.too-large`, `cancelled`
 */
export async function applyEdit(bench: EditContext, model: KanModel, request: EditRequest): Promise<Edited> {
  const edited = await changed(bench, model, request.edit);
  await soundError(bench, edited.model);
  if (request.refit === 0) return edited;
  return { ...edited, model: await refitted(bench, edited.model, request.refit) };
}

/** The network after a refit that is reported. @throws KanError `cancelled` */
export function refitted(bench: EditContext, model: KanModel, steps: number): Promise<KanModel> {
  const onStep = (done: number): void => bench.report({ what: 'Refitting', done, of: steps });
  return refit(bench, model, steps, { onStep });
}

/** The edit alone. @throws as {@link applyEdit} does, but for `edit.not-finite` */
export async function changed(bench: EditContext, model: KanModel, edit: ModelEdit): Promise<Edited> {
  switch (edit.type) {
    case 'removeEdges':
      return withoutThese(bench, model, edit.edges);
    case 'removeNodes':
      return withoutNodes(bench, model, edit.nodes);
    case 'prune':
      return prunedBy(bench, model, edit);
    case 'sparsify':
      return sparsify(bench, model);
    default:
      return { model: await reshaped(bench, model, edit), kept: null };
  }
}

type Keeping = Exclude<ModelEdit, { type: 'removeEdges' | 'removeNodes' | 'prune' | 'sparsify' }>;

async function reshaped(bench: EditContext, model: KanModel, edit: Keeping): Promise<KanModel> {
  switch (edit.type) {
    case 'fix':
      return fixEdges(bench, model, edit);
    case 'affine':
      requireSymbolic(model, edit.edge);
      return withAffine(model, edit.edge, edit.affine);
    case 'unfix':
      return unfixEdges(model, edit.edges, await statisticsFor(bench, model));
    case 'lock':
      return locked(model, edit);
    case 'restoreEdges':
      return restored(bench, model, edit.edges);
    case 'refine':
      return finer(model, edit.grid);
    case 'addNode': {
      const add = edit.kind === 'sum' ? addNode : addProduct;
      return withinReason(add(model, edit.layer - 1, seededRandom(parameterCount(model.layers))));
    }
    case 'addLayer':
      return withinReason(addLayer(model, edit.layer - 1, await statisticsFor(bench, model)));
    case 'swap':
      return edit.pairs.reduce(
        (current, [first, second]) => swapNodes(current, edit.layer - 1, first, second),
        model,
      );
    case 'perturb':
      return perturb(model, edit.size, seededRandom(edit.seed));
    case 'updateGrid':
      return adaptGrids({ ...bench, wrap: (evaluator) => evaluator }, model, gridOptions);
  }
}

function requireSymbolic(model: KanModel, edge: Extract<ModelEdit, { type: 'affine' }>['edge']): void {
  if (model.layers.at(edge.layer)?.symbolic[requireEdge(model, edge)] !== null) return;
  throw userError(
    'edge.not-symbolic',
    'This edge is no function: it has no a to d.',
    'Fix it to a function first.',
  );
}

async function restored(
  bench: EditContext,
  model: KanModel,
  edges: Extract<ModelEdit, { type: 'restoreEdges' }>['edges'],
): Promise<KanModel> {
  const removed = edges.filter((edge) => !isPresent(model.layers[edge.layer], requireEdge(model, edge)));
  if (removed.length === 0) throw userError('edit.nothing', 'None of these edges was removed.');
  const ancestors = [...bench.ancestors];
  return fromInputsUp(
    bench,
    model,
    removed,
    { most: fineRows, what: 'Restoring edges' },
    (current, edge, inputs) => restoreEdge(current, edge, ancestors, inputs),
  );
}

function locked(model: KanModel, { edges, locked: lock }: Extract<ModelEdit, { type: 'lock' }>): KanModel {
  const others = edges.filter(
    (edge) => model.layers.at(edge.layer)?.locked[requireEdge(model, edge)] !== Number(lock),
  );
  if (others.length > 0) return others.reduce((current, edge) => lockEdge(current, edge, lock), model);
  throw userError('edit.nothing', `All of these edges are ${lock ? 'locked' : 'free'} already.`);
}

function finer(model: KanModel, grid: number): KanModel {
  if (model.layers.every((layer) => layer.grid === grid)) {
    throw userError('edit.nothing', `The grid has ${grid} intervals already.`, 'Give another number.');
  }
  requireReason(model.layers.map((layer) => ({ ...layer, grid })));
  return model.layers.reduce((refined, _, layer) => refineGrid(refined, layer, grid), model);
}

function withinReason(model: KanModel): KanModel {
  requireReason(model.layers);
  return model;
}

function requireReason(layers: readonly Layer[]): void {
  const parameters = parameterCount(layers);
  if (parameters <= mostParameters) return;
  throw userError(
    'model.too-large',
    `The network would have ${parameters.toLocaleString('en')} parameters; ${mostParameters.toLocaleString('en')} is the most.`,
    'Use fewer nodes or a coarser grid.',
  );
}
