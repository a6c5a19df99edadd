/** Smaller networks as pictures. */
import type { SimplerView } from '../../../shared/contract/views/simplify.ts';
import type { Backend } from '../compute/backend.ts';
import type { Dataset } from '../data/dataset/dataset.ts';
import type { Encoding } from '../data/encoding/encoding.ts';
import type { SimplerNetwork } from '../edit/sparsify.ts';
import { shownEdgeCount } from '../measure/labelValues.ts';
import { curvesView } from './curves.ts';
import { modelView } from './model.ts';

/** Points of each curve of a small picture. */
const points = 24;

/** A smaller network as it is offered: its edges, its error, and its curves. */
export async function simplerView(
  backend: Backend,
  { model, error }: SimplerNetwork,
  encoding: Encoding,
  dataset: Dataset,
): Promise<SimplerView> {
  const shown = { id: '', model, encoding };
  return {
    edges: shownEdgeCount(model, encoding),
    error,
    model: await modelView(backend, shown, dataset),
    curves: await curvesView(backend, shown, dataset, { edges: 'all', points }),
  };
}
