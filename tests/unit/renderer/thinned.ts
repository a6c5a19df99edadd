/** Networks without some of their edges, for tests of their drawing. */
import type { EdgeView, ModelView } from '../../../shared/contract/views/network.ts';

/** The same network, with the edges that are not kept marked as removed. */
export const removed = (model: ModelView, keep: (edge: EdgeView) => boolean): ModelView => ({
  ...model,
  edges: model.edges.map((edge) => (keep(edge) ? edge : { ...edge, kind: 'removed' })),
});
