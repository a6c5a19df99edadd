/** Calls that create a network and describe its nodes, edges and curves. */
import { z } from 'zod';
import { call, type } from '../../rpc/contract.ts';
import { edgeRef, functionText, nodeRef } from '../schemas/edits.ts';
import { networkSetup } from '../schemas/setups.ts';
import type { SuggestionsView } from '../views/formula.ts';
import type { EdgeDetail, NodeDetail } from '../views/inspected.ts';
import type { CurvesView } from '../views/network.ts';

export const networkCalls = {
  'model.create': call(networkSetup),
  'edge.inspect': call(edgeRef, type<EdgeDetail>()),
  /** Functions that the edge might be. Those in `functions` (names or expressions) are included and come first. */
  'edge.suggest': call(
    z.object({ edge: edgeRef, functions: z.array(functionText).max(50) }).strict(),
    type<SuggestionsView>(),
  ),
  'node.inspect': call(nodeRef, type<NodeDetail>()),
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
