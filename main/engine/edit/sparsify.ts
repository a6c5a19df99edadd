/**
 * The recipe for a sparse network: train with λ, prune, train without λ; for a few λ, each from the network that the last
 * one trained. The least network is kept whose error on the validation rows cannot be told from the lowest.
 */
import type { KanModel } from '../kan/model.ts';
import { edgeCount } from '../kan/model.ts';
import { isPresent, tidied, worthKeeping, defaultThresholds, type Kept } from '../kan/prune.ts';
import { refit } from '../train/refit.ts';
import { errorOn, judgedRows, statisticsFor, type EditBench } from './bench.ts';
import type { Edited } from './apply.ts';

/** λ from one tenth of what pykan's examples use to ten times as much. */
const path = [1e-3, 3e-3, 1e-2, 3e-2] as const;
const sparseSteps = 100;
const refitSteps = 60;
/** An error counts as no larger than another up to this factor, and where it is below this share of the spread. */
const tolerated = 1.1;

interface Tried {
  readonly model: KanModel;
  readonly kept: Kept | null;
  readonly edges: number;
  readonly error: number;
}

export async function sparsify(bench: EditBench, model: KanModel): Promise<Edited> {
  const rows = judgedRows(bench);
  const tried: Tried[] = [];
  let trained = model;
  for (const lamb of path) {
    trained = await refit(bench, trained, sparseSteps, lamb);
    const statistics = await statisticsFor(bench, trained);
    const { model: lighter, kept } = tidied(
      trained,
      worthKeeping(trained, statistics, defaultThresholds),
      statistics.map(({ edgeMean }) => edgeMean),
    );
    const refitted = await refit(bench, lighter, refitSteps);
    const error = await errorOn(bench, refitted, rows);
    tried.push({ model: refitted, kept, edges: edgesOf(refitted), error });
  }
  const lowest = tried.reduce((least, { error }) => Math.min(least, error), Infinity);
  const [best] = tried
    .filter(({ error }) => error <= tolerated * lowest)
    .toSorted((left, right) => left.edges - right.edges);
  return best ?? { model, kept: null };
}

function edgesOf({ layers }: KanModel): number {
  return layers.reduce((total, layer) => {
    return (
      total +
      Array.from({ length: edgeCount(layer) }, (_, edge) => Number(isPresent(layer, edge))).reduce(
        (a, b) => a + b,
        0,
      )
    );
  }, 0);
}
