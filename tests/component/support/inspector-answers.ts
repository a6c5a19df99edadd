/** What a made-up engine says of edges, nodes and edits: kept in step with the model it has. */
import type { EditRequest } from '../../../shared/contract/schemas/edits.ts';
import type { ModelEdit } from '../../../shared/edits/edits.ts';
import type { EditPreview } from '../../../shared/contract/views/edit.ts';
import type { SuggestionsView, SuggestionView } from '../../../shared/contract/views/formula.ts';
import type { EdgeDetail, NodeDetail } from '../../../shared/contract/views/inspected.ts';
import type { EdgeRef, NodeRef } from '../../../shared/refs.ts';
import type { ModelView } from '../../../shared/contract/views/network.ts';
import { edgeFunction } from '../../../shared/expression/edgeFunction.ts';
import type { FakeEngine } from './fake-studio.ts';
import { edgeDetail } from './network-views.ts';
import { modelEvent } from './session-views.ts';

type Affine = NonNullable<EdgeDetail['affine']>;

/** Functions in the order of the fake suggestions: name, a to d, 1 − R², complexity. */
export const CANDIDATES: readonly (readonly [string, Affine, number, number])[] = [
  ['sin', [Math.PI, 0, 1, 0], 3.2e-9, 2],
  ['x^3', [1, 0, -1.2, 0], 0.021, 3],
  ['tanh', [2, 0.1, 0.9, 0], 0.18, 3],
  ['x^2', [1, 0, 1, -0.4], 0.43, 2],
  ['x', [1, 0, 0.95, 0], 0.52, 1],
  ['exp', [1, 0, 0.4, -0.5], 0.55, 2],
  ['arctan', [2, 0, 0.8, 0], 0.61, 4],
  ['gaussian', [1, 0, 1, 0], 0.72, 3],
  ['abs', [1, 0, 1, 0], 0.81, 3],
  ['log', [1, 2, 1, 0], 0.9, 2],
];

const same = (a: EdgeRef, b: EdgeRef): boolean =>
  a.layer === b.layer && a.input === b.input && a.output === b.output;

