/** What a preview of an edit tells equals what the edit does. */
import { writeFile } from 'node:fs/promises';
import { beforeAll, describe, expect, it } from 'vitest';
import type { ModelEdit } from '../../../shared/edits/edits.ts';
import type { EdgeRef } from '../../../shared/refs.ts';
import type { ModelView } from '../../../shared/contract/views/network.ts';
import type { EngineConnection } from '../../../shared/contract/engineConnection.ts';
import { changed, helloCsv, trained } from './studio.ts';
import { useFolder } from '../../support/folder.ts';

const edge: EdgeRef = { layer: 0, input: 0, output: 1 };

const edits: readonly ModelEdit[] = [
  { type: 'fix', edges: [edge], function: 'sin', affine: null },
  { type: 'fix', edges: [{ layer: 1, input: 1, output: 0 }, edge], function: null, affine: null },
  { type: 'fix', edges: [edge], function: 'x^2', affine: [1, 0, 0.5, 0.1] },
  { type: 'lock', edges: [edge], locked: true },
  { type: 'removeEdges', edges: [edge] },
  { type: 'removeNodes', nodes: [{ layer: 1, node: 2 }] },
  { type: 'prune', edgeThreshold: 0.05, nodeThreshold: 0.05 },
  { type: 'refine', grid: 8 },
  { type: 'addNode', layer: 1, kind: 'sum' },
  { type: 'addNode', layer: 1, kind: 'product' },
  { type: 'addLayer', layer: 1 },
  { type: 'addLayer', layer: 2 },
  { type: 'swap', layer: 1, pairs: [[0, 3]] },
  { type: 'perturb', size: 0.01, seed: 3 },
  { type: 'updateGrid' },
];

describe('a preview', () => {
  // Each test takes back what it does.
  const shared = useFolder('all tests');
  let client: EngineConnection;
  beforeAll(async () => {
    await writeFile(shared('hello.csv'), helloCsv());
    client = await trained(shared());
  });

  it.each(edits.map((edit) => [JSON.stringify(edit), edit] as const))(
    'of %s equals the result of the edit',
    async (_, edit) => {
      const before = await client.call('session.snapshot', undefined);
      for (const refit of [0, 5]) {
        const preview = await client.call('model.preview', { edit, refit });
        expect(preview.before).toBeCloseTo(before.scores!.validation.rmse!, 12);
        const model = await changed(client, 'model.edit', { edit, refit });
        const after = await client.call('session.snapshot', undefined);
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
        await changed(client, 'history.undo', undefined);
        expect((await client.call('session.snapshot', undefined)).model).toEqual(before.model);
      }
    },
  );
});
