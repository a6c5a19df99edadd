/**
 * The importance of each input column, measured in two ways: by shuffling the column, and by pykan's attribution
 * score.
 */
import type { ImportanceView } from '../../../shared/contract/views/importance.ts';
import type { WorkProgress } from '../../../shared/contract/views/progress.ts';
import type { Backend } from '../compute/backend.ts';
import type { Dataset } from '../data/dataset/dataset.ts';
import { importanceOf } from '../measure/importance.ts';
import { fineRows, probeRows, statisticsOn } from '../measure/probe.ts';
import type { Shown } from './shown.ts';

/** How much each column matters, by shuffling it among the held-out rows. */
export async function importanceView(
  backend: Backend,
  { model, encoding }: Pick<Shown, 'model' | 'encoding'>,
  dataset: Dataset,
  report?: (work: WorkProgress) => void,
): Promise<ImportanceView> {
  const { heldOut, rows, far, error, columns } = await importanceOf(
    backend,
    model,
    encoding,
    dataset,
    report,
  );
  const statistics = await statisticsOn(backend, model, encoding, probeRows(model, dataset, fineRows));
  const scores = statistics[0].inputScores;
  const total = scores.reduce((sum, score) => sum + score, 0);
  return {
    heldOut,
    rows,
    far,
    error,
    columns: columns.map(({ column, ...measured }) => {
      const score = measured.inputs.reduce((sum, input) => sum + scores[input], 0);
      return { name: column, ...measured, attribution: total > 0 ? score / total : 0 };
    }),
  };
}
