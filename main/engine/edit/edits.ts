/**
 * What each edit does to a network. Its parameters, labels and help are in shared/edits/edits.ts; docs/algorithms/edits.md
 * has the reasons.
 */
import type { EditOf, EditType, ModelEdit } from '../../../shared/edits/edits.ts';
import { userError } from '../../../shared/errors.ts';
import { seededRandom } from '../../../shared/random.ts';
import { lockEdge, withAffine } from '../kan/editEdge.ts';
import type { KanModel } from '../kan/model.ts';
import { requireEdge } from '../kan/places.ts';
import { perturb, swapNodes } from '../kan/reshape.ts';
import { adaptGrids } from '../train/grids/adaptGrids.ts';
import { gridOptions } from '../train/grids/gridOptions.ts';
import { statisticsFor, type EditContext } from './context.ts';
import type { Edited } from './edited.ts';
import { fixEdges } from './fix.ts';
import type { Origin } from './origins.ts';
import { prunedBy, withoutThese, withoutNodes } from './remove.ts';
import { originOfLayer, originOfNode, withGrid, withHiddenLayer, withNode } from './reshape.ts';
import { restoreEdges } from './restore.ts';
import { sparsify } from './sparsify.ts';
import { unfixEdges } from './unfix.ts';

/**
 * What a preview shows beside the errors: the edges that would be pruned; for an edit of one edge its curve; its a, b,
 * c and d.
 */
type Shown = 'removed' | 'curve' | 'affine';

interface Implementation<T extends EditType> {
  /** The changed network, and the nodes that remain where some were pruned. */
  readonly apply: (
    context: EditContext,
    model: KanModel,
    edit: EditOf<T>,
  ) => KanModel | Promise<KanModel> | Promise<Edited>;
  readonly shows: readonly Shown[];
  /** Where the nodes were before; absent where an edit moves none. */
  readonly origin?: (edit: EditOf<T>, before: KanModel) => Origin;
}

const implementations: { readonly [T in EditType]: Implementation<T> } = {
  fix: { apply: fixEdges, shows: ['curve', 'affine'] },
  rung: { apply: ({ rungs }, model, { rung }) => otherRung(rungs, model, rung), shows: [] },
  affine: {
    apply: (_, model, { edge, affine }) => {
      requireSymbolic(model, edge);
      return withAffine(model, edge, affine);
    },
    shows: ['curve', 'affine'],
  },
  unfix: {
    apply: async (context, model, { edges }) => unfixEdges(model, edges, await statisticsFor(context, model)),
    shows: ['curve'],
  },
  lock: { apply: (_, model, edit) => locked(model, edit), shows: [] },
  removeEdges: {
    apply: (context, model, { edges }) => withoutThese(context, model, edges),
    shows: ['removed'],
  },
  restoreEdges: {
    apply: (context, model, { edges }) => restoreEdges(context, model, edges),
    shows: ['curve'],
  },
  removeNodes: {
    apply: (context, model, { nodes }) => withoutNodes(context, model, nodes),
    shows: ['removed'],
  },
  prune: { apply: prunedBy, shows: ['removed'] },
  sparsify: { apply: sparsify, shows: ['removed'] },
  refine: { apply: (_, model, { grid }) => withGrid(requireSplines(model), grid), shows: [] },
  addNode: { apply: (_, model, edit) => withNode(model, edit), shows: [], origin: originOfNode },
  addLayer: {
    apply: withHiddenLayer,
    shows: [],
    origin: originOfLayer,
  },
  swap: {
    apply: (_, model, { layer, pairs }) =>
      pairs.reduce((current, [first, second]) => swapNodes(current, layer - 1, first, second), model),
    shows: [],
    // From the last swap to the first.
    origin:
      ({ layer, pairs }) =>
      (place) =>
        place.layer === layer ? { ...place, node: pairs.reduceRight(exchanged, place.node) } : place,
  },
  updateGrid: {
    apply: (context, model) =>
      adaptGrids({ ...context, wrap: (evaluator) => evaluator }, requireSplines(model), gridOptions),
    shows: [],
  },
  perturb: {
    apply: (_, model, { size, seed }) => perturb(requireSplines(model), size, seededRandom(seed)),
    shows: [],
  },
};

/** The implementation of an edit whose type is known at run time only. */
function implementationOf({ type }: ModelEdit): Implementation<EditType> {
  return implementations[type] as unknown as Implementation<EditType>;
}

/**
 * The edit alone, without a refit.
 * @throws KanError `edge.*`, `node.*`, `edit.*`, `function.unknown`, `grid.*`, `model.too-large`, `cancelled`
 */
export async function edited(context: EditContext, model: KanModel, edit: ModelEdit): Promise<Edited> {
  const result = await implementationOf(edit).apply(context, model, edit);
  return 'kept' in result ? result : { model: result, kept: null };
}

/** Where the nodes of the edited network were before; null where the edit moves none. */
export function originOfEdit(edit: ModelEdit, before: KanModel): Origin | null {
  return implementationOf(edit).origin?.(edit, before) ?? null;
}

/** Whether a preview of the edit shows this. */
export function shows(edit: ModelEdit, what: Shown): boolean {
  return implementationOf(edit).shows.includes(what);
}

function otherRung(rungs: EditContext['rungs'], model: KanModel, title: string): KanModel {
  const rung = rungs.find((one) => one.title === title);
  if (rung === undefined) {
    const there = rungs.map((one) => `“${one.title}”`).join(', ');
    throw rungs.length === 0
      ? userError(
          'rung.none',
          'No other models are kept with this network.',
          'They are kept by an automatic run that chooses the size of the network. Make a new network with automatic size, and train it.',
        )
      : userError('rung.unknown', `There is no model “${title}”.`, `The models are ${there}.`);
  }
  if (rung.model !== model) return rung.model;
  throw userError('edit.nothing', `The network is the model “${title}” already.`);
}

/** The same network. @throws KanError `edit.nothing` where it has none. */
function requireSplines(model: KanModel): KanModel {
  if (model.layers.some(({ mask }) => mask.includes(1))) return model;
  throw userError(
    'edit.nothing',
    'No edge of the network is a spline: there is nothing to change.',
    'Make an edge a spline again first.',
  );
}

function requireSymbolic(model: KanModel, edge: EditOf<'affine'>['edge']): void {
  if (model.layers.at(edge.layer)?.symbolic[requireEdge(model, edge)] !== null) return;
  throw userError(
    'edge.not-symbolic',
    'This edge is a spline: it has no numbers a, b, c and d.',
    'Fix it to a function first.',
  );
}

function locked(model: KanModel, { edges, locked: lock }: EditOf<'lock'>): KanModel {
  const others = edges.filter(
    (edge) => model.layers.at(edge.layer)?.locked[requireEdge(model, edge)] !== Number(lock),
  );
  if (others.length > 0) return others.reduce((current, edge) => lockEdge(current, edge, lock), model);
  throw userError('edit.nothing', `All of these edges are ${lock ? 'locked' : 'unlocked'} already.`);
}

function exchanged(node: number, [first, second]: readonly [number, number]): number {
  if (node === first) return second;
  return node === second ? first : node;
}
