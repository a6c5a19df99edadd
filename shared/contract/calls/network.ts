/** Calls about the network: its nodes, edges and curves, and edits by hand. */
import { z } from 'zod';
import { call, type } from '../../rpc/contract.ts';
import { none, index } from '../schemas/basic.ts';
import { edgeRef, editRequest, functionText, nodeRef } from '../schemas/edits.ts';
import { networkSetup } from '../schemas/setups.ts';
import type { EditPreview } from '../views/edit.ts';
import type { SuggestionsView } from '../views/formula.ts';
import type { EdgeDetail, NodeDetail } from '../views/inspected.ts';
import type { CurvesView } from '../views/network.ts';
import type { SimplifyView } from '../views/simplify.ts';

export const networkCalls = {
  'model.create': call(networkSetup),
  'edge.inspect': call(edgeRef, type<EdgeDetail>()),
  /** Functions that the edge might be. Those in `functions` (names or expressions) are included and come first. */
  'edge.suggest': call(
    z.object({ edge: edgeRef, functions: z.array(functionText).max(50) }).strict(),
    type<SuggestionsView>(),
  ),
  'node.inspect': call(nodeRef, type<NodeDetail>()),
  /** What an edit would do, with the errors before and after it; nothing is changed. */
  'model.preview': call(editRequest, type<EditPreview>()),
  'model.edit': call(editRequest),
  /** Trains smaller networks to choose from; nothing is changed. Takes seconds, tells its progress, can be cancelled. */
  'model.simplify': call(none, type<SimplifyView>()),
  /** Makes one of the smaller networks that were found last the current one. */
  'model.useSimpler': call(z.object({ index }).strict()),
  /** Which edges' curves to send while training, and how finely; the edges on screen, or all. */
  'curves.watch': call(
    z
      .object({
        edges: z.union([z.literal('all'), z.array(edgeRef).max(5000)]),
        points: z.int().min(8).max(512),
      })
      .strict(),
    type<CurvesView>(),
  ),
} as const;
