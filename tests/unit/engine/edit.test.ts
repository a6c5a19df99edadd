import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ModelEdit } from '../../../shared/contract/edits.ts';
import type { EdgeRef, ModelView } from '../../../shared/contract/views.ts';
import type { EngineConnection } from '../../../shared/rpc/client.ts';
import { prepared, train, withFolder } from './studio.ts';

let folder: string;
let remove: () => Promise<void>;
beforeEach(async () => void ({ folder, remove } = await withFolder()));
afterEach(() => remove());

const edge: EdgeRef = { layer: 0, input: 0, output: 1 };
async function trained(journal = false): Promise<EngineConnection> {
  const { client } = await prepared(folder, journal);
  await train(client, { optimizer: 'lm' });
  return client;
}

const edits: readonly ModelEdit[] = [
  { type: 'fix', edge, function: 'sin', affine: null },
  { type: 'fix', edge, function: 'x^2', affine: [1, 0, 0.5, 0.1] },
  { type: 'lock', edges: [edge], locked: true },
  { type: 'removeEdges', edges: [edge] },
  { type: 'removeNodes', nodes: [{ layer: 1, node: 2 }] },
  { type: 'prune', edgeThreshold: 0.05, nodeThreshold: 0.05 },
  { type: 'refine', grid: 8 },
  { type: 'addNode', layer: 1, kind: 'sum' },
  { type: 'addNode', layer: 1, kind: 'product' },
  { type: 'addLayer', layer: 1 },
  { type: 'addLayer', layer: 2 },
  { type: 'swap', layer: 1, first: 0, second: 3 },
  { type: 'perturb', size: 0.01, seed: 3 },
  { type: 'updateGrid' },
];

describe('a preview', () => {
  it.each(edits.map((edit) => [JSON.stringify(edit), edit] as const))(
    'of %s is what the edit gives',
    async (_, edit) => {
      const client = await trained();
      const before = await client.call('workspace.snapshot', undefined);
      for (const refit of [0, 5]) {
        const preview = await client.call('model.preview', { edit, refit });
        expect(preview.before).toBeCloseTo(before.scores!.validation.rmse!, 12);
        const model = await client.call('model.edit', { edit, refit });
        const after = await client.call('workspace.snapshot', undefined);
        expect(after.scores!.validation.rmse).toBeCloseTo(preview.refitted ?? preview.after, 12);
        expect(model.parameters).toBe(preview.parameters);
        const present = (view: ModelView): number =>
          view.edges.filter(({ kind }) => kind !== 'removed').length;
        const removes = ['prune', 'removeEdges', 'removeNodes'].includes(edit.type);
        if (removes) expect(present(before.model!) - present(model)).toBe(preview.removed.length);
        if (preview.curve !== null) {
          const detail = await client.call('edge.inspect', edge);
          expect(detail.affine).toEqual(preview.affine);
        }
        await client.call('history.undo', undefined);
        expect((await client.call('workspace.snapshot', undefined)).model).toEqual(before.model);
      }
    },
  );
});