/** Lets the engine answer for the inspector. `unexplained` errors follow from what is asked. */
export function answerInspector(engine: FakeEngine): void {
  let revision = 0;
  const affines = new Map<string, Affine>();
  const key = ({ layer, input, output }: EdgeRef): string => `${layer}-${input}-${output}`;
  const theModel = (): ModelView => {
    if (!engine.model) throw new Error('the fake engine has no model yet');
    return engine.model;
  };

  const detailOf = (edge: EdgeRef): EdgeDetail => {
    const detail = edgeDetail(theModel(), edge);
    const affine = affines.get(key(edge)) ?? null;
    if (detail.kind !== 'symbolic' || !detail.fn || !affine) return { ...detail, affine: null };
    return { ...detail, affine, y: valuesOf(detail.fn, affine, detail.x) };
  };

  const change = (edit: ModelEdit): void => {
    const model = theModel();
    const edges = model.edges.map((edge) => {
      if (edit.type === 'affine' && same(edge, edit.edge)) affines.set(key(edge), edit.affine);
      const meant = 'edges' in edit && edit.edges.some((one) => same(one, edge));
      if (edit.type === 'fix' && meant) {
        const [best] = CANDIDATES;
        affines.set(key(edge), edit.affine ?? best[1]);
        return { ...edge, kind: 'symbolic' as const, fn: edit.function ?? best[0] };
      }
      if (edit.type === 'lock' && meant) return { ...edge, locked: edit.locked };
      if (edit.type === 'unfix' && meant) return { ...edge, kind: 'spline' as const, fn: null };
      if (edit.type === 'removeEdges' && meant) return { ...edge, kind: 'removed' as const };
      if (edit.type === 'restoreEdges' && meant) return { ...edge, kind: 'spline' as const };
      return edge;
    });
    const grid = edit.type === 'refine' ? edit.grid : model.grid;
    engine.model = { ...model, edges, grid, revision: `r-edit-${++revision}` };
  };

  engine.answers = {
    ...engine.answers,
    'edge.inspect': detailOf,
    'edge.suggest': ({ edge, functions }: { edge: EdgeRef; functions: string[] }): SuggestionsView => {
      const { x, y } = edgeDetail(theModel(), edge);
      const own = functions.map((fn): SuggestionView =>
        candidate(fn, [1, 0, 1, 0], fn.includes('/') ? 0.3 : 1e-4, 5, x, y),
      );
      return {
        ...edge,
        revision: theModel().revision,
        x,
        candidates: [...own, ...CANDIDATES.map(([...of]) => candidate(...of, x, y))],
        best: CANDIDATES[0][0],
        before: false,
        message: '',
      };
    },
    'model.preview': ({ edit, refit }: EditRequest): EditPreview => {
      const affine = edit.type === 'fix' || edit.type === 'affine' ? edit.affine : null;
      const one =
        'edge' in edit ? edit.edge : edit.type === 'fix' && edit.edges.length === 1 ? edit.edges[0] : null;
      const fn = edit.type === 'fix' ? edit.function : one && detailOf(one).fn;
      const x = one && detailOf(one).x;
      return {
        revision: theModel().revision,
        before: 0.002,
        after: edit.type === 'removeEdges' ? 0.31 : edit.type === 'refine' ? 0.002 : 0.0031,
        refitted: refit > 0 ? 0.0015 : null,
        rows: 'validation',
        removed: edit.type === 'removeEdges' ? edit.edges : [],
        parameters: edit.type === 'refine' ? theModel().parameters * 2 : theModel().parameters,
        curve: x && fn && affine ? { x, y: valuesOf(fn, affine, x) } : null,
        affine,
      };
    },
    'model.edit': ({ edit }: EditRequest): void => {
      change(edit);
      engine.emit('model', modelEvent(theModel()));
    },
    'node.inspect': (node: NodeRef): NodeDetail => nodeDetail(theModel(), node),
  };
}

function valuesOf(fn: string, [a, b, c, d]: Affine, x: Float64Array): Float64Array {
  const { value } = edgeFunction(fn);
  return x.map((at) => c * value(a * at + b) + d);
}

function candidate(
  fn: string,
  affine: Affine,
  unexplained: number,
  complexity: number,
  x: Float64Array,
  y: Float64Array,
): SuggestionView {
  return {
    function: fn,
    latex: '',
    affine,
    r2: 1 - unexplained,
    unexplained,
    complexity,
    safe: !fn.includes('1/'),
    pareto: false,
    ends: [],
    y: y.map((value, i) => value + Math.sqrt(unexplained) * Math.cos(3 * x[i])),
  };
}

function nodeDetail(model: ModelView, { layer, node }: NodeRef): NodeDetail {
  const view = model.nodes[layer][node];
  const incoming = model.edges.filter(
    (edge) => edge.layer === layer - 1 && view.subnodes.includes(edge.output),
  );
  const outgoing = model.edges.filter((edge) => edge.layer === layer && edge.input === node);
  const shares = (edges: readonly (EdgeRef & { score: number })[]) => {
    const total = edges.reduce((sum, edge) => sum + edge.score, 0);
    return edges
      .map(({ layer: of, input, output, score }) => {
        return { layer: of, input, output, label: '', share: score / total };
      })
      .sort((a, b) => b.share - a.share);
  };
  return {
    layer,
    node,
    kind: view.kind,
    label: view.name,
    histogram: edgeDetail(model, model.edges[0]).histogram,
    range: [-0.9, 0.95],
    mean: 0.02,
    std: 0.58,
    unitsOf: view.name || null,
    quantity: null,
    bias: layer === 0 ? null : 0.125,
    importance:
      layer === 0
        ? { name: view.name, inputs: [node], used: true, shuffled: 0.5, share: 0.8, attribution: 0.5 }
        : null,
    score: view.score,
    incoming: shares(incoming),
    outgoing: shares(outgoing),
  };
}
