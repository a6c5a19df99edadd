/** The view of the ladder. */
import { countText } from '../../../shared/figures.ts';
import type { LadderView, RungView } from '../../../shared/contract/views/ladder.ts';
import type { Dataset } from '../data/dataset/dataset.ts';
import { basisCount, shapeOf } from '../kan/model.ts';
import { shownShape } from '../measure/labelValues.ts';
import { errorOfLoss } from '../train/objective/errorOfLoss.ts';
import { trainableParameters } from '../train/objective/problem.ts';
import type { Folds } from './judging/folds.ts';
import { standardErrorOfFew } from './judging/standardErrorOfFew.ts';
import { titleOf } from './kinds.ts';
import type { Reached } from './reached.ts';
import { sentenceOf } from './sentence.ts';

/** @param tableRows used for training and for the comparison. @param validated whether some of them are validation rows. */
export function ladderViewOf(
  rungs: readonly Reached[],
  chosen: number,
  dataset: Pick<Dataset, 'encoding' | 'filled'>,
  tableRows: Uint32Array,
  folds: Folds,
  validated: boolean,
): LadderView {
  const { encoding } = dataset;
  const rows = tableRows.length;
  const classifies = encoding.task === 'classification';
  const views = rungs.map((rung): RungView => {
    const parameters = parametersOf(rung);
    const { mean } = rung.heldOut;
    const error = errorOfLoss(mean, encoding);
    const ofLoss = standardErrorOfFew(rung.heldOut, encoding.outputs.length, classifies);
    return {
      kind: rung.kind,
      title: titleOf(rung, classifies),
      shape: shownShape(rung.model, encoding),
      error,
      // The relative error of a square root is half that of its argument.
      standardError: classifies ? ofLoss : (error * ofLoss) / (2 * mean || 1),
      r2: classifies ? null : 1 - mean / rungs[0].heldOut.mean,
      parameters,
      freedom: rung.freedom,
      rowsPerParameter: rows / parameters,
      // Hidden layers are trained on the training rows, and the validation rows choose when to end.
      tookValidation: validated && rung.kind !== 'hidden',
      ...(rung.law && { law: rung.law.parts }),
    };
  });
  return {
    rungs: views,
    chosen,
    measure: classifies ? 'cross-entropy' : 'RMSE',
    rows,
    heldOutRows: folds.parts > 1 ? rows : folds.held[0].length,
    judgedBy: judgedBy(folds),
    crossValidated: folds.parts > 1,
    sentence: sentenceOf(rungs, chosen, dataset, tableRows, validated),
  };
}

/**
 * The parameters that were fitted: of linear algebra the coefficients of curves, the slopes of straight lines and the
 * intercepts, without those of pairs' products, which are fixed to 1.
 */
function parametersOf({ kind, model, freedom, levels }: Reached): number {
  if (kind === 'hidden') return trainableParameters(model).length;
  if (kind === 'law') return freedom!;
  if (levels !== undefined) return levels.parameters;
  const [first] = model.layers;
  const curves = first.mask.reduce((sum, spline) => sum + spline, 0) * basisCount(first);
  const lines = first.symbolic.filter((name) => name !== null).length;
  return curves + lines + shapeOf(model).at(-1);
}

/** On which rows, or in which way, rungs are judged, for people. */
export function judgedBy({ parts, repeats, held, groups }: Folds): string {
  if (parts === 1) return `${countText(held[0].length)} held-out rows`;
  const times = repeats > 1 ? `, ${repeats} times` : '';
  if (groups !== undefined) return `${parts}-fold cross-validation of whole groups of “${groups}”${times}`;
  if (held.every(({ length }) => length === 1)) return 'leave-one-out cross-validation';
  return `${parts}-fold cross-validation${times}`;
}
