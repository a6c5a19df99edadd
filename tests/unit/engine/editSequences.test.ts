/** Whatever is done to a network by hand, in whatever order: it stays sound, stays there, and comes back from its file. */
import fc from '../../support/properties.ts';
import { expect, it } from 'vitest';
import type { ModelEdit } from '../../../shared/edits/edits.ts';
import type { EdgeKind, ModelView } from '../../../shared/contract/views/network.ts';
import { KanError } from '../../../shared/errors.ts';
import type { EngineConnection } from '../../../shared/contract/engineConnection.ts';
import { changed, openStudio, prepared, project, useStudioFolder, snapshotOf } from './studio.ts';

const folder = useStudioFolder();

type Step = ModelEdit | 'undo' | 'redo' | 'back';

const share = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });
const number = fc.oneof(fc.constantFrom(0, 1, -1), fc.double({ min: -5, max: 5, noNaN: true }));
const affine = fc.tuple(number, number, number, number);
const functions = fc.constantFrom('x', 'sin', 'log', '1/x', 'sqrt', 'exp', 'x^6', 'tan', 'nonsense(');
const kinds = { unfix: 'symbolic', removeEdges: 'spline', restoreEdges: 'removed' } as const;
/** Steps as functions of the present network, for whose edges and nodes they are chosen. */
const step: fc.Arbitrary<(model: ModelView) => Step> = fc.oneof(
  fc.constantFrom('undo', 'undo', 'redo', 'back' as const).map((walk) => () => walk),
  fc
    .tuple(fc.array(share, { minLength: 1, maxLength: 3 }), fc.option(functions), fc.option(affine))
    .map(([places, name, numbers]) => (model: ModelView): Step => {
      return { type: 'fix', edges: places.map((at) => edgeAt(model, at)), function: name, affine: numbers };
    }),
  fc.tuple(share, affine).map(([at, numbers]) => (model: ModelView): Step => {
    return { type: 'affine', edge: edgeAt(model, at), affine: numbers };
  }),
  fc
    .tuple(
      fc.constantFrom('unfix', 'removeEdges', 'restoreEdges' as const),
      fc.array(share, { minLength: 1, maxLength: 4 }),
    )
    .map(([type, places]) => (model: ModelView): Step => {
      return { type, edges: places.map((at) => edgeAt(model, at, kinds[type])) };
    }),
  fc.tuple(share, fc.boolean()).map(([at, locked]) => (model: ModelView): Step => {
    return { type: 'lock', edges: [edgeAt(model, at)], locked };
  }),
  fc.tuple(share, share).map(([layer, node]) => ({ shape }: ModelView): Step => {
    const at = Math.floor(layer * shape.length);
    return { type: 'removeNodes', nodes: [{ layer: at, node: Math.floor(node * shape[at]) }] };
  }),
  fc.tuple(share, share).map(([edges, nodes]) => (): Step => {
    return { type: 'prune', edgeThreshold: edges / 2, nodeThreshold: nodes / 2 };
  }),
  fc.integer({ min: 1, max: 12 }).map((grid) => (): Step => ({ type: 'refine', grid })),
  fc
    .tuple(share, fc.constantFrom('sum', 'product' as const))
    .map(([at, kind]) => ({ shape }: ModelView): Step => {
      return { type: 'addNode', layer: 1 + Math.floor(at * (shape.length - 1)), kind };
    }),
  share.map((at) => ({ shape }: ModelView): Step => {
    return { type: 'addLayer', layer: 1 + Math.floor(at * (shape.length - 1)) };
  }),
  fc.tuple(share, share, share).map(([at, one, other]) => ({ shape }: ModelView): Step => {
    const layer = 1 + Math.floor(at * (shape.length - 1));
    return {
      type: 'swap',
      layer,
      pairs: [[Math.floor(one * shape[layer]), Math.floor(other * shape[layer])]],
    };
  }),
  fc.tuple(fc.double({ min: 0.01, max: 2, noNaN: true }), fc.nat()).map(([size, seed]) => (): Step => {
    return { type: 'perturb', size, seed };
  }),
  fc.constant((): Step => ({ type: 'updateGrid' })),
);

/** An edge of a kind where there is one, else any. */
function edgeAt(
  { edges }: ModelView,
  share: number,
  wanted?: EdgeKind,
): { layer: number; input: number; output: number } {
  const fitting = edges.filter(({ kind }) => kind === wanted);
  const among = fitting.length > 0 ? fitting : edges;
  const { layer, input, output } = among[Math.floor(share * among.length)];
  return { layer, input, output };
}

async function take(client: EngineConnection, next: Step, refit: number, created: string): Promise<void> {
  try {
    if (next === 'undo') await changed(client, 'history.undo', undefined);
    else if (next === 'redo') await changed(client, 'history.redo', undefined);
    else if (next === 'back') await changed(client, 'history.makeCurrent', { revision: created });
    else {
      const before = await snapshotOf(client);
      const preview = await client.call('model.preview', { edit: next, refit });
      expect(await snapshotOf(client)).toEqual(before);
      const model = await changed(client, 'model.edit', { edit: next, refit });
      expect(model.parameters).toBe(preview.parameters);
    }
  } catch (error) {
    // A refusal says why, and changes nothing.
    if (!(error instanceof KanError) || error.detail.kind !== 'user') throw error;
    expect(error.detail.message).not.toMatch(/NaN|undefined/);
  }
}

async function requireSound(client: EngineConnection): Promise<void> {
  const { model, scores } = await snapshotOf(client);
  expect(model).not.toBeNull();
  for (const split of ['train', 'validation'] as const)
    expect(scores![split].rmse).toSatisfy(Number.isFinite);
  expect(model!.edges.map(({ score }) => score)).toSatisfy((all: number[]) => all.every(Number.isFinite));
  const { curves } = await client.call('curves.watch', { edges: 'all', points: 9 });
  expect(curves.every(({ y }) => y.every(Number.isFinite))).toBe(true);
}

it('random sequences of edits keep the network finite, and it is the same when read back', async () => {
  const network = { hidden: [3], products: [1], grid: 3, order: 3, seed: 1 };
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.tuple(step, fc.constantFrom(0, 0, 3)), { minLength: 3, maxLength: 8 }),
      async (steps) => {
        const { client } = await prepared(folder());
        const { revision } = await changed(client, 'model.create', network);
        for (const [next, refit] of steps) {
          const { model } = await snapshotOf(client);
          await take(client, next(model!), refit, revision);
          await requireSound(client);
        }
        const before = await snapshotOf(client);
        await client.call('project.save', { file: project });
        const after = await openStudio(folder()).client.call('project.open', { file: project });
        expect(after.model).toEqual(before.model);
        expect(after.scores).toEqual(before.scores);
        expect(after.history).toEqual(before.history);
      },
    ),
    { numRuns: Number(process.env['KAN_STUDIO_RUNS'] ?? 12), seed: 4 },
  );
});
