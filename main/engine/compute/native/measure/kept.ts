/** Values of all samples that one pass of a regularised evaluation keeps for the next pass. */
import type { Block } from '../memory/owned.ts';
import type { LayersView } from '../memory/descriptors.ts';
import type { KernelPlan } from '../plan/plan.ts';

/**
 * Records of a layer are kept for all rows up to this many floats. If there are more, every pass computes them again.
 */
export const mostRecords = 2 ** 26;

/**
 * @param own allocates floats that live as long as the evaluator.
 * @returns a function that sets whether the next passes keep subnodes, and records of later layers. Memory is allocated
 *   when it is first needed.
 */
export function keeper(
  plan: KernelPlan,
  rows: number,
  layers: LayersView,
  own: (length: number) => Block,
): (wanted: boolean) => void {
  let kept: { keptZ: number; keptRecords: number }[] | null = null;
  let current = false;
  const place = (index: number): { keptZ: number; keptRecords: number } => {
    const { subnodeStride, recordsStride } = plan.layers[index];
    const records = (rows + plan.blockRows) * recordsStride;
    return {
      keptZ: own(rows * subnodeStride).address,
      keptRecords: index === 0 || records > mostRecords ? 0 : own(records).address,
    };
  };
  return (wanted) => {
    if (wanted === current) return;
    current = wanted;
    kept ??= plan.layers.map((_, index) => place(index));
    kept.forEach((addresses, index) => {
      for (const field of ['keptZ', 'keptRecords'] as const) {
        layers.set(index, field, wanted ? addresses[field] : 0);
      }
    });
  };
}
